import type { ProjectsState, ScenariosState } from '../app-state.ts';

/** A team's answer is worked out anew by itself when there are events so much newer than those it knows, ms. */
const NEWER_MS = 12 * 3_600_000;
/** And no more than so many, those first that the dashboard shows first. */
const MOST = 12;

/**
 * Works out anew, in the background, what a workspace's scenarios say of a project that has newer events.
 *
 * @param localId - this browser's project. @param isAlways - whatever the events: other user profiles are here.
 */
export function rerunStale(
  localId: string,
  scenarios: Pick<ScenariosState, 'list' | 'explore'>,
  projects: Pick<ProjectsState, 'list'>,
  isAlways = false,
): void {
  const newest = projects.list()?.find(({ id }) => id === localId)?.totals.lastTimeMs ?? null;
  if (newest === null) return;
  const stale = (scenarios.list() ?? []).filter(({ projectId, shared }) => {
    if (projectId !== localId || !shared?.hasEvents || shared.summary === null) return false;
    return isAlways || newest - shared.summary.dataToMs >= NEWER_MS;
  });
  const first = stale.toSorted((a, b) => Number(b.pinned) - Number(a.pinned)).slice(0, MOST);
  for (const { id } of first) scenarios.explore(id, { background: true });
}
