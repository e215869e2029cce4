import { secondOf, windowStart, type Entrants } from './cohort.ts';
import type { EventTable } from '../event-table.ts';
import { COUNTS } from '../input.ts';

/**
 * Who did what, by event and least count, among the analysed users.
 *
 * Shapes: `users` and `convertedUsers` (events × COUNTS), users with at least that many between A and their exit
 * (strictly before B). The others (events,): `onWay` converters who did it up to and including B's second;
 * `lastBefore` converters whose last event before B it was; `leadSeconds` their times from the last one to B;
 * `doers` users who ever did it after A; `onlyAfter` converters who did it only at or after B;
 * `plainWith`/`plainConverted` the same counts as `users`, but only over users whose whole window was watched.
 */
export interface Tally {
  readonly users: Uint32Array;
  readonly convertedUsers: Uint32Array;
  readonly onWay: Uint32Array;
  readonly lastBefore: Uint32Array;
  readonly leadSeconds: readonly number[][];
  readonly doers: Uint32Array;
  readonly onlyAfter: Uint32Array;
  readonly plainWith: Uint32Array;
  readonly plainConverted: Uint32Array;
  /** Shape (users,): 1 where the whole window was watched. */
  readonly watched: Uint8Array;
  readonly plainUsers: number;
  readonly plainConversions: number;
}

const EVENTS_A_STEP = 500_000;
const NOT_SEEN = Number.NEGATIVE_INFINITY;

/**
 * Count who did what before their exit, in one pass over the cohort's events. Yields now and then.
 *
 * Cost: O(events of the cohort). Memory: O(events × COUNTS + converters × distinct events).
 */
export function* tallyEvents(
  events: EventTable,
  cohort: Entrants,
  horizonSeconds: number,
  dataEndSecond: number,
): Generator<undefined, Tally> {
  const names = events.eventNames.length;
  const levels = COUNTS.length;
  const users = new Uint32Array(names * levels);
  const convertedUsers = new Uint32Array(names * levels);
  const [onWay, lastBefore, doers, onlyAfter, plainWith, plainConverted] = Array.from(
    { length: 6 },
    () => new Uint32Array(names),
  ) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const leadSeconds: number[][] = Array.from({ length: names }, () => []);
  const count = new Uint32Array(names);
  const lastSecond = new Float64Array(names).fill(NOT_SEEN);
  const watchedWhole = Uint8Array.from(cohort.entrySecond, (second) =>
    second + horizonSeconds <= dataEndSecond ? 1 : 0,
  );
  let plainUsers = 0;
  let plainConversions = 0;
  let sinceYield = 0;

  for (let i = 0; i < cohort.user.length; i += 1) {
    const to = events.userStart[cohort.user[i]! + 1]!;
    const entry = cohort.entryPosition[i]!;
    const exitSecond = cohort.entrySecond[i]! + cohort.exit[i]!;
    const isConverted = cohort.converted[i] === 1;
    const watched = watchedWhole[i] === 1;
    if (watched) {
      plainUsers += 1;
      if (isConverted) plainConversions += 1;
    }
    const seen: number[] = [];
    const seenAny: number[] = [];
    let latest = Number.NEGATIVE_INFINITY;
    for (let at = windowStart(events, cohort, i); at < to; at += 1) {
      if (at === entry) continue;
      const second = secondOf(events.time[at]!);
      const code = events.event[at]!;
      const inWindow = second < exitSecond || (!isConverted && second === exitSecond);
      if (lastSecond[code] === NOT_SEEN) seenAny.push(code);
      if (inWindow) {
        if (count[code] === 0) seen.push(code);
        count[code]! += 1;
        lastSecond[code] = second;
        latest = second;
      } else if (isConverted && second === exitSecond) {
        lastSecond[code] = second;
      } else if (lastSecond[code] === NOT_SEEN) {
        lastSecond[code] = Number.POSITIVE_INFINITY;
      }
    }
    for (const code of seenAny) {
      doers[code]! += 1;
      if (isConverted) {
        if (lastSecond[code]! <= exitSecond) {
          onWay[code]! += 1;
          leadSeconds[code]!.push(exitSecond - lastSecond[code]!);
          if (lastSecond[code]! >= latest) lastBefore[code]! += 1;
        }
        if (count[code] === 0) onlyAfter[code]! += 1;
      }
      lastSecond[code] = NOT_SEEN;
    }
    for (const code of seen) {
      for (let level = 0; level < levels && count[code]! >= COUNTS[level]!; level += 1) {
        users[code * levels + level]! += 1;
        if (isConverted) convertedUsers[code * levels + level]! += 1;
      }
      if (watched) {
        plainWith[code]! += 1;
        if (isConverted) plainConverted[code]! += 1;
      }
      count[code] = 0;
    }
    sinceYield += to - entry;
    if (sinceYield > EVENTS_A_STEP) {
      sinceYield = 0;
      yield;
    }
  }
  return {
    users,
    convertedUsers,
    onWay,
    lastBefore,
    leadSeconds,
    doers,
    onlyAfter,
    plainWith,
    plainConverted,
    plainUsers,
    plainConversions,
    watched: watchedWhole,
  };
}
