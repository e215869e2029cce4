import type { Catalogue, EventSummary, ProjectSummary, PropertySummary } from '#contract/store.ts';
import { isBookkeepingEvent } from '#core/mixpanel/bookkeeping-events.ts';

/** The catalogue as it is kept beside a project's events, so that lists open without reading the events. */
export interface StoredCatalogue {
  /** Most frequent first. */
  readonly events: readonly Omit<EventSummary, 'bookkeeping'>[];
  /** Most cells first. `byEvent`: [place of the event in `events`, cells on its rows], most cells first. */
  readonly properties: readonly (PropertySummary & { readonly byEvent: readonly (readonly [number, number])[] })[];
}

/** What the page is told: the stored counts, and which events are Mixpanel's own by today's list. */
export function catalogueOf(
  { id, fingerprint }: Pick<ProjectSummary, 'id' | 'fingerprint'>,
  stored: StoredCatalogue,
): Catalogue {
  return {
    projectId: id,
    fingerprint,
    events: stored.events.map((event) => ({ ...event, bookkeeping: isBookkeepingEvent(event.name) })),
    properties: stored.properties.map(({ byEvent: _, ...property }) => property),
  };
}

/** Names of the properties that any of the events carries, most cells first. An unknown event carries none. */
export function propertiesOfEvents(
  stored: StoredCatalogue,
  events: readonly string[],
): { name: string; cells: number }[] {
  const places = new Set(stored.events.flatMap(({ name }, place) => (events.includes(name) ? [place] : [])));
  return stored.properties
    .map(({ name, byEvent }) => ({
      name,
      cells: byEvent.reduce((sum, [place, cells]) => (places.has(place) ? sum + cells : sum), 0),
    }))
    .filter(({ cells }) => cells > 0)
    .sort((a, b) => b.cells - a.cells || compareText(a.name, b.name));
}

/** Orders texts by their code units: the same everywhere, whatever the reader's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
