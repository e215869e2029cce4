import type { LogitRows } from './conditional-logit.ts';
import type { RowPatterns } from './row-patterns.ts';
import type { SparseRows, WeightScratch } from './risk-set-moments.ts';

/** A set whose rows all lie so far below the largest is weighed by its own largest. */
const LEAST_TOTAL = 1e-200;
const SETS_A_PAUSE = 4_000;

/**
 * The conditional logistic model over rows of which many are alike: one exponential a kind of row, not a row.
 *
 * Equal to the same model over the rows themselves, but for the order of the sums.
 * Cost: the score O(rows + ones of the kinds); the information O(ones of the rows + kinds · k²/2 + sets · t²/2) with k
 * ones a kind and t columns touched a set.
 */
export function patternRows(patterns: RowPatterns): LogitRows {
  const { kinds, kind, start } = patterns;
  const sets = start.length - 1;
  const scratch: WeightScratch = { weight: new Float64Array(64) };
  return {
    columns: kinds.columns,
    sets,
    *score(beta) {
      const rates = kindRates(kinds, beta);
      const sum = new Float64Array(rates.eta.length);
      let logLikelihood = 0;
      for (let set = 0; set < sets; set += 1) {
        const first = start[set]!;
        const end = start[set + 1]!;
        if (end - first < 2) continue;
        logLikelihood += setShares(patterns, set, rates, scratch);
        const { weight } = scratch;
        sum[kind[first]!]! += 1;
        for (let row = first; row < end; row += 1) sum[kind[row]!]! -= weight[row - first]!;
        if (set % SETS_A_PAUSE === SETS_A_PAUSE - 1) yield;
      }
      return { logLikelihood, score: columnSums(kinds, sum) };
    },
    *information(beta, every) {
      const p = kinds.columns;
      const rates = kindRates(kinds, beta);
      const sum = new Float64Array(rates.eta.length);
      const information = new Float64Array(p * p);
      const mean = new Float64Array(p);
      const touched = new Uint16Array(p);
      const own = new Float64Array(p);
      for (let set = 0; set < sets; set += every) {
        const first = start[set]!;
        const end = start[set + 1]!;
        if (end - first < 2) continue;
        setShares(patterns, set, rates, scratch);
        for (let row = first; row < end; row += 1) {
          const one = kind[row]!;
          const w = scratch.weight[row - first]!;
          sum[one]! += w;
          for (let k = kinds.offset[one]!; k < kinds.offset[one + 1]!; k += 1) mean[kinds.index[k]!]! += w;
        }
        let seen = 0;
        for (let column = 0; column < p; column += 1) {
          const m = mean[column]!;
          if (m === 0) continue;
          mean[column] = 0;
          touched[seen] = column;
          own[seen++] = m;
          const base = column * p;
          for (let b = 0; b < seen; b += 1) information[base + touched[b]!]! -= m * own[b]!;
        }
        if ((set / every) % SETS_A_PAUSE === SETS_A_PAUSE - 1) yield;
      }
      for (let one = 0; one < sum.length; one += 1) {
        const w = sum[one]!;
        for (let k = kinds.offset[one]!; k < kinds.offset[one + 1]!; k += 1) {
          const base = kinds.index[k]! * p;
          for (let l = kinds.offset[one]!; l <= k; l += 1) information[base + kinds.index[l]!]! += w;
        }
      }
      return information;
    },
  };
}

/** Linear predictor of every kind, the largest of them, and the rates relative to that one's. Shapes: (kinds,). */
interface KindRates {
  readonly eta: Float64Array;
  readonly largest: number;
  readonly relative: Float64Array;
}

function kindRates({ offset, index }: SparseRows, beta: Float64Array): KindRates {
  const eta = new Float64Array(offset.length - 1);
  let largest = -Infinity;
  for (let one = 0; one < eta.length; one += 1) {
    let sum = 0;
    for (let k = offset[one]!; k < offset[one + 1]!; k += 1) sum += beta[index[k]!]!;
    eta[one] = sum;
    if (sum > largest) largest = sum;
  }
  return { eta, largest, relative: eta.map((value) => Math.exp(value - largest)) };
}

/** As `setWeights`: the share of each row of a set in the chance to be the case, and the set's log-likelihood. */
function setShares(
  { kind, start }: RowPatterns,
  set: number,
  { eta, largest, relative }: KindRates,
  scratch: WeightScratch,
): number {
  const first = start[set]!;
  const size = start[set + 1]! - first;
  if (scratch.weight.length < size) scratch.weight = new Float64Array(size * 2);
  const { weight } = scratch;
  let total = 0;
  for (let i = 0; i < size; i += 1) {
    const rate = relative[kind[first + i]!]!;
    weight[i] = rate;
    total += rate;
  }
  let against = largest;
  if (total < LEAST_TOTAL) {
    against = -Infinity;
    for (let i = 0; i < size; i += 1) against = Math.max(against, eta[kind[first + i]!]!);
    total = 0;
    for (let i = 0; i < size; i += 1) {
      weight[i] = Math.exp(eta[kind[first + i]!]! - against);
      total += weight[i]!;
    }
  }
  for (let i = 0; i < size; i += 1) weight[i]! /= total;
  return eta[kind[first]!]! - against - Math.log(total);
}

/** What each column gets when each kind has a sum. Shape: (columns,). */
function columnSums({ columns, offset, index }: SparseRows, sum: Float64Array): Float64Array {
  const of = new Float64Array(columns);
  for (let one = 0; one < sum.length; one += 1) {
    for (let k = offset[one]!; k < offset[one + 1]!; k += 1) of[index[k]!]! += sum[one]!;
  }
  return of;
}
