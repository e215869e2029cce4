import type { ProjectTotals } from '#contract/ingest.ts';
import { compareText, type StoredCatalogue } from '../read/catalogue.ts';
import { summaryOfCounts } from './property-counts.ts';
import type { Tally } from './tally.ts';
import type { UserEvents } from './user-events.ts';

/**
 * The totals and the catalogue of a project.
 *
 * @param eventNames - in order of the project codes; `propertyNames` likewise.
 *
 * Cost: O(users + pairs of user and event).
 */
export function summaryOfTally(
  { users, moments, properties }: Tally,
  eventNames: readonly string[],
  propertyNames: readonly string[],
): { totals: ProjectTotals; catalogue: StoredCatalogue } {
  const { count, byUser, first, last } = sumsByEvent(users, eventNames.length);
  const order = [...eventNames.keys()]
    .filter((e) => count[e]! > 0)
    .sort((a, b) => count[b]! - count[a]! || compareText(eventNames[a]!, eventNames[b]!));
  const placeOf = new Map(order.map((e, place) => [e, place]));
  const events = order.map((e) => ({
    name: eventNames[e]!,
    count: count[e]!,
    users: byUser[e]!,
    firstForUsers: first[e]!,
    lastForUsers: last[e]!,
    firstTimeMs: moments.firstTime[e]!,
    lastTimeMs: moments.lastTime[e]!,
  }));
  const counted = propertyNames
    .map((name, property) => ({
      ...summaryOfCounts(name, properties[property]!),
      byEvent: [...properties[property]!.byEvent]
        .map(([e, cells]) => [placeOf.get(e)!, cells] as const)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0]),
    }))
    .filter(({ cells }) => cells > 0)
    .sort((a, b) => b.cells - a.cells || compareText(a.name, b.name));
  return {
    catalogue: { events, properties: counted },
    totals: {
      events: count.reduce((sum, rows) => sum + rows, 0),
      users: usersWithRows(users),
      eventNames: events.length,
      days: moments.days.size,
      firstTimeMs: events.length === 0 ? null : events.reduce((least, e) => Math.min(least, e.firstTimeMs), Infinity),
      lastTimeMs: events.length === 0 ? null : events.reduce((most, e) => Math.max(most, e.lastTimeMs), -Infinity),
    },
  };
}

function sumsByEvent(users: UserEvents, events: number) {
  const sums = {
    count: new Float64Array(events),
    byUser: new Float64Array(events),
    first: new Float64Array(events),
    last: new Float64Array(events),
  };
  for (let pair = 0; pair < users.event.length; pair += 1) {
    const e = users.event[pair]!;
    sums.count[e]! += users.rows[pair]!;
    sums.byUser[e]! += 1;
    if (users.first[pair]! > 0) sums.first[e]! += 1;
    if (users.last[pair]! > 0) sums.last[e]! += 1;
  }
  return sums;
}

function usersWithRows({ start }: UserEvents): number {
  let found = 0;
  for (let user = 0; user + 1 < start.length; user += 1) if (start[user] !== start[user + 1]) found += 1;
  return found;
}
