import { createSystemNotices } from '#data/browser/system-notices.ts';
import { createNotices } from '#state/notices/create-notices.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { watchReady } from '#state/notices/watch-ready.ts';
import type { TeamAppDeps } from './team-app-deps.ts';

/** The notices of this browser, and what makes them. Call once, inside a Solid root. */
export function wireNotices(team: TeamState, { local, projects, proposing }: TeamAppDeps): TeamState {
  const notices = createNotices({
    local,
    system: createSystemNotices((path) => location.assign(path)),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  watchReady({ notices, projects, suggestions: { progress: proposing }, team });
  return { ...team, notices };
}
