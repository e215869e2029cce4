import { mixBits } from '../../stats/random.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { SampledRiskSets } from '../risk-sets/risk-sets.ts';

/**
 * Rows of users by intervals: who was at risk at an interval's start and watched to its end, and whether B came within it.
 *
 * `moments` lists them as the design reads them, one set an interval: its second is the first of the interval, and only
 * what happened strictly before that is known. Shapes: outcome, weight (rows,).
 */
export interface UserIntervals {
  readonly moments: SampledRiskSets;
  readonly outcome: Uint8Array;
  readonly weight: Float64Array;
  readonly cases: number;
  /** Of the users who never converted, the share that was kept. */
  readonly shareKept: number;
}

/** With more rows than this, users are kept by chance. */
export const MOST_ROWS = 100_000;
/** With so many rows of converters that few others would fit in, a share of everybody is looked at. */
const MOST_CONVERTER_ROWS = 40_000;

/**
 * Choose users and lay out their rows.
 *
 * An interval counts for a user only if the data reach to its end since that user's A, whether or not B came: leaving out
 * only those who had not converted by the end of their data would make recent entrants look quick.
 *
 * Above `MOST_ROWS` all converters stay and a share f of the others, each weighing 1 / f, so that sums over rows still
 * stand for everybody. With very many converters all this is done on a random share of all users, which needs no weights.
 *
 * @param watched - shape (users,), seconds from A to the end of the data or the horizon, whichever is first.
 * @param ends - from `chooseIntervals`. @param seed - equal seeds keep equal users.
 * Intervals in which nobody converted, or everybody did, tell nothing and have no rows. Cost: O(users × intervals).
 */
export function layOutIntervals(
  cohort: Entrants,
  watched: Float64Array,
  ends: Float64Array,
  seed: number,
): UserIntervals {
  const users = cohort.user.length;
  const chance = Float64Array.from(cohort.key, (key) => mixBits(key ^ mixBits(seed + 0x5ec0)) / 4294967296);
  const rowsOf = (i: number): number => countRows(cohort.exit[i]!, watched[i]!, ends);
  let converterRows = 0;
  let otherRows = 0;
  for (let i = 0; i < users; i += 1) {
    if (cohort.converted[i] === 1) converterRows += rowsOf(i);
    else otherRows += rowsOf(i);
  }
  const shareOfAll = Math.min(1, MOST_CONVERTER_ROWS / Math.max(1, converterRows));
  const few = converterRows + otherRows <= MOST_ROWS;
  const shareOfUsers = few ? 1 : shareOfAll;
  const room = MOST_ROWS - converterRows * shareOfUsers;
  const shareKept = few ? 1 : Math.min(1, room / Math.max(1, otherRows * shareOfUsers));
  const isKept = (i: number): boolean =>
    chance[i]! < (cohort.converted[i] === 1 ? shareOfUsers : shareOfUsers * shareKept);
  const kept = Uint32Array.from(cohort.user.keys()).filter(isKept);

  const member: number[] = [];
  const start = [0];
  const second: number[] = [];
  const outcome: number[] = [];
  let cases = 0;
  for (let k = 0; k < ends.length; k += 1) {
    const from = k === 0 ? 0 : ends[k - 1]!;
    const at = member.length;
    let won = 0;
    for (const i of kept) {
      if (cohort.exit[i]! <= from || watched[i]! < ends[k]!) continue;
      const converts = cohort.converted[i] === 1 && cohort.exit[i]! <= ends[k]!;
      member.push(i);
      outcome.push(converts ? 1 : 0);
      won += converts ? 1 : 0;
    }
    if (won === 0 || won === member.length - at) {
      member.length = at;
      outcome.length = at;
      continue;
    }
    cases += won;
    start.push(member.length);
    second.push(from + 1);
  }
  const rows = Uint32Array.from(member);
  return {
    moments: {
      start: Uint32Array.from(start),
      member: rows,
      second: Float64Array.from(second),
      half: new Uint8Array(second.length),
      controlsPerCase: 0,
      split: false,
    },
    outcome: Uint8Array.from(outcome),
    weight: Float64Array.from(rows, (i) => (cohort.converted[i] === 1 ? 1 : 1 / shareKept)),
    cases,
    shareKept,
  };
}

function countRows(exit: number, watched: number, ends: Float64Array): number {
  let rows = 0;
  for (let k = 0; k < ends.length; k += 1) {
    if (exit > (k === 0 ? 0 : ends[k - 1]!) && watched >= ends[k]!) rows += 1;
  }
  return rows;
}
