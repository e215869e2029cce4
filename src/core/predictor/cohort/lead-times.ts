import { median } from '../../stats/quantile.ts';
import { secondOf, windowStart, type Entrants } from './cohort.ts';
import type { EventTable } from '../event-table.ts';

const EVENTS_A_STEP = 500_000;
/** Medians of more values than this are a step of their own. */
const MANY = 10_000;

/**
 * Median time from A to the n-th time of an event, over the users who did it n times before their exit.
 *
 * @param wanted - for each event code, the n of interest.
 * @returns milliseconds by event code. Yields now and then. Cost: O(events of the cohort).
 */
export function* medianLeads(
  events: EventTable,
  cohort: Entrants,
  wanted: ReadonlyMap<number, number>,
): Generator<undefined, Map<number, number>> {
  const names = events.eventNames.length;
  const seconds: number[][] = Array.from({ length: names }, () => []);
  const target = new Uint32Array(names);
  for (const [code, n] of wanted) target[code] = n;
  const count = new Uint32Array(names);
  /** The user of the count, one more than the cohort number. */
  const countOf = new Uint32Array(names);
  let sinceYield = 0;
  for (let i = 0; i < cohort.user.length; i += 1) {
    const to = events.userStart[cohort.user[i]! + 1]!;
    const entry = cohort.entryPosition[i]!;
    const entrySecond = cohort.entrySecond[i]!;
    const end = entrySecond + cohort.exit[i]! + (cohort.converted[i] === 1 ? 0 : 1);
    let at = windowStart(events, cohort, i);
    const from = at;
    for (; at < to; at += 1) {
      const second = secondOf(events.time[at]!);
      if (second >= end) break;
      const code = events.event[at]!;
      const n = target[code]!;
      if (n === 0 || at === entry) continue;
      const times = countOf[code] === i + 1 ? count[code]! + 1 : 1;
      countOf[code] = i + 1;
      count[code] = times;
      if (times === n) seconds[code]!.push(second - entrySecond);
    }
    sinceYield += at - from;
    if (sinceYield > EVENTS_A_STEP) {
      sinceYield = 0;
      yield;
    }
  }
  const medians = new Map<number, number>();
  for (const code of wanted.keys()) {
    if (seconds[code]!.length > 0) medians.set(code, 1000 * median(seconds[code]!));
    if (seconds[code]!.length > MANY) yield;
  }
  return medians;
}
