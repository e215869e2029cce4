import type { ScenarioDefinition, ScenarioEvent } from '#core/scenario/definition.ts';

const endKey = ({ event, filters }: ScenarioEvent) => [
  event,
  filters.map(({ property, operator, values }) => JSON.stringify([property, operator, values.toSorted()])).toSorted(),
];

/** Equal for two definitions that ask the same, whatever the order of their filters, hidden and merged events. */
export function definitionKey(definition: ScenarioDefinition): string {
  const { start, target, horizonMs, hiddenEvents, mergedEvents = [], keepOutliers } = definition;
  const merged = mergedEvents.map(({ name, events }) => JSON.stringify([name, events.toSorted()])).toSorted();
  const rest = [horizonMs, hiddenEvents.toSorted(), keepOutliers, ...(merged.length > 0 ? [merged] : [])];
  return JSON.stringify([endKey(start), endKey(target), ...rest]);
}
