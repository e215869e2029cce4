import type { Tally } from '../cohort/tally.ts';
import { COUNTS } from '../input.ts';
import type { CohortWindow } from './passes.ts';
import type { EventTally } from './questions.ts';

/** What `tallyEvents` counts, from an engine's counts. Of the times from the last one to B only their median came. */
export function tallyOf(
  tallied: readonly EventTally[],
  names: number,
  { cohort, horizonSeconds, dataEndSecond }: CohortWindow,
): Tally {
  const levels = COUNTS.length;
  const byEvent = (read: (one: EventTally) => number): Uint32Array => {
    const counts = new Uint32Array(names);
    for (const one of tallied) counts[one.event] = read(one);
    return counts;
  };
  const byLevel = (read: (one: EventTally) => readonly number[]): Uint32Array => {
    const counts = new Uint32Array(names * levels);
    for (const one of tallied) counts.set(read(one), one.event * levels);
    return counts;
  };
  const leadSeconds: number[][] = Array.from({ length: names }, () => []);
  for (const { event, onWay, lead } of tallied) if (onWay > 0) leadSeconds[event] = [lead];
  const watched = Uint8Array.from(cohort.entrySecond, (second) => (second + horizonSeconds <= dataEndSecond ? 1 : 0));
  return {
    users: byLevel(({ users }) => users),
    convertedUsers: byLevel(({ convertedUsers }) => convertedUsers),
    onWay: byEvent(({ onWay }) => onWay),
    lastBefore: byEvent(({ lastBefore }) => lastBefore),
    leadSeconds,
    doers: byEvent(({ doers }) => doers),
    onlyAfter: byEvent(({ onlyAfter }) => onlyAfter),
    plainWith: byEvent(({ plainWith }) => plainWith),
    plainConverted: byEvent(({ plainConverted }) => plainConverted),
    watched,
    plainUsers: watched.reduce((sum, one) => sum + one, 0),
    plainConversions: watched.reduce((sum, one, i) => sum + (one === 1 ? cohort.converted[i]! : 0), 0),
  };
}
