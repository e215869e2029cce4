import { choleskyInPlace, choleskyInverse } from '../../stats/cholesky.ts';
import { settleLogit, type ConditionalLogitFit } from '../../stats/conditional-logit.ts';
import type { RiskSets } from '../../stats/risk-set-moments.ts';
import { patternRows } from '../../stats/row-pattern-moments.ts';
import { rowPatterns } from '../../stats/row-patterns.ts';
import { ACTIVITY_COLUMNS } from '../risk-sets/activity.ts';
import { parentsOf, type Candidates } from '../candidates/candidates.ts';
import { layOutColumns, type DesignColumns } from '../risk-sets/design-plan.ts';
import type { SampledRiskSets } from '../risk-sets/risk-sets.ts';
import { scoreTests, type ScoreTests } from './score-test.ts';
import { addMoments, screenMoments, type MatchedCounts } from './screen-moments.ts';

/** The first pass: every candidate by itself, given activity, entry period and attributes. */
export interface Screen {
  readonly columns: DesignColumns;
  readonly parent: Int32Array;
  /** The model of activity, entry period and attributes alone. */
  readonly nuisance: ConditionalLogitFit;
  readonly all: ScoreTests;
  readonly halves: readonly [ScoreTests, ScoreTests];
  readonly counts: MatchedCounts;
}

export const RIDGE = 0.3;
const MOST_ITERATIONS = 25;
/** Score tests allow for what is left of the nuisance score, so a thousandth of a standard error is near enough. */
const NEAR = 1e-7;

/** The first n whole numbers. */
export const firstColumns = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

/**
 * Test every candidate once. Yields now and then.
 *
 * Cost: one small fit and one pass over the rows.
 */
export function* screenCandidates(
  sets: RiskSets,
  sampled: SampledRiskSets,
  candidates: Candidates,
): Generator<undefined, Screen> {
  const columns = layOutColumns(candidates.plan);
  const q = columns.behaviour;
  const parent = parentsOf(candidates.plan);
  const settled = yield* settleLogit(patternRows(yield* rowPatterns(sets, q)), {
    ridge: RIDGE,
    maxIterations: MOST_ITERATIONS,
    tolerance: NEAR,
  });
  const beta = new Float64Array(columns.total);
  beta.set(settled.beta);
  const { halves, counts } = yield* screenMoments(sets, q, beta, sampled.half, parent);
  const both = addMoments(halves[0], halves[1]);
  const factor = both.nuisanceInformation.slice();
  for (let j = 0; j < q; j += 1) factor[j * q + j]! += RIDGE;
  choleskyInPlace(factor, q);
  return {
    columns,
    parent,
    nuisance: { ...settled, covariance: choleskyInverse(factor, q) },
    all: scoreTests(both, parent),
    halves: [scoreTests(halves[0], parent), scoreTests(halves[1], parent)],
    counts,
  };
}

/** Columns of activity and entry period; attributes come next. */
export const baseColumns = (periods: number): number => ACTIVITY_COLUMNS + Math.max(0, periods - 1);

/**
 * Log-likelihood with activity and entry period only: what everything else is to improve on.
 *
 * Cost: a small fit, from where the screen's stands; none where there are no attributes.
 */
export function* baseLogLikelihood(
  sets: RiskSets,
  { nuisance }: Screen,
  { plan }: Candidates,
): Generator<undefined, number> {
  const columns = baseColumns(plan.periods);
  if (columns === nuisance.beta.length) return nuisance.logLikelihood;
  const base = yield* settleLogit(patternRows(yield* rowPatterns(sets, columns)), {
    ridge: RIDGE,
    maxIterations: MOST_ITERATIONS,
    start: nuisance.beta.slice(0, columns),
  });
  return base.logLikelihood;
}
