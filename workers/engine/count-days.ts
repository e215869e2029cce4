import type { DayCount } from '#contract/store.ts';
import type { EventTable } from '#core/predictor/event-table.ts';

const DAY_MS = 86_400_000;

/** Events and users on each UTC day that has any, ascending; of all events (null) or of some. Cost: O(rows). */
export function countDays(table: EventTable, events: readonly string[] | null): DayCount[] {
  const wanted = Uint8Array.from(table.eventNames, (name) => (events === null || events.includes(name) ? 1 : 0));
  const days = new Map<number, { events: number; users: number; last: number }>();
  for (let u = 0; u < table.userCount; u += 1) {
    for (let at = table.userStart[u]!; at < table.userStart[u + 1]!; at += 1) {
      if (wanted[table.event[at]!] === 0) continue;
      const day = Math.floor(table.time[at]! / DAY_MS);
      const sofar = days.get(day) ?? { events: 0, users: 0, last: -1 };
      days.set(day, sofar);
      sofar.events += 1;
      if (sofar.last !== u) sofar.users += 1;
      sofar.last = u;
    }
  }
  return [...days]
    .sort((a, b) => a[0] - b[0])
    .map(([day, { events: count, users }]) => ({
      day: new Date(day * DAY_MS).toISOString().slice(0, 10),
      events: count,
      users,
    }));
}
