import type { Candidates } from '../candidates/candidates.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { SampledRiskSets } from '../risk-sets/risk-sets.ts';
import { FEWEST_CASES_A_PERIOD, type Parts } from './estimates.ts';
import { modelWithin, type Joint, type PartModel } from './joint.ts';

/**
 * What parts of the users say about the coefficients, each compared only within itself: the early and the late half of the
 * entrants, each entry period with enough conversions, and the two halves that searched n for each other.
 *
 * Cost: one pass over the rows for the months, one for each pair of halves.
 */
export function* fitParts(
  joint: Joint,
  cohort: Entrants,
  sampled: SampledRiskSets,
  { plan, periodNames }: Candidates,
): Generator<undefined, Parts> {
  const middle = middleEntry(cohort, sampled);
  const within = (belongs: (i: number) => boolean): Uint8Array =>
    Uint8Array.from(sampled.member, (i) => (belongs(i) ? 1 : 0));
  const early = yield* modelWithin(
    joint,
    within((i) => cohort.entrySecond[i]! < middle),
  );
  const late = yield* modelWithin(
    joint,
    within((i) => cohort.entrySecond[i]! >= middle),
  );
  const months: { month: string; model: PartModel }[] = [];
  for (let period = 0; period < plan.periods; period += 1) {
    const model = yield* modelWithin(
      joint,
      within((i) => plan.period[i] === period),
    );
    if (model.cases >= FEWEST_CASES_A_PERIOD) months.push({ month: periodNames[period]!, model });
  }
  return {
    early,
    late,
    months: months.sort((a, b) => (a.month < b.month ? -1 : 1)),
    halves: sampled.split
      ? [yield* modelWithin(joint, rowsOfHalf(sampled, 0)), yield* modelWithin(joint, rowsOfHalf(sampled, 1))]
      : null,
  };
}

/** The entry second that parts the conversions into two equal halves. */
function middleEntry(cohort: Entrants, sampled: SampledRiskSets): number {
  const entries = Float64Array.from(
    sampled.second.keys(),
    (set) => cohort.entrySecond[sampled.member[sampled.start[set]!]!]!,
  ).sort();
  return entries[Math.floor(entries.length / 2)]!;
}

function rowsOfHalf(sampled: SampledRiskSets, half: 0 | 1): Uint8Array {
  const belongs = new Uint8Array(sampled.member.length);
  sampled.half.forEach((one, set) => {
    if (one === half) belongs.fill(1, sampled.start[set], sampled.start[set + 1]);
  });
  return belongs;
}
