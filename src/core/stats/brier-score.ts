/**
 * Mean squared distance between what was predicted and what came; 0 is perfect, and the share's own variance is what
 * knowing the overall share alone would give.
 *
 * @param outcome - shape (n,), 0 or 1. @param probability - shape (n,), in [0, 1]. @returns in [0, 1]; NaN for nobody.
 *
 * Cost: O(n). Source: Brier (1950), Monthly Weather Review 78(1).
 */
export function brierScore(outcome: Uint8Array, probability: Float64Array): number {
  return probability.reduce((sum, p, i) => sum + (p - outcome[i]!) ** 2, 0) / outcome.length;
}

/**
 * How much better than the overall share: 1 − Brier score over that of the share; 0 where all outcomes are equal.
 *
 * @returns at most 1; negative where worse than the share. Cost: O(n).
 */
export function brierSkill(outcome: Uint8Array, probability: Float64Array): number {
  const share = outcome.reduce((sum, one) => sum + one, 0) / outcome.length;
  const reference = share * (1 - share);
  return reference > 0 ? 1 - brierScore(outcome, probability) / reference : 0;
}
