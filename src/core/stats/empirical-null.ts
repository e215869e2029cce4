import { median } from './quantile.ts';

/** Where the z-values of candidates without effect lie: centre = intercept + slope · x, and their spread. */
export interface EmpiricalNull {
  readonly intercept: number;
  readonly slope: number;
  /** Never below 1, the theoretical spread. */
  readonly spread: number;
}

/** Fewer z-values than this say too little about the null. */
export const FEWEST_FOR_NULL = 40;

/**
 * Fit an empirical null to z-values: robust line over x, then the median absolute deviation as spread.
 *
 * @param z - shape (n,), n ≥ 40. @param x - shape (n,), for example logit prevalence.
 * @returns null when there are fewer than 40.
 *
 * The line joins the medians of the lower and the upper third of x (Tukey's resistant line), so that real effects, a
 * minority, do not bend it. Cost: O(n log n). Source: Efron (2004), JASA 99, 96–104; Tukey (1977), ch. 5.
 */
export function fitEmpiricalNull(z: Float64Array, x: Float64Array): EmpiricalNull | null {
  const n = z.length;
  if (n < FEWEST_FOR_NULL) return null;
  const byX = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  const third = Math.floor(n / 3);
  const middleOf = (from: number, to: number, values: Float64Array): number =>
    median(Float64Array.from(byX.subarray(from, to), (i) => values[i]!));
  const run = middleOf(n - third, n, x) - middleOf(0, third, x);
  const rise = middleOf(n - third, n, z) - middleOf(0, third, z);
  const slope = run > 0 ? rise / run : 0;
  const level = z.map((value, i) => value - slope * x[i]!);
  const intercept = median(level);
  const spread = 1.4826 * median(level.map((value) => Math.abs(value - intercept)));
  return { intercept, slope, spread: Math.max(1, spread) };
}
