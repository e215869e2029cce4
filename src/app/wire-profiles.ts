import type { BackendSettings } from '#data/backend/backend-settings.ts';
import { createMixpanelClient } from '#data/backend/mixpanel-client.ts';
import { sessionToken } from '#data/backend/session-token.ts';
import { createProfilesClient } from '#data/backend/profiles-client.ts';
import { startPull } from '#data/workers/start-pull.ts';
import type { Backend } from '#data/backend/supabase-client.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import { createProfiles } from '#state/mixpanel/create-profiles.ts';
import type { MixpanelState } from '#state/mixpanel/mixpanel-state.ts';
import type { ProfilesState } from '#state/mixpanel/profiles-state.ts';
import type { PullState } from '#state/mixpanel/pull-state.ts';
import { rerunStale } from '#state/scenarios/rerun-stale.ts';
import type { SharedState } from '#state/shared/shared-state.ts';
import type { WorkspacesState } from '#state/team/team-state.ts';
import type { TeamAppDeps } from './team-app-deps.ts';

export interface ProfilesParts {
  readonly settings: BackendSettings;
  readonly backend: Backend;
  readonly workspaces: WorkspacesState;
  readonly billing: BillingState;
  readonly shared: SharedState;
  readonly mixpanel: MixpanelState;
  readonly pull: PullState;
  readonly onReturn: (listener: () => void) => () => void;
  readonly app: TeamAppDeps;
}

/** While the app is open what is due is looked for so often, ms. */
const EVERY_MS = 3_600_000;

/** User profiles from Mixpanel over the real backend. Call once, inside a Solid root. */
export function wireProfiles(parts: ProfilesParts): ProfilesState {
  const { settings, backend, workspaces, billing, shared, mixpanel, pull, onReturn, app } = parts;
  return createProfiles({
    client: createProfilesClient(settings, startPull),
    server: createMixpanelClient(backend),
    store: app.store,
    mixpanel,
    pull,
    projects: app.projects,
    shared,
    isReadOnly: billing.isReadOnly,
    token: () => sessionToken(backend),
    onDue(listener) {
      const stop = onReturn(listener);
      const timer = setInterval(listener, EVERY_MS);
      return () => {
        clearInterval(timer);
        stop();
      };
    },
    noteRefusal: workspaces.noteRefusal,
    changed: (localId) => rerunStale(localId, shared.scenarios, app.projects, true),
    now: () => Date.now(),
  });
}
