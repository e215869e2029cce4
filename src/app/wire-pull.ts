import { createEffect, on } from 'solid-js';
import { createBackgroundSync } from '#data/browser/background-sync.ts';
import type { BackendSettings } from '#data/backend/backend-settings.ts';
import { sessionToken } from '#data/backend/session-token.ts';
import { createConnectionsClient } from '#data/backend/mixpanel-connections.ts';
import { createPullClient } from '#data/workers/pull-client.ts';
import { startPull } from '#data/workers/start-pull.ts';
import type { Backend } from '#data/backend/supabase-client.ts';
import { createPull } from '#state/mixpanel/create-pull.ts';
import { shareFirstResults } from '#state/mixpanel/first-results.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import type { PullState } from '#state/mixpanel/pull-state.ts';
import { rerunStale } from '#state/scenarios/rerun-stale.ts';
import type { SharedState } from '#state/shared/shared-state.ts';
import type { SessionState, WorkspacesState } from '#state/team/team-state.ts';
import type { TeamAppDeps } from './team-app-deps.ts';

export interface PullParts {
  readonly settings: BackendSettings;
  readonly backend: Backend;
  readonly session: SessionState;
  readonly workspaces: WorkspacesState;
  readonly billing: BillingState;
  readonly shared: SharedState;
  readonly onReturn: (listener: () => void) => () => void;
  readonly app: TeamAppDeps;
}

/** While the app is open what is due is looked for so often, ms. */
const EVERY_MS = 3_600_000;

/** Pulls from Mixpanel over the real backend. Call once, inside a Solid root. */
export function wirePull({
  settings,
  backend,
  session,
  workspaces,
  billing,
  shared,
  onReturn,
  app,
}: PullParts): PullState {
  const connections = createConnectionsClient(backend);
  const background = createBackgroundSync();
  void background.register();
  const pull = createPull({
    connectionsOf: (workspaceId) => connections.connections(workspaceId),
    client: createPullClient(settings, startPull),
    ingest: app.ingest,
    renamed: app.store,
    local: app.local,
    projects: app.projects,
    shared,
    isReadOnly: billing.isReadOnly,
    presence: app.presence,
    workspaceId: () => (session.current() ? (workspaces.current()?.id ?? null) : null),
    token: () => sessionToken(backend),
    isThere: async (localId) => (await app.store.projects()).some(({ id }) => id === localId),
    onDue(listener) {
      createEffect(on(billing.isReadOnly, (is) => is || listener(), { defer: true }));
      const stops = [onReturn(listener), background.onDue(listener)];
      const timer = setInterval(listener, EVERY_MS);
      return () => {
        clearInterval(timer);
        for (const stop of stops) stop();
      };
    },
    // Whether somebody was mailed or not: the screen says it, too.
    needsPerson: (projectId) => void connections.notify(projectId, 'problem').catch(workspaces.noteRefusal),
    changed: (localId) => rerunStale(localId, shared.scenarios, app.projects),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  shareFirstResults({
    untold: pull.untold,
    told: pull.told,
    localScenarios: app.localScenarios,
    sharedScenarios: shared.scenarios,
    projects: app.projects,
    proposing: app.proposing,
    move: shared.move,
    notify: connections.notify,
    online: app.online,
    failed: workspaces.noteRefusal,
  });
  return pull;
}
