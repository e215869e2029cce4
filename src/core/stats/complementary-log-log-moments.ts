import type { SparseRows } from './risk-set-moments.ts';

/**
 * Rows of zeros and ones, interval after interval: who was at risk in it, and whether it happened.
 *
 * Shapes: start (intervals + 1,), the rows of interval k are start[k] … start[k + 1] − 1; outcome (rows,), 0 or 1;
 * weight (rows,), > 0.
 */
export interface IntervalRows {
  readonly rows: SparseRows;
  readonly start: Uint32Array;
  readonly outcome: Uint8Array;
  readonly weight: Float64Array;
}

/**
 * What the rows say about the parameters: the p coefficients first, then an intercept an interval.
 *
 * Shapes: score (p + intervals,), information (p + intervals, p + intervals) lower triangle.
 */
export interface IntervalMoments {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

/** Beyond this the exponential would overflow; no fit comes near it. */
const LARGEST_PREDICTOR = 500;
/** Rows between two pauses. */
export const ROWS_A_PAUSE = 4_000;

/** The expected number of times in an interval, exp(η), kept within what a double can hold. */
export const cumulativeHazard = (eta: number): number =>
  Math.exp(Math.max(-LARGEST_PREDICTOR, Math.min(LARGEST_PREDICTOR, eta)));

/** h / (exp(h) − 1): 1 at none, 0 for many. */
export const shareUnseen = (hazard: number): number => (hazard < 1e-12 ? 1 : hazard / Math.expm1(hazard));

/** Derivative of a row's log-likelihood by its predictor, without the weight. */
export const rowScore = (hazard: number, outcome: number): number => (outcome === 1 ? shareUnseen(hazard) : -hazard);

/**
 * Information of a row on its predictor, without the weight.
 *
 * `expected` is what a row says on average and gives the standard errors; `observed` is the curvature of the
 * log-likelihood and gives Newton's steps, which settle in a few where steps by the expected one may creep.
 */
const rowInformation = {
  expected: (hazard: number, unseen: number, _outcome: number): number => hazard * unseen,
  // u · (h + u − 1) cancels where h is small; there it is h / 2 − h² / 6.
  observed: (hazard: number, unseen: number, outcome: number): number =>
    outcome === 0 ? hazard : hazard < 1e-4 ? hazard / 2 - hazard ** 2 / 6 : unseen * (hazard + unseen - 1),
} as const;

/** The linear predictor of a row without its intercept. */
export function predictorOf({ offset, index }: SparseRows, row: number, beta: Float64Array): number {
  let eta = 0;
  for (let k = offset[row]!; k < offset[row + 1]!; k += 1) eta += beta[index[k]!]!;
  return eta;
}

/**
 * Log-likelihood, score and information of the complementary log-log model at `beta`.
 *
 * @param beta - shape (p + intervals,), coefficients, then intercepts.
 * @param kind - which information.
 * Yields every few thousand rows. Cost: O(rows · k²/2) with k ones a row.
 * Source: Prentice & Gloeckler (1978), Biometrics 34, 57–67; McCullagh & Nelder (1989), 4.3.
 */
export function* intervalMoments(
  data: IntervalRows,
  beta: Float64Array,
  kind: keyof typeof rowInformation,
): Generator<undefined, IntervalMoments> {
  const informationOf = rowInformation[kind];
  const { rows, start, outcome, weight } = data;
  const { columns: p, offset, index } = rows;
  const total = beta.length;
  const score = new Float64Array(total);
  const information = new Float64Array(total * total);
  let logLikelihood = 0;
  let sinceYield = 0;
  for (let interval = 0; interval + 1 < start.length; interval += 1) {
    const own = p + interval;
    const ownBase = own * total;
    const intercept = beta[own]!;
    for (let row = start[interval]!; row < start[interval + 1]!; row += 1) {
      const hazard = cumulativeHazard(intercept + predictorOf(rows, row, beta));
      const times = weight[row]!;
      const unseen = shareUnseen(hazard);
      const u = times * (outcome[row] === 1 ? unseen : -hazard);
      const w = times * informationOf(hazard, unseen, outcome[row]!);
      logLikelihood += times * (outcome[row] === 1 ? Math.log(-Math.expm1(-hazard)) : -hazard);
      const from = offset[row]!;
      const to = offset[row + 1]!;
      for (let k = from; k < to; k += 1) {
        const column = index[k]!;
        const base = column * total;
        score[column]! += u;
        information[ownBase + column]! += w;
        for (let l = from; l <= k; l += 1) information[base + index[l]!]! += w;
      }
      score[own]! += u;
      information[ownBase + own]! += w;
      sinceYield += 1;
      if (sinceYield === ROWS_A_PAUSE) {
        sinceYield = 0;
        yield;
      }
    }
  }
  return { logLikelihood, score, information };
}
