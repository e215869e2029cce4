import type { Catalogue, EventSummary } from '#contract/store.ts';
import { shownNames, type EventNames } from '#core/scenario/event-names.ts';
import type { ListedEvent } from '../app-state.ts';

/**
 * The events of a project as the reader sees them: merged ones once, with their members, and hidden ones marked.
 *
 * @param unions - counts of the merged events, as the store gives them.
 * @returns most frequent first.
 */
export function listEvents(
  { events }: Pick<Catalogue, 'events'>,
  { hidden, merged }: EventNames,
  unions: readonly EventSummary[],
): readonly ListedEvent[] {
  const shown = shownNames(merged);
  const counts = new Map(unions.map((event) => [event.name, event]));
  const members = new Map<string, EventSummary[]>();
  for (const event of events) {
    const name = shown(event.name);
    if (counts.has(name)) members.set(name, [...(members.get(name) ?? []), event]);
  }
  const single = events.filter((event) => !counts.has(shown(event.name)));
  const away = new Set(hidden);
  return [...single, ...counts.values()]
    .map((event) => ({ ...event, hidden: away.has(event.name), members: members.get(event.name) ?? [] }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
