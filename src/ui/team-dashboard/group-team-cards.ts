import type { SavedScenario } from '#contract/saved.ts';

export interface TeamCardGroups {
  readonly pinned: readonly SavedScenario[];
  readonly mine: readonly SavedScenario[];
  readonly team: readonly SavedScenario[];
}

/** Splits a workspace's scenarios into its dashboard's lists, in the given order. */
export function groupTeamCards(scenarios: readonly SavedScenario[]): TeamCardGroups {
  const rest = scenarios.filter(({ pinned }) => !pinned);
  return {
    pinned: scenarios.filter(({ pinned }) => pinned),
    mine: rest.filter(({ shared }) => shared?.isMine),
    team: rest.filter(({ shared }) => !shared?.isMine),
  };
}
