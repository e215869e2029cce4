import type { SavedScenario } from '#contract/saved.ts';
import type { ScenarioColour } from '#core/scenario/definition.ts';
import { scenarioTitle } from '#core/scenario/scenario-title.ts';

export interface CardGroups {
  readonly pinned: readonly SavedScenario[];
  readonly recent: readonly SavedScenario[];
  readonly suggested: readonly SavedScenario[];
}

/** Splits scenarios into the dashboard's lists, in the given order. A suggested one becomes the reader's own when it is opened. */
export function groupCards(scenarios: readonly SavedScenario[]): CardGroups {
  const isSuggested = (one: SavedScenario) => one.suggestedBecause !== null && one.openedAt <= one.createdAt;
  return {
    pinned: scenarios.filter((one) => one.pinned),
    recent: scenarios.filter((one) => !one.pinned && !isSuggested(one)),
    suggested: scenarios.filter((one) => !one.pinned && isSuggested(one)).toSorted((a, b) => a.createdAt - b.createdAt),
  };
}

/** Those whose name or events hold every typed word, and that have the colour, if one is wanted. */
export function filterCards(
  scenarios: readonly SavedScenario[],
  typed: string,
  colour: ScenarioColour | null,
): readonly SavedScenario[] {
  const wanted = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return scenarios.filter((one) => {
    const text = `${one.name ?? ''} ${scenarioTitle(one.definition)}`.toLocaleLowerCase();
    return (colour === null || one.colour === colour) && wanted.every((word) => text.includes(word));
  });
}
