import type { ConditionalLogitFit } from '#core/stats/conditional-logit.ts';
import { type RiskSets, riskSetMoments, setWeights } from '#core/stats/risk-set-moments.ts';
import { finish } from '../stats/close.ts';

export function standardErrors({ beta, covariance }: ConditionalLogitFit): Float64Array {
  return beta.map((_, j) => Math.sqrt(covariance[j * beta.length + j]!));
}

/** Information about each column by itself. */
export function informationOf(sets: RiskSets, beta: Float64Array): Float64Array {
  const { information } = finish(riskSetMoments(sets, beta, null));
  return beta.map((_, j) => information[j * beta.length + j]!);
}

/**
 * Information about each column that is left when `size` of each complete risk set are drawn, the case among them.
 *
 * A set's information is the variance V of x with weights p ∝ exp(η). Its case is drawn by p, the others evenly, so in
 * expectation over sets of n out of N the weighted variance falls short of V by the error of the weighted mean within
 * the drawn, which to first order is Σ p r (x − x̄)² · (N − n) / (N − 1) / n, with r = N p the chance relative to the mean.
 * Without effects r = 1 and the loss is about the (m + 1)th part, exactly (N − n) / (N − 1) / n of V; where effects spread
 * the chances it is as much more as r is above 1 among those who carry the information (exp(σ²) for log-normal r).
 */
export function informationLeft(complete: RiskSets, beta: Float64Array, size: number): Float64Array {
  const { rows, start } = complete;
  const left = new Float64Array(rows.columns);
  const scratch = { weight: new Float64Array(64) };
  for (let set = 0; set + 1 < start.length; set += 1) {
    const people = start[set + 1]! - start[set]!;
    if (people < 2) continue;
    setWeights(complete, set, beta, scratch);
    const px = new Float64Array(rows.columns);
    const p2x = new Float64Array(rows.columns);
    let sumOfSquares = 0;
    for (let i = 0; i < people; i += 1) {
      const w = scratch.weight[i]!;
      sumOfSquares += w * w;
      const row = start[set]! + i;
      for (let k = rows.offset[row]!; k < rows.offset[row + 1]!; k += 1) {
        px[rows.index[k]!]! += w;
        p2x[rows.index[k]!]! += w * w;
      }
    }
    const missing = people > size ? (people * (people - size)) / (people - 1) / size : 0;
    for (let j = 0; j < rows.columns; j += 1) {
      const mean = px[j]!;
      const variance = mean * (1 - mean);
      const error = p2x[j]! * (1 - mean) ** 2 + (sumOfSquares - p2x[j]!) * mean ** 2;
      left[j]! += variance - missing * error;
    }
  }
  return left;
}
