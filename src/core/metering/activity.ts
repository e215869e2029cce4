import type { EventTable } from '../predictor/event-table.ts';
import { nonQualifyingEvents } from './qualifying-events.ts';

/**
 * Which users did something that counts on which days: what every counting rule reads.
 *
 * Shapes: `start` (users + 1,), where a user's days begin; `day` and `events` (user days,). `day` counts from 1 January
 * 1970 in the project's calendar and ascends within a user; `events` is how many events that count fell on it.
 */
export interface Activity {
  readonly ids: readonly string[];
  readonly start: Uint32Array;
  readonly day: Int32Array;
  readonly events: Uint32Array;
}

/** Nobody. */
export const noActivity: Activity = {
  ids: [],
  start: new Uint32Array(1),
  day: new Int32Array(0),
  events: new Uint32Array(0),
};

/** By code of the event: 1 where it makes somebody an active user. */
export const qualifyingCodes = (eventNames: readonly string[]): Uint8Array =>
  Uint8Array.from(eventNames, (name) => (nonQualifyingEvents.includes(name) ? 0 : 1));

/**
 * The days on which each user of a table did something that counts.
 *
 * @param ids - of the users, in the order of the table.
 * @param dayAt - the project's day at a moment, Unix ms.
 *
 * Where clocks go back over midnight, the hour that happens twice counts for the later day. Cost: O(events).
 */
export function activityOf(
  { eventNames, userCount, userStart, time, event }: EventTable,
  ids: readonly string[],
  dayAt: (timeMs: number) => number,
): Activity {
  const counts = qualifyingCodes(eventNames);
  const start = new Uint32Array(userCount + 1);
  const day = new Int32Array(time.length);
  const events = new Uint32Array(time.length);
  let to = 0;
  for (let user = 0; user < userCount; user += 1) {
    const from = to;
    for (let at = userStart[user]!; at < userStart[user + 1]!; at += 1) {
      if (counts[event[at]!] === 0) continue;
      const today = dayAt(time[at]!);
      if (to > from && today <= day[to - 1]!) {
        events[to - 1]! += 1;
        continue;
      }
      day[to] = today;
      events[to] = 1;
      to += 1;
    }
    start[user + 1] = to;
  }
  return { ids, start, day: day.slice(0, to), events: events.slice(0, to) };
}
