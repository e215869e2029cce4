import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from './cholesky.ts';
import { riskSetMoments, type Moments, type RiskSets } from './risk-set-moments.ts';

export interface ConditionalLogitOptions {
  /** Penalty ½ · ridge · β²; 0 for none. */
  readonly ridge: number;
  readonly maxIterations: number;
  /** Where to start; zeros when absent. Not modified. */
  readonly start?: Float64Array;
}

/** A fitted model. Shapes: beta (p,), covariance (p, p) symmetric. */
export interface ConditionalLogitFit {
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** False when the steps had not settled after `maxIterations` (separation without a ridge). */
  readonly converged: boolean;
}

const LARGEST_STEP = 2;
const SETTLED = 1e-9;

/**
 * Fit log hazard ratios to sampled risk sets: conditional logistic regression by Newton's method with bounded steps.
 *
 * On nested case-control samples this is the Cox partial likelihood with time-dependent covariates.
 *
 * @returns log hazard ratios, their covariance (inverse of information plus ridge), and whether it settled.
 * A column that never varies within a set gets 0 under a ridge; without one the fit fails with `input/invalid`.
 *
 * Yields now and then so that it can be interrupted.
 * Cost: iterations × (one pass over the rows + p³/3). Reference: R `survival::clogit(…, method = "breslow")`.
 */
export function* fitConditionalLogit(
  sets: RiskSets,
  { ridge, maxIterations, start }: ConditionalLogitOptions,
): Generator<undefined, ConditionalLogitFit> {
  const p = sets.rows.columns;
  let beta: Float64Array = start ? start.slice() : new Float64Array(p);
  let moments = yield* riskSetMoments(sets, beta, null);
  let objective = penalised(moments, beta, ridge);
  let iterations = 0;
  let converged = p === 0;
  while (!converged && iterations < maxIterations) {
    iterations += 1;
    const step = newtonStep(moments, beta, ridge);
    let next = beta;
    let nextMoments = moments;
    let nextObjective = Number.NEGATIVE_INFINITY;
    for (let scale = 1; scale > 1e-3; scale /= 2) {
      next = beta.map((value, j) => value + scale * step[j]!);
      nextMoments = yield* riskSetMoments(sets, next, null);
      nextObjective = penalised(nextMoments, next, ridge);
      if (nextObjective >= objective - 1e-9 * Math.abs(objective)) break;
    }
    converged = Math.abs(nextObjective - objective) <= SETTLED * (Math.abs(objective) + 1e-3);
    beta = next;
    moments = nextMoments;
    objective = nextObjective;
  }
  const factor = penalisedInformation(moments, p, ridge);
  choleskyInPlace(factor, p);
  return {
    beta,
    covariance: choleskyInverse(factor, p),
    logLikelihood: moments.logLikelihood,
    iterations,
    converged,
  };
}

function penalised(moments: Moments, beta: Float64Array, ridge: number): number {
  let square = 0;
  for (const value of beta) square += value * value;
  return moments.logLikelihood - (ridge / 2) * square;
}

function penalisedInformation(moments: Moments, p: number, ridge: number): Float64Array {
  const matrix = moments.information.slice();
  for (let j = 0; j < p; j += 1) matrix[j * p + j]! += ridge;
  return matrix;
}

function newtonStep(moments: Moments, beta: Float64Array, ridge: number): Float64Array {
  const p = beta.length;
  const factor = penalisedInformation(moments, p, ridge);
  choleskyInPlace(factor, p);
  const step = moments.score.map((value, j) => value - ridge * beta[j]!);
  choleskySolveInPlace(factor, p, step);
  return step.map((value) => Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, value)));
}
