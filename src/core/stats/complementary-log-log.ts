import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from './cholesky.ts';
import {
  cumulativeHazard,
  intervalMoments,
  predictorOf,
  type IntervalMoments,
  type IntervalRows,
} from './complementary-log-log-moments.ts';

export interface ComplementaryLogLogOptions {
  /** Penalty ½ · ridge · β² on the coefficients, none on the intercepts; 0 for none. */
  readonly ridge: number;
  readonly maxIterations: number;
  /** Stop when the next step, which is still taken, is shorter than so many standard errors. */
  readonly tolerance: number;
  /** Shape (p,): coefficients to start from; zeros when absent. Not modified. */
  readonly start?: Float64Array;
}

/** A fitted model: the p coefficients first, then the intercepts. Shapes: beta (n,), covariance (n, n) symmetric. */
export interface ComplementaryLogLogFit {
  readonly beta: Float64Array;
  /** Inverse of the expected information plus ridge. */
  readonly covariance: Float64Array;
  /** Shape (n,): expected information on each parameter alone, without the ridge. */
  readonly information: Float64Array;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** False when the steps had not settled after `maxIterations` (separation without a ridge). */
  readonly converged: boolean;
}

const LARGEST_STEP = 2;
/** A step halved this often that still does not help is rounding. */
const MOST_HALVINGS = 12;
const ROUNDING = 1e-13;

/**
 * Fit log hazard ratios in discrete time: complementary log-log regression with an intercept an interval.
 *
 * Where the hazards are proportional in continuous time, its coefficients are the same log hazard ratios, whatever the
 * lengths of the intervals. Newton's method (the log-likelihood is concave), bounded steps, started from the baseline of
 * each interval: a flat start overshoots.
 *
 * @param data - every interval holds rows of both outcomes.
 * @throws PteroError `input/invalid` when a column that never varies is fitted without a ridge, or an interval has one outcome only.
 *
 * Yields now and then. Cost: (iterations + 1) × (one pass over the rows + n³/3).
 * Reference: R `glm(…, family = binomial("cloglog"))`.
 */
export function* fitComplementaryLogLog(
  data: IntervalRows,
  { ridge, maxIterations, tolerance, start }: ComplementaryLogLogOptions,
): Generator<undefined, ComplementaryLogLogFit> {
  const p = data.rows.columns;
  let beta = startFrom(data, start ?? new Float64Array(p));
  const moments = yield* intervalMoments(data, beta, 'observed');
  let objective = penalised(moments, beta, p, ridge);
  let iterations = 0;
  let factor = factorOf(moments, beta.length, p, ridge);
  let { step, decrement } = newtonStep(moments, beta, factor, p, ridge);
  while (decrement > tolerance && iterations < maxIterations) {
    iterations += 1;
    let scale = 1;
    let next = moved(beta, step, scale);
    let nextMoments = yield* intervalMoments(data, next, 'observed');
    let nextObjective = penalised(nextMoments, next, p, ridge);
    const enough = objective - ROUNDING * Math.abs(objective);
    for (let halved = 0; !(nextObjective >= enough) && halved < MOST_HALVINGS; halved += 1) {
      scale /= 2;
      next = moved(beta, step, scale);
      nextMoments = yield* intervalMoments(data, next, 'observed');
      nextObjective = penalised(nextMoments, next, p, ridge);
    }
    if (!(nextObjective >= enough)) break;
    beta = next;
    objective = nextObjective;
    factor = factorOf(nextMoments, beta.length, p, ridge);
    ({ step, decrement } = newtonStep(nextMoments, beta, factor, p, ridge));
  }
  const expected = yield* intervalMoments(data, beta, 'expected');
  const n = beta.length;
  const converged = decrement <= tolerance;
  return {
    // The last step costs nothing; what belongs to it would cost another pass over the rows.
    beta: converged ? moved(beta, step, 1) : beta,
    covariance: choleskyInverse(factorOf(expected, n, p, ridge), n),
    information: beta.map((_, j) => expected.information[j * n + j]!),
    logLikelihood: expected.logLikelihood,
    iterations,
    converged,
  };
}

/** The baseline: each interval's own share, less what the given coefficients already say about its rows. */
function startFrom(data: IntervalRows, coefficients: Float64Array): Float64Array {
  const p = data.rows.columns;
  const intervals = data.start.length - 1;
  const beta = new Float64Array(p + intervals);
  beta.set(coefficients);
  for (let interval = 0; interval < intervals; interval += 1) {
    let all = 0;
    let cases = 0;
    let relative = 0;
    for (let row = data.start[interval]!; row < data.start[interval + 1]!; row += 1) {
      const times = data.weight[row]!;
      all += times;
      if (data.outcome[row] === 1) cases += times;
      relative += times * cumulativeHazard(predictorOf(data.rows, row, beta));
    }
    const share = Math.max(0.5, Math.min(all - 0.5, cases)) / Math.max(1, all);
    beta[p + interval] = Math.log(-Math.log1p(-share)) - Math.log(relative / all);
  }
  return beta;
}

const moved = (beta: Float64Array, step: Float64Array, scale: number): Float64Array =>
  beta.map((value, j) => value + scale * step[j]!);

function penalised({ logLikelihood }: IntervalMoments, beta: Float64Array, p: number, ridge: number): number {
  let square = 0;
  for (let j = 0; j < p; j += 1) square += beta[j]! * beta[j]!;
  return logLikelihood - (ridge / 2) * square;
}

function factorOf({ information }: IntervalMoments, n: number, p: number, ridge: number): Float64Array {
  const factor = information.slice();
  for (let j = 0; j < p; j += 1) factor[j * n + j]! += ridge;
  choleskyInPlace(factor, n);
  return factor;
}

/** The step, shortened as a whole so that it still leads uphill, and its length in standard errors before that. */
function newtonStep(
  { score }: IntervalMoments,
  beta: Float64Array,
  factor: Float64Array,
  p: number,
  ridge: number,
): { step: Float64Array; decrement: number } {
  const slope = score.map((value, j) => (j < p ? value - ridge * beta[j]! : value));
  const step = slope.slice();
  choleskySolveInPlace(factor, beta.length, step);
  let along = 0;
  let longest = 0;
  for (let j = 0; j < step.length; j += 1) {
    along += step[j]! * slope[j]!;
    longest = Math.max(longest, Math.abs(step[j]!));
  }
  const shorter = longest > LARGEST_STEP ? LARGEST_STEP / longest : 1;
  return { step: step.map((value) => value * shorter), decrement: Math.sqrt(Math.max(0, along)) };
}
