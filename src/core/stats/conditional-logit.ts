import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from './cholesky.ts';
import { riskSetMoments, type Moments, type RiskSets } from './risk-set-moments.ts';
import { riskSetScore } from './risk-set-score.ts';

export interface ConditionalLogitOptions {
  /** Penalty ½ · ridge · β²; 0 for none. */
  readonly ridge: number;
  readonly maxIterations: number;
  /** Settled when the next step would add less than this to the log-likelihood; 10⁻¹³, about 10⁻⁶ standard errors, when absent. */
  readonly tolerance?: number;
  /** Where to start; zeros when absent. Not modified. */
  readonly start?: Float64Array;
}

/** Coefficients at the top of the penalised likelihood. Shape: beta (p,). */
export interface SettledLogit {
  readonly beta: Float64Array;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** False when the steps had not settled after `maxIterations` (separation without a ridge). */
  readonly converged: boolean;
}

/** A fitted model. Shape: covariance (p, p), symmetric. */
export interface ConditionalLogitFit extends SettledLogit {
  readonly covariance: Float64Array;
}

/** The rows of a model, however they are kept. Sets of one row say nothing. Both yield now and then. */
export interface LogitRows {
  readonly columns: number;
  readonly sets: number;
  /** Log-likelihood and its slope, shape (p,). */
  score(beta: Float64Array): Generator<undefined, { readonly logLikelihood: number; readonly score: Float64Array }>;
  /** Information of every n-th set from the first on, shape (p, p), lower triangle; the caller may write to it. */
  information(beta: Float64Array, every: number): Generator<undefined, Float64Array>;
}

const LARGEST_STEP = 2;
const SETTLED = 1e-13;
/** The information is worked out anew unless a step with the old one leaves less than this share of the gain. */
const GOOD_STEP = 0.1;
/** With many sets the first steps make do with the information of every fourth. */
const MANY_SETS = 1_000;
const EVERY = 4;

/**
 * Fit log hazard ratios to sampled risk sets: conditional logistic regression by Newton's method with bounded steps.
 *
 * On nested case-control samples this is the Cox partial likelihood with time-dependent covariates.
 *
 * @returns log hazard ratios, their covariance (inverse of information plus ridge), and whether it settled.
 * A column that never varies within a set gets 0 under a ridge; without one the fit fails with `input/invalid`.
 *
 * Yields now and then so that it can be interrupted.
 * Cost: as `settleConditionalLogit`, and one pass for the information. Reference: R `survival::clogit(…, method = "breslow")`.
 */
export function* fitConditionalLogit(
  sets: RiskSets,
  options: ConditionalLogitOptions,
): Generator<undefined, ConditionalLogitFit> {
  return yield* withCovariance(sets, yield* settleConditionalLogit(sets, options), options.ridge);
}

/** Complete settled coefficients with their covariance. Cost: one pass for the information. */
export function* withCovariance(
  sets: RiskSets,
  settled: SettledLogit,
  ridge: number,
): Generator<undefined, ConditionalLogitFit> {
  const factor = yield* factorAt(plainRows(sets), settled.beta, ridge, 1);
  return { ...settled, covariance: choleskyInverse(factor, settled.beta.length) };
}

/** Risk sets as they are. */
const plainRows = (sets: RiskSets): LogitRows => ({
  columns: sets.rows.columns,
  sets: sets.start.length - 1,
  score: (beta) => riskSetScore(sets, beta),
  *information(beta, every) {
    const chosen = Uint32Array.from({ length: Math.ceil((sets.start.length - 1) / every) }, (_, k) => k * every);
    return (yield* riskSetMoments(sets, beta, every === 1 ? null : chosen)).information;
  },
});

/** `settleLogit` over risk sets as they are. */
export const settleConditionalLogit = (
  sets: RiskSets,
  options: ConditionalLogitOptions,
): Generator<undefined, SettledLogit> => settleLogit(plainRows(sets), options);

/**
 * Find the coefficients alone.
 *
 * The information is the dear part of a step, so it is estimated from a part of the sets and kept for as long as steps with
 * it go well (Shamanskii's method); what is settled is the exact score.
 *
 * Cost: about one pass for the information, and ten for the score, which cost a tenth of it.
 */
export function* settleLogit(
  rows: LogitRows,
  { ridge, maxIterations, start, tolerance = SETTLED }: ConditionalLogitOptions,
): Generator<undefined, SettledLogit> {
  let beta: Float64Array = start ? start.slice() : new Float64Array(rows.columns);
  let factor = yield* factorAt(rows, beta, ridge, rows.sets >= MANY_SETS ? EVERY : 1);
  let now = penalised(yield* rows.score(beta), beta, ridge);
  let { step, gain } = newtonStep(factor, now.score);
  let iterations = 0;
  while (gain > tolerance && iterations < maxIterations) {
    iterations += 1;
    let next = now;
    let moved = beta;
    for (let scale = 1; scale > 1e-3; scale /= 2) {
      moved = beta.map((value, j) => value + scale * step[j]!);
      next = penalised(yield* rows.score(moved), moved, ridge);
      if (next.objective >= now.objective - 1e-12 * Math.abs(now.objective)) break;
    }
    beta = moved;
    now = next;
    const before = gain;
    ({ step, gain } = newtonStep(factor, now.score));
    if (gain > tolerance && gain > GOOD_STEP * before) {
      factor = yield* factorAt(rows, beta, ridge, 1);
      ({ step, gain } = newtonStep(factor, now.score));
    }
  }
  return { beta, logLikelihood: now.logLikelihood, iterations, converged: gain <= tolerance };
}

/** Cholesky factor of information plus ridge, the former from every n-th set. */
function* factorAt(
  rows: LogitRows,
  beta: Float64Array,
  ridge: number,
  every: number,
): Generator<undefined, Float64Array> {
  const information = yield* rows.information(beta, every);
  const scale = every === 1 ? 1 : rows.sets / Math.ceil(rows.sets / every);
  const p = beta.length;
  for (let j = 0; j < information.length; j += 1) information[j]! *= scale;
  for (let j = 0; j < p; j += 1) information[j * p + j]! += ridge;
  choleskyInPlace(information, p);
  return information;
}

interface Penalised {
  readonly logLikelihood: number;
  readonly objective: number;
  readonly score: Float64Array;
}

function penalised(
  { logLikelihood, score }: Pick<Moments, 'logLikelihood' | 'score'>,
  beta: Float64Array,
  ridge: number,
): Penalised {
  let square = 0;
  for (const value of beta) square += value * value;
  return {
    logLikelihood,
    objective: logLikelihood - (ridge / 2) * square,
    score: score.map((value, j) => value - ridge * beta[j]!),
  };
}

/** The next step, bounded, and twice what it is expected to add to the log-likelihood. */
function newtonStep(factor: Float64Array, score: Float64Array): { step: Float64Array; gain: number } {
  const step = score.slice();
  choleskySolveInPlace(factor, step.length, step);
  let gain = 0;
  for (let j = 0; j < step.length; j += 1) gain += step[j]! * score[j]!;
  return {
    step: step.map((value) => Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, value))),
    gain,
  };
}
