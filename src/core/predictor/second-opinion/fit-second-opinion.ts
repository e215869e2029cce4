import { fitComplementaryLogLog, type ComplementaryLogLogFit } from '../../stats/complementary-log-log.ts';
import type { IntervalRows } from '../../stats/complementary-log-log-moments.ts';
import { sampledUserVariance } from '../../stats/sampled-user-variance.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { secondOf } from '../cohort/cohort.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { Joint } from '../fit/joint.ts';
import type { Coefficients } from '../fit/combination.ts';
import { RIDGE } from '../fit/screen.ts';
import type { AnalysisInput } from '../input.ts';
import type { Pause } from '../passes/passes.ts';
import type { DesignPlan } from '../risk-sets/design-plan.ts';
import { chooseIntervals } from './intervals.ts';
import { layOutIntervals } from './user-intervals.ts';

const INTERVALS = 12;
/** Fewer conversions, or rows without one, than this: no second opinion. */
const FEWEST = 50;
/** Less expected information on a coefficient (a standard error above 0.7) says nothing about its sign. */
const LEAST_INFORMATION = 2;
const MOST_ITERATIONS = 25;
/** In standard errors; the step after that lands within a hundredth of one. */
const TOLERANCE = 0.1;

/**
 * Fit the joint model once more in another way: discrete time, all users at risk, what was known when an interval began.
 *
 * It shares neither the sampling of the risk sets nor the exact times with the joint model, so that a sign on which both
 * agree is not an artefact of one. Effects that act within an interval come out weaker here.
 *
 * @returns coefficients over the columns of `joint.sets.rows`, in their order, with an infinite variance where too little
 * is known; null when fewer than 50 conversions can be told apart by interval.
 *
 * Yields now and then. Cost: one walk over the events of the users kept, and about four passes over at most 100,000 rows.
 */
export function* fitSecondOpinion(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  joint: Joint,
): Generator<Pause, Coefficients | null> {
  const laid = yield* intervalRows(input, prepared, candidates, joint);
  if (laid === null) return null;
  const { data, member } = laid;
  const p = data.rows.columns;
  const fit = yield* fitComplementaryLogLog(data, {
    ridge: RIDGE,
    maxIterations: MOST_ITERATIONS,
    tolerance: TOLERANCE,
    start: joint.fit.beta,
  });
  const covariance = yield* sampledUserVariance(data, fit, member, prepared.cohort.user.length);
  return ofColumns(fit, covariance, p);
}

/** The rows of the second opinion and whose they are; null when they are too few. */
export function* intervalRows(
  { seed }: AnalysisInput,
  { passes, window, cohort, dataToMs, horizonMs }: Prepared,
  { plan }: Candidates,
  joint: Joint,
): Generator<Pause, { readonly data: IntervalRows; readonly member: Uint32Array } | null> {
  const dataEnd = secondOf(dataToMs);
  const watched = cohort.entrySecond.map((entry) => Math.min(horizonMs / 1000, dataEnd - entry));
  const ends = chooseIntervals(
    cohort.exit.filter((_, i) => cohort.converted[i] === 1),
    INTERVALS,
  );
  const { moments, outcome, weight, cases } = layOutIntervals(cohort, watched, ends, seed);
  if (cases < FEWEST || outcome.length - cases < FEWEST) return null;
  yield;
  const { rows } = yield* passes.moments(window, moments, planOf(plan, joint));
  return { data: { rows, start: moments.start, outcome, weight }, member: moments.member };
}

/** The plan with only what was fitted, so that its columns are those of the joint model. */
function planOf(plan: DesignPlan, { selection }: Joint): DesignPlan {
  const fitted = new Set(selection.fitted);
  const { behaviours, values, levels } = plan;
  return {
    ...plan,
    behaviours: behaviours.filter((_, k) => fitted.has(k)),
    values: values.filter((_, k) => fitted.has(behaviours.length + k)),
    levels: levels.filter((_, k) => fitted.has(behaviours.length + values.length + k)),
  };
}

function ofColumns(fit: ComplementaryLogLogFit, whole: Float64Array, p: number): Coefficients {
  const n = fit.beta.length;
  const covariance = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    covariance.set(whole.subarray(j * n, j * n + p), j * p);
    if (!(fit.information[j]! >= LEAST_INFORMATION)) covariance[j * p + j] = Infinity;
  }
  return { beta: fit.beta.slice(0, p), covariance };
}
