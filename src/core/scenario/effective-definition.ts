import type { ScenarioDefinition, ScenarioEvent } from './definition.ts';
import { shownNames, type EventNames } from './event-names.ts';

/**
 * What is really asked of a project: the saved definition with the events that are hidden or merged there.
 *
 * A merge of the definition's own wins over one of the project that shares a name with it. Start, target and hidden
 * events that name a member are given the merged name. Applied twice it gives the same; where nothing is hidden or
 * merged it gives the definition itself.
 */
export function effectiveDefinition(definition: ScenarioDefinition, names: EventNames): ScenarioDefinition {
  const own = definition.mergedEvents ?? [];
  if (own.length + names.merged.length + names.hidden.length === 0) return definition;
  const taken = new Set(own.flatMap(({ name, events }) => [name, ...events]));
  const theirs = names.merged.filter(({ name, events }) => ![name, ...events].some((one) => taken.has(one)));
  const merged = [...own, ...theirs]
    .map(({ name, events }) => ({ name, events: events.toSorted() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const shown = shownNames(merged);
  const end = ({ event, filters }: ScenarioEvent): ScenarioEvent => ({ event: shown(event), filters });
  return {
    ...definition,
    start: end(definition.start),
    target: end(definition.target),
    hiddenEvents: [...new Set([...definition.hiddenEvents, ...names.hidden].map(shown))],
    ...(merged.length > 0 && { mergedEvents: merged }),
  };
}
