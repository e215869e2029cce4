import { type Accessor, createSignal, getOwner, runWithOwner } from 'solid-js';
import type { BackendSettings } from '#data/backend/backend-settings.ts';
import type { BrowserHints } from '#data/browser/browser-hints.ts';
import type { TeamState } from '#state/team/team-state.ts';
import type { TeamAppDeps } from './team-app-deps.ts';

export interface LoadedTeam {
  readonly team: Accessor<TeamState | undefined>;
  /** Its code is on the way. */
  readonly isComing: Accessor<boolean>;
}

/**
 * Accounts and workspaces, as soon as their code is here; the first paint does not wait for it. Call inside a Solid root.
 *
 * @returns null when no backend is configured.
 */
export function loadTeam(backend: BackendSettings | null, hints: BrowserHints, app: TeamAppDeps): LoadedTeam | null {
  if (!backend) return null;
  const [team, setTeam] = createSignal<TeamState>();
  const [isComing, setComing] = createSignal(true);
  const owner = getOwner();
  void import('./wire-team.ts')
    .then(({ wireTeam }) => setTeam(runWithOwner(owner, () => wireTeam(backend, hints, app))))
    .finally(() => setComing(false));
  return { team, isComing };
}
