import { choleskyInPlace, choleskySolveInPlace } from '../../stats/cholesky.ts';
import type { ScreenMoments } from './screen-moments.ts';

/** Score tests of all candidates. Shapes: (c,). `z` is 0 and `standardError` Infinity where nothing varies. */
export interface ScoreTests {
  readonly z: Float64Array;
  /** One-step estimate of the log hazard ratio. */
  readonly beta: Float64Array;
  readonly standardError: Float64Array;
}

/** Keeps the nuisance information invertible where a level is empty. */
const RIDGE = 0.3;
/** Information below this (a standard error above 1.4) says nothing, and a one-step estimate from it lies anywhere. */
const LEAST_INFORMATION = 0.5;

/**
 * Rao's score test of each candidate by itself, given the nuisance columns (and, for an event with a value, the event).
 *
 * @param parent - shape (c,), candidate number of the parent, or −1.
 * Cost: O(q³ + c · q²). Source: Cox & Hinkley (1974), 9.3, efficient score.
 */
export function scoreTests(moments: ScreenMoments, parent: Int32Array): ScoreTests {
  const c = moments.score.length;
  const q = moments.nuisanceScore.length;
  const factor = moments.nuisanceInformation.slice();
  for (let j = 0; j < q; j += 1) factor[j * q + j]! += RIDGE;
  choleskyInPlace(factor, q);

  const solved = new Float64Array(c * q);
  const score = new Float64Array(c);
  const information = new Float64Array(c);
  for (let j = 0; j < c; j += 1) {
    const row = moments.cross.subarray(j * q, j * q + q);
    const weights = solved.subarray(j * q, j * q + q);
    weights.set(row);
    choleskySolveInPlace(factor, q, weights);
    score[j] = moments.score[j]! - dot(weights, moments.nuisanceScore);
    information[j] = moments.information[j]! - dot(weights, row);
  }
  const z = new Float64Array(c);
  const beta = new Float64Array(c);
  const standardError = new Float64Array(c).fill(Infinity);
  for (let j = 0; j < c; j += 1) {
    let u = score[j]!;
    let v = information[j]!;
    const p = parent[j]!;
    if (p >= 0 && information[p]! > LEAST_INFORMATION) {
      const shared =
        moments.withParent[j]! - dot(solved.subarray(j * q, j * q + q), moments.cross.subarray(p * q, p * q + q));
      u -= (shared / information[p]!) * score[p]!;
      v -= (shared * shared) / information[p]!;
    }
    if (!(v > LEAST_INFORMATION)) continue;
    z[j] = u / Math.sqrt(v);
    beta[j] = u / v;
    standardError[j] = 1 / Math.sqrt(v);
  }
  return { z, beta, standardError };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
