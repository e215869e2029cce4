import { secondOf, windowStart, type Entrants } from '../cohort/cohort.ts';
import type { EventTable } from '../event-table.ts';

/** What each position of the event table is to the cohort. Shapes: (rows,), but for the last two (users,). */
export interface TablePositions {
  /** Cohort number of its user; −1 where the user is not analysed. */
  readonly entrant: Int32Array;
  /** Its event code where it lies in its user's window (after A, strictly before B), else −1. */
  readonly event: Int32Array;
  /** The user's first position at the second of the exit or later, and the first one later than it. */
  readonly exitFrom: Uint32Array;
  readonly exitTo: Uint32Array;
}

const ROWS_A_STEP = 1_000_000;

/** Mark every position. Yields now and then. Cost: O(rows of the table). */
export function* tablePositions(events: EventTable, cohort: Entrants): Generator<undefined, TablePositions> {
  const entrant = new Int32Array(events.time.length).fill(-1);
  const event = new Int32Array(events.time.length).fill(-1);
  const exitFrom = new Uint32Array(cohort.user.length);
  const exitTo = new Uint32Array(cohort.user.length);
  let sinceYield = 0;
  for (let i = 0; i < cohort.user.length; i += 1) {
    const to = events.userStart[cohort.user[i]! + 1]!;
    entrant.fill(i, events.userStart[cohort.user[i]!]!, to);
    const exitSecond = cohort.entrySecond[i]! + cohort.exit[i]!;
    const isConverted = cohort.converted[i] === 1;
    let at = windowStart(events, cohort, i);
    for (; at < to && secondOf(events.time[at]!) < exitSecond; at += 1) event[at] = events.event[at]!;
    exitFrom[i] = at;
    for (; at < to && secondOf(events.time[at]!) === exitSecond; at += 1)
      if (!isConverted) event[at] = events.event[at]!;
    exitTo[i] = at;
    event[cohort.entryPosition[i]!] = -1;
    sinceYield += to - events.userStart[cohort.user[i]!]!;
    if (sinceYield > ROWS_A_STEP) {
      sinceYield = 0;
      yield;
    }
  }
  return { entrant, event, exitFrom, exitTo };
}

/** The table user of every table position, shape (rows,). */
export function usersOfPositions(userStart: Uint32Array, rows: number): Uint32Array {
  const userOf = new Uint32Array(rows);
  for (let u = 0; u + 1 < userStart.length; u += 1) userOf.fill(u, userStart[u]!, userStart[u + 1]!);
  return userOf;
}
