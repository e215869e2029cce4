import { secondOf, windowStart, type Entrants } from '../cohort/cohort.ts';
import type { EventTable } from '../event-table.ts';
import type { Landmark } from './landmark.ts';

/**
 * What each user had done by the landmark, counted.
 *
 * `count` holds, for each wanted event, how often (n,). The others (n,) are of activity (no steps on the way, no
 * bookkeeping): `total` events since A, `distinct` names among them, `sinceLast` seconds from the last of them (or from A) to
 * the landmark, `toFirst` seconds from A to the first (the landmark's where there is none), `before` events before A,
 * `known` seconds from the user's first event to A.
 */
export interface History {
  readonly count: readonly Float64Array[];
  readonly total: Float64Array;
  readonly distinct: Float64Array;
  readonly sinceLast: Float64Array;
  readonly toFirst: Float64Array;
  readonly before: Float64Array;
  readonly known: Float64Array;
}

/** Count what had happened by the landmark, its second included. Cost: O(events of the members before it). */
export function countHistory(
  events: EventTable,
  cohort: Entrants,
  { member, second }: Landmark,
  wanted: readonly number[],
  isActivity: Uint8Array,
): History {
  const column = (): Float64Array => new Float64Array(member.length);
  const count = wanted.map(column);
  const place = new Int32Array(events.eventNames.length).fill(-1);
  wanted.forEach((event, k) => (place[event] = k));
  const [total, distinct, sinceLast, toFirst, before, known] = Array.from({ length: 6 }, column) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const seenBy = new Int32Array(events.eventNames.length).fill(-1);
  member.forEach((i, r) => {
    const entrySecond = cohort.entrySecond[i]!;
    const own = events.userStart[cohort.user[i]!]!;
    const end = events.userStart[cohort.user[i]! + 1]!;
    const start = windowStart(events, cohort, i);
    for (let at = own; at < start; at += 1) if (isActivity[events.event[at]!] === 1) before[r]! += 1;
    known[r] = entrySecond - secondOf(events.time[own]!);
    sinceLast[r] = second;
    toFirst[r] = second;
    for (let at = start; at < end && secondOf(events.time[at]!) <= entrySecond + second; at += 1) {
      if (at === cohort.entryPosition[i]) continue;
      const code = events.event[at]!;
      if (place[code]! >= 0) count[place[code]!]![r]! += 1;
      if (isActivity[code] !== 1) continue;
      const since = secondOf(events.time[at]!) - entrySecond;
      if (total[r] === 0) toFirst[r] = since;
      sinceLast[r] = second - since;
      total[r]! += 1;
      if (seenBy[code] !== r) distinct[r]! += 1;
      seenBy[code] = r;
    }
  });
  return { count, total, distinct, sinceLast, toFirst, before, known };
}
