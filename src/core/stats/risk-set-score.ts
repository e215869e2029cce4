import { setWeights, type RiskSets, type WeightScratch } from './risk-set-moments.ts';

/**
 * Log-likelihood and score of the conditional logistic model at `beta`, without the information.
 *
 * @returns score of shape (p,). Yields now and then. Cost: O(ones), a tenth of `riskSetMoments` on rows with 20 ones.
 */
export function* riskSetScore(
  sets: RiskSets,
  beta: Float64Array,
): Generator<undefined, { readonly logLikelihood: number; readonly score: Float64Array }> {
  const { columns: p, offset, index } = sets.rows;
  const score = new Float64Array(p);
  const scratch: WeightScratch = { weight: new Float64Array(64) };
  let logLikelihood = 0;
  let sinceYield = 0;
  for (let set = 0; set + 1 < sets.start.length; set += 1) {
    const first = sets.start[set]!;
    const end = sets.start[set + 1]!;
    if (end - first < 2) continue;
    logLikelihood += setWeights(sets, set, beta, scratch);
    const { weight } = scratch;
    for (let k = offset[first]!; k < offset[first + 1]!; k += 1) score[index[k]!]! += 1;
    for (let row = first; row < end; row += 1) {
      const w = weight[row - first]!;
      for (let k = offset[row]!; k < offset[row + 1]!; k += 1) score[index[k]!]! -= w;
    }
    sinceYield += end - first;
    if (sinceYield > 16_000) {
      sinceYield = 0;
      yield;
    }
  }
  return { logLikelihood, score };
}
