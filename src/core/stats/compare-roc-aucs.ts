import { rocPlacements, type AucMoments } from './roc-auc.ts';

/**
 * Difference of the areas of two scores on the same users (first less second), with DeLong's variance of paired areas.
 *
 * @param outcome - shape (n,), 1 for a case. @param first - shape (n,). @param second - shape (n,).
 * @throws PteroError `input/invalid` as `rocAuc` does.
 *
 * Cost: O(n log n). Source: DeLong et al. (1988), Biometrics 44, 837–845. Reference: R `pROC::roc.test(paired = TRUE)`.
 */
export function compareRocAucs(outcome: Uint8Array, first: Float64Array, second: Float64Array): AucMoments {
  const a = rocPlacements(outcome, first);
  const b = rocPlacements(outcome, second);
  const value = a.auc - b.auc;
  return { value, variance: meanSquare(a.cases, b.cases, value) + meanSquare(a.controls, b.controls, value) };
}

/** Variance of the mean difference of two paired samples whose mean difference is known. */
function meanSquare(a: Float64Array, b: Float64Array, mean: number): number {
  const n = a.length;
  return a.reduce((sum, value, i) => sum + (value - b[i]! - mean) ** 2, 0) / (n - 1) / n;
}
