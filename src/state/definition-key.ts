import type { ScenarioDefinition, ScenarioEvent } from '#core/scenario/definition.ts';

const endKey = ({ event, filters }: ScenarioEvent) => [
  event,
  filters.map(({ property, operator, values }) => JSON.stringify([property, operator, values.toSorted()])).toSorted(),
];

/** Equal for two definitions that ask the same, whatever the order of their filters and hidden events. */
export function definitionKey({ start, target, horizonMs, hiddenEvents, keepOutliers }: ScenarioDefinition): string {
  return JSON.stringify([endKey(start), endKey(target), horizonMs, hiddenEvents.toSorted(), keepOutliers]);
}
