import type { EventTable } from '../event-table.ts';

/** One end of the scenario as table positions: an event code, and which rows pass its filters (null: all). */
export interface EventMatch {
  readonly code: number;
  readonly passes: Uint8Array | null;
}

/**
 * Everybody who did A, in table order. Shapes: all (entrants,). Times are whole seconds.
 *
 * `key` is what users are dealt into halves, folds and draws by: of their ids, never of their place in a store.
 * `exit` is seconds from A to the first B after it, or to the end of the data; `converted` says which.
 * `before` marks users whose first B came before A or in the same second.
 */
export interface Entrants {
  readonly user: Uint32Array;
  readonly key: Uint32Array;
  readonly entryPosition: Uint32Array;
  readonly entrySecond: Float64Array;
  readonly exit: Float64Array;
  readonly converted: Uint8Array;
  readonly before: Uint8Array;
}

/** Whole second of an epoch time in milliseconds. */
export const secondOf = (timeMs: number): number => Math.floor(timeMs / 1000);

/**
 * Turn store row numbers into a mark for each table position.
 *
 * @param rows - store row numbers, any order; null gives null (everything passes).
 * Cost: O(rows of the table).
 */
export function passesOf(events: EventTable, rows: Uint32Array | null): Uint8Array | null {
  if (!rows) return null;
  const largest = events.row.reduce((most, row) => Math.max(most, row), 0);
  const chosen = new Uint8Array(largest + 1);
  for (const row of rows) if (row <= largest) chosen[row] = 1;
  return Uint8Array.from(events.row, (row) => chosen[row]!);
}

/**
 * Find each user's first A and what followed.
 *
 * B is the first B strictly after A, compared in whole seconds.
 *
 * @param keys - shape (users,), the users' keys; absent, their numbers in the table.
 * Cost: one pass over the table.
 */
export function findEntrants(
  events: EventTable,
  start: EventMatch,
  target: EventMatch,
  dataEndSecond: number,
  keys?: ArrayLike<number>,
): Entrants {
  const most = events.userCount;
  const user = new Uint32Array(most);
  const entryPosition = new Uint32Array(most);
  const entrySecond = new Float64Array(most);
  const exit = new Float64Array(most);
  const converted = new Uint8Array(most);
  const before = new Uint8Array(most);
  let found = 0;
  for (let u = 0; u < most; u += 1) {
    const from = events.userStart[u]!;
    const to = events.userStart[u + 1]!;
    const entry = firstMatch(events, start, from, to);
    if (entry < 0) continue;
    const second = secondOf(events.time[entry]!);
    let next = firstMatch(events, target, from, to);
    if (next === entry) next = firstMatch(events, target, entry + 1, to);
    const early = next >= 0 && secondOf(events.time[next]!) <= second;
    user[found] = u;
    entryPosition[found] = entry;
    entrySecond[found] = second;
    before[found] = early ? 1 : 0;
    converted[found] = next >= 0 && !early ? 1 : 0;
    exit[found] = next >= 0 && !early ? secondOf(events.time[next]!) - second : Math.max(0, dataEndSecond - second);
    found += 1;
  }
  const numbers = user.slice(0, found);
  return {
    user: numbers,
    key: keys ? numbers.map((u) => keys[u]!) : numbers,
    entryPosition: entryPosition.slice(0, found),
    entrySecond: entrySecond.slice(0, found),
    exit: exit.slice(0, found),
    converted: converted.slice(0, found),
    before: before.slice(0, found),
  };
}

/** The same users, only those at `chosen`, cut at the horizon: later conversions become "not converted by then". */
export function cutAtHorizon(entrants: Entrants, chosen: Uint32Array, horizonSeconds: number): Entrants {
  const pick = <T extends Uint32Array | Float64Array | Uint8Array>(values: T): T => {
    const Type = values.constructor as new (length: number) => T;
    const picked = new Type(chosen.length);
    chosen.forEach((from, to) => (picked[to] = values[from]!));
    return picked;
  };
  const exit = pick(entrants.exit);
  const converted = pick(entrants.converted);
  for (let i = 0; i < exit.length; i += 1) {
    if (exit[i]! > horizonSeconds) {
      exit[i] = horizonSeconds;
      converted[i] = 0;
    }
  }
  return {
    user: pick(entrants.user),
    key: pick(entrants.key),
    entryPosition: pick(entrants.entryPosition),
    entrySecond: pick(entrants.entrySecond),
    exit,
    converted,
    before: pick(entrants.before),
  };
}

/** First table position that counts as after A: ties with A's second count whatever their order; A itself is to be skipped. */
export function windowStart(events: EventTable, cohort: Entrants, i: number): number {
  const from = events.userStart[cohort.user[i]!]!;
  let at = cohort.entryPosition[i]!;
  while (at > from && secondOf(events.time[at - 1]!) === cohort.entrySecond[i]!) at -= 1;
  return at;
}

function firstMatch({ event }: EventTable, { code, passes }: EventMatch, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    if (event[at] === code && (passes === null || passes[at] === 1)) return at;
  }
  return -1;
}
