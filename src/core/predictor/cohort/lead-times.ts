import { median } from '../../stats/quantile.ts';
import { secondOf, windowStart, type Entrants } from './cohort.ts';
import type { EventTable } from '../event-table.ts';

/**
 * Median time from A to the n-th time of an event, over the users who did it n times before their exit.
 *
 * @param wanted - for each event code, the n of interest.
 * @returns milliseconds by event code. Cost: O(events of the cohort).
 */
export function medianLeads(
  events: EventTable,
  cohort: Entrants,
  wanted: ReadonlyMap<number, number>,
): Map<number, number> {
  const times = new Map<number, number[]>([...wanted.keys()].map((code) => [code, []]));
  const target = new Uint32Array(events.eventNames.length);
  for (const [code, n] of wanted) target[code] = n;
  const count = new Uint32Array(events.eventNames.length);
  for (let i = 0; i < cohort.user.length; i += 1) {
    const to = events.userStart[cohort.user[i]! + 1]!;
    const entrySecond = cohort.entrySecond[i]!;
    const end = entrySecond + cohort.exit[i]! + (cohort.converted[i] === 1 ? 0 : 1);
    const touched: number[] = [];
    for (let at = windowStart(events, cohort, i); at < to && secondOf(events.time[at]!) < end; at += 1) {
      const code = events.event[at]!;
      if (at === cohort.entryPosition[i] || target[code] === 0) continue;
      if (count[code] === 0) touched.push(code);
      count[code]! += 1;
      if (count[code] === target[code]) times.get(code)!.push((secondOf(events.time[at]!) - entrySecond) * 1000);
    }
    for (const code of touched) count[code] = 0;
  }
  return new Map([...times].filter(([, ms]) => ms.length > 0).map(([code, ms]) => [code, median(ms)]));
}
