import { createAccountClient } from '#data/backend/account-client.ts';
import type { BackendSettings } from '#data/backend/backend-settings.ts';
import { createBillingClient } from '#data/backend/billing-client.ts';
import type { BrowserHints } from '#data/browser/browser-hints.ts';
import { createMixpanelClient } from '#data/backend/mixpanel-client.ts';
import { createSharedCache } from '#data/browser/shared-cache.ts';
import { createSharedStore } from '#data/backend/shared-store.ts';
import { shrinkPicture } from '#data/backend/shrink-picture.ts';
import { loadStripeSignals } from '#data/backend/stripe-signals.ts';
import { createSessionStorage, createSupabaseClient } from '#data/backend/supabase-client.ts';
import { createTeamCache } from '#data/browser/team-cache.ts';
import { createTeamNews } from '#data/backend/team-news.ts';
import { createWorkspaceClient } from '#data/backend/workspace-client.ts';
import { createBilling } from '#state/billing/create-billing.ts';
import { createMixpanel } from '#state/mixpanel/create-mixpanel.ts';
import { createSession } from '#state/team/create-session.ts';
import { createShared } from '#state/shared/create-shared.ts';
import { createWorkspaces } from '#state/team/create-workspaces.ts';
import type { TeamState } from '#state/team/team-state.ts';
import type { TeamAppDeps } from './team-app-deps.ts';
import { wireNotices } from './wire-notices.ts';
import { wireProfiles } from './wire-profiles.ts';
import { wirePull } from './wire-pull.ts';

/** Accounts and workspaces over the real backend. Call once, inside a Solid root. */
export function wireTeam(settings: BackendSettings, hints: BrowserHints, app: TeamAppDeps): TeamState {
  const storage = createSessionStorage();
  const backend = createSupabaseClient(settings, storage);
  const cache = createTeamCache();
  const session = createSession({ accounts: createAccountClient(backend, storage), cache, shrinkPicture });
  const workspaces = createWorkspaces({
    client: createWorkspaceClient(backend),
    news: createTeamNews(backend),
    cache,
    session,
    hints,
    onReturn,
  });
  const billing = createBilling({
    client: createBillingClient(backend),
    cache,
    session,
    workspaces,
    hints,
    onReturn,
    goTo: (url) => location.assign(url),
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    loadSignals: () => loadStripeSignals(import.meta.env.VITE_STRIPE_PUBLISHABLE_KEY),
  });
  const shared = createShared({
    ...app,
    isReadOnly: billing.isReadOnly,
    store: createSharedStore(backend),
    cache: createSharedCache(),
    session,
    workspaces,
    onReturn,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  const pull = wirePull({ settings, backend, session, workspaces, billing, shared, onReturn, app });
  const mixpanel = createMixpanel({
    client: createMixpanelClient(backend),
    cache,
    session,
    workspaces,
    projects: shared.projects,
    makeProject: shared.makeProject,
    changed: () => pull.reload(),
    hints,
    onReturn,
    newId: () => crypto.randomUUID(),
  });
  const profiles = wireProfiles({ settings, backend, workspaces, billing, shared, mixpanel, pull, onReturn, app });
  return wireNotices({ session, workspaces, billing, shared, mixpanel, pull, profiles }, app);
}

function onReturn(listener: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const seen = () => document.visibilityState === 'visible' && listener();
  document.addEventListener('visibilitychange', seen, { signal });
  addEventListener('focus', () => listener(), { signal });
  addEventListener('online', () => listener(), { signal });
  // Back from another page, such as Stripe's, without loading anew.
  addEventListener('pageshow', (event) => event.persisted && listener(), { signal });
  return () => controller.abort();
}
