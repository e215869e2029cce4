import {
  cumulativeHazard,
  predictorOf,
  rowScore,
  ROWS_A_PAUSE,
  type IntervalRows,
} from './complementary-log-log-moments.ts';
import type { ComplementaryLogLogFit } from './complementary-log-log.ts';

/**
 * Widen a fit's covariance for the users that were left out of it at random.
 *
 * Users were kept independently, each with a probability f, and weigh 1 / f. What the sampling adds to the variance of the
 * score is Σ (1 − f) / f² · s sᵀ over the kept users, s the user's own score over all its rows.
 *
 * @param user - shape (rows,), whose row it is, numbers below `users`. Rows of one user share one weight.
 * @returns shape (n, n): C + C V C with C the fit's covariance. Equals C when all weights are 1.
 *
 * Yields now and then. Cost: O(rows · k) + users sampled × t²/2 with t parameters a user touches + 2 n³ multiplications.
 * Source: Horvitz & Thompson (1952), Poisson sampling; Binder (1983), Int. Stat. Rev. 51, 279–292.
 */
export function* sampledUserVariance(
  data: IntervalRows,
  { beta, covariance }: Pick<ComplementaryLogLogFit, 'beta' | 'covariance'>,
  user: Uint32Array,
  users: number,
): Generator<undefined, Float64Array> {
  const n = beta.length;
  const { order, first } = rowsByUser(user, users);
  const intervalOf = new Uint32Array(user.length);
  for (let k = 0; k + 1 < data.start.length; k += 1) intervalOf.fill(k, data.start[k]!, data.start[k + 1]!);
  const { columns: p, offset, index } = data.rows;
  const added = new Float64Array(n * n);
  const score = new Float64Array(n);
  const seen = new Uint8Array(n);
  const touched = new Uint32Array(n);
  let sinceYield = 0;
  for (let i = 0; i < users; i += 1) {
    if (first[i] === first[i + 1]) continue;
    const times = data.weight[order[first[i]!]!]!;
    if (times === 1) continue;
    let count = 0;
    const add = (parameter: number, by: number): void => {
      if (seen[parameter] === 0) {
        seen[parameter] = 1;
        touched[count++] = parameter;
      }
      score[parameter]! += by;
    };
    for (let at = first[i]!; at < first[i + 1]!; at += 1) {
      const row = order[at]!;
      const own = p + intervalOf[row]!;
      const u = rowScore(cumulativeHazard(beta[own]! + predictorOf(data.rows, row, beta)), data.outcome[row]!);
      for (let k = offset[row]!; k < offset[row + 1]!; k += 1) add(index[k]!, u);
      add(own, u);
    }
    // (1 − f) / f² with f = 1 / times.
    const by = times * (times - 1);
    for (let a = 0; a < count; a += 1) {
      const base = touched[a]! * n;
      const share = by * score[touched[a]!]!;
      for (let b = 0; b < a; b += 1) added[base + touched[b]!]! += share * score[touched[b]!]!;
      added[base + touched[a]!]! += (share * score[touched[a]!]!) / 2;
    }
    for (let a = 0; a < count; a += 1) {
      score[touched[a]!] = 0;
      seen[touched[a]!] = 0;
    }
    sinceYield += first[i + 1]! - first[i]!;
    if (sinceYield >= ROWS_A_PAUSE) {
      sinceYield = 0;
      yield;
    }
  }
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const both = added[i * n + j]! + added[j * n + i]!;
      added[i * n + j] = both;
      added[j * n + i] = both;
    }
  }
  const half = yield* multiply(covariance, added, n);
  const sandwich = yield* multiply(half, covariance, n);
  return covariance.map((value, k) => value + sandwich[k]!);
}

function rowsByUser(user: Uint32Array, users: number): { order: Uint32Array; first: Uint32Array } {
  const first = new Uint32Array(users + 1);
  for (const i of user) first[i + 1]! += 1;
  for (let i = 0; i < users; i += 1) first[i + 1]! += first[i]!;
  const next = first.slice();
  const order = new Uint32Array(user.length);
  user.forEach((i, row) => (order[next[i]!++] = row));
  return { order, first };
}

function* multiply(a: Float64Array, b: Float64Array, n: number): Generator<undefined, Float64Array> {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < n; k += 1) {
      const left = a[i * n + k]!;
      if (left === 0) continue;
      for (let j = 0; j < n; j += 1) product[i * n + j]! += left * b[k * n + j]!;
    }
    if (i % 16 === 15) yield;
  }
  return product;
}
