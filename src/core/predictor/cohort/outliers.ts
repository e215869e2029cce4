import { median } from '../../stats/quantile.ts';
import type { EventTable } from '../event-table.ts';

export const SHARED_IDS = new Set([
  'null',
  'undefined',
  'none',
  'nan',
  'nil',
  'n/a',
  'na',
  'anonymous',
  'anon',
  'guest',
  'unknown',
  'unidentified',
  'test',
  'user',
  'distinct_id',
  'true',
  'false',
  '0',
  '-1',
  '[object object]',
  '{}',
  '[]',
  '00000000-0000-0000-0000-000000000000',
  '$device:00000000-0000-0000-0000-000000000000',
]);

/** Is this id one that many people would share (a missing value written as text)? */
export const isSharedId = (id: string): boolean => {
  const text = id.trim().toLowerCase();
  return text === '' || SHARED_IDS.has(text);
};

/** A bot has at least this many events, … */
const FEWEST_EVENTS = 500;
/** … lies this many robust standard deviations above the median entrant in events altogether … */
const SPREADS_ABOVE = 4;
/** … and this many in events on a day with any (both on the log scale), … */
const SPREADS_ABOVE_A_DAY = 3.5;
/** … or does this many within some hour. */
export const MOST_IN_AN_HOUR = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Users who are all alike would make anybody an outlier. */
const LEAST_SPREAD = 0.4;

/**
 * Which users behave like a program rather than a person: at least 500 events, far more than anybody else altogether
 * and on the days they are active, or 1,000 within an hour.
 *
 * A faithful user of many years has many events but not many a day; a newcomer trying everything has many on one day but
 * not many altogether. Both stay.
 *
 * @param users - table user numbers to judge, shape (n,); the rule compares them with one another.
 * @returns shape (n,), 1 for a bot. Yields now and then. Cost: O(events of these users).
 */
export function* findBots(events: EventTable, users: Uint32Array): Generator<undefined, Uint8Array> {
  const count = Float64Array.from(users, (u) => events.userStart[u + 1]! - events.userStart[u]!);
  const days = Float64Array.from(users, (u) => activeDays(events, u));
  yield;
  return yield* botsAmong(count, days, (i) => hasBurst(events, users[i]!));
}

/**
 * The same rule over what is known of each user already: events, days with any, whether 1,000 came within an hour.
 *
 * @param count - shape (n,). @param days - shape (n,).
 */
export function* botsAmong(
  count: Float64Array,
  days: Float64Array,
  isBurst: (i: number) => boolean,
): Generator<undefined, Uint8Array> {
  const logCount = count.map(Math.log);
  const logDaily = logCount.map((log, i) => log - Math.log(days[i]!));
  const mostEvents = Math.max(Math.log(FEWEST_EVENTS), limitOf(logCount, SPREADS_ABOVE));
  const mostDaily = limitOf(logDaily, SPREADS_ABOVE_A_DAY);
  yield;
  return Uint8Array.from(logCount, (log, i) => ((log > mostEvents && logDaily[i]! > mostDaily) || isBurst(i) ? 1 : 0));
}

function limitOf(values: Float64Array, spreads: number): number {
  const centre = median(values);
  return centre + spreads * Math.max(LEAST_SPREAD, 1.4826 * median(values.map((value) => Math.abs(value - centre))));
}

function activeDays(events: EventTable, u: number): number {
  let days = 0;
  let last = Number.NaN;
  for (let at = events.userStart[u]!; at < events.userStart[u + 1]!; at += 1) {
    const day = Math.floor(events.time[at]! / DAY_MS);
    if (day !== last) days += 1;
    last = day;
  }
  return days;
}

function hasBurst(events: EventTable, u: number): boolean {
  for (let at = events.userStart[u]! + MOST_IN_AN_HOUR - 1; at < events.userStart[u + 1]!; at += 1) {
    if (events.time[at]! - events.time[at - MOST_IN_AN_HOUR + 1]! < HOUR_MS) return true;
  }
  return false;
}
