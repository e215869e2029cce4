import { createAccountClient } from '#data/account-client.ts';
import type { BackendSettings } from '#data/backend-settings.ts';
import type { BrowserHints } from '#data/browser-hints.ts';
import { createSharedCache } from '#data/shared-cache.ts';
import { createSharedStore } from '#data/shared-store.ts';
import { shrinkPicture } from '#data/shrink-picture.ts';
import { createSessionStorage, createSupabaseClient } from '#data/supabase-client.ts';
import { createTeamCache } from '#data/team-cache.ts';
import { createTeamNews } from '#data/team-news.ts';
import { createWorkspaceClient } from '#data/workspace-client.ts';
import { createSession } from '#state/create-session.ts';
import { createShared, type SharedAppDeps } from '#state/create-shared.ts';
import { createWorkspaces } from '#state/create-workspaces.ts';
import type { TeamState } from '#state/team-state.ts';

/** Accounts and workspaces over the real backend. Call once, inside a Solid root. */
export function wireTeam(settings: BackendSettings, hints: BrowserHints, app: SharedAppDeps): TeamState {
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
  const shared = createShared({
    ...app,
    store: createSharedStore(backend),
    cache: createSharedCache(),
    session,
    workspaces,
    onReturn,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  return { session, workspaces, shared };
}

function onReturn(listener: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const seen = () => document.visibilityState === 'visible' && listener();
  document.addEventListener('visibilitychange', seen, { signal });
  addEventListener('focus', () => listener(), { signal });
  addEventListener('online', () => listener(), { signal });
  return () => controller.abort();
}
