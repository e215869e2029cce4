import type { UserEvents } from '../tally/user-events.ts';

/** Everybody who did any of some events, by project code, and all that they did. */
export interface Doers {
  /** Shape (users,): 1 where they did. */
  readonly isIn: Uint8Array;
  readonly rows: number;
}

/** Rows of each event, of everybody. Shape: (events,). */
export function rowsOfEvents({ event, rows }: Pick<UserEvents, 'event' | 'rows'>, events: number): Uint32Array {
  const sums = new Uint32Array(events);
  event.forEach((code, pair) => (sums[code]! += rows[pair]!));
  return sums;
}

/** Cost: O(pairs of user and event). */
export function doersOf(
  { start, event, rows }: Pick<UserEvents, 'start' | 'event' | 'rows'>,
  codes: readonly number[],
): Doers {
  const isIn = new Uint8Array(start.length - 1);
  let sum = 0;
  for (let user = 0; user < isIn.length; user += 1) {
    let own = 0;
    for (let pair = start[user]!; pair < start[user + 1]!; pair += 1) {
      own += rows[pair]!;
      if (codes.includes(event[pair]!)) isIn[user] = 1;
    }
    if (isIn[user] === 1) sum += own;
  }
  return { isIn, rows: sum };
}
