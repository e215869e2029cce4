import type { LocalStore } from '#contract/saved.ts';
import { createSystemNotices } from '#data/system-notices.ts';
import type { ProjectsState, SuggestionsState } from '#state/app-state.ts';
import { createNotices } from '#state/create-notices.ts';
import type { NoticesState } from '#state/notices-state.ts';
import type { TeamState } from '#state/team-state.ts';
import { watchReady } from '#state/watch-ready.ts';

interface NoticeParts {
  readonly local: LocalStore;
  readonly projects: ProjectsState;
  readonly suggestions: SuggestionsState;
  team(): TeamState | undefined;
}

/** The notices of this browser, and what makes them. Call once, inside a Solid root. */
export function wireNotices({ local, projects, suggestions, team }: NoticeParts): NoticesState {
  const notices = createNotices({
    local,
    system: createSystemNotices((path) => location.assign(path)),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  watchReady({ notices, projects, suggestions, team });
  return notices;
}
