import { median } from './quantile.ts';

/** Where the z-values of candidates without effect lie: centre = intercept + slope · x, and their spread. */
export interface EmpiricalNull {
  readonly intercept: number;
  readonly slope: number;
  /** Never below 1, the theoretical spread. */
  readonly spread: number;
  /** How many z-values it rests on, the middle of their x, and the distance between the outer thirds. */
  readonly count: number;
  readonly middle: number;
  readonly run: number;
}

/**
 * Variance of the centre at `x`: it rests on medians of so many z-values, each with the variance π/2 of a mean's.
 */
export function centreVariance({ spread, count, middle, run }: EmpiricalNull, x: number): number {
  const slope = run > 0 ? 6 * ((x - middle) / run) ** 2 : 0;
  return ((Math.PI / 2) * spread ** 2 * (1 + slope)) / count;
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
 * minority, do not bend it; values far outside are trimmed before the spread is taken. Cost: O(n log n). Source: Efron (2004), JASA 99, 96–104; Tukey (1977), ch. 5.
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
  const { intercept, spread } = middleSpread(level);
  return { intercept, slope, spread: Math.max(1, spread), count: n, middle: median(x.slice()), run };
}

/** Values further out than this many spreads are taken for real effects and left out of the next look. */
const TRIM = 3.5;
/** Median absolute deviation of a normal cut at ±3.5, as a share of its standard deviation before the cut. */
const MAD_OF_CUT_NORMAL = 0.67412376920014;
const MOST_LOOKS = 10;

/** Median and spread of the middle of the values, leaving out what lies far outside until nothing more does. */
function middleSpread(values: Float64Array): { intercept: number; spread: number } {
  let kept = values;
  let intercept = median(kept);
  let spread = 1.4826 * median(kept.map((value) => Math.abs(value - intercept)));
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const inside = values.filter((value) => Math.abs(value - intercept) <= TRIM * Math.max(1, spread));
    if (inside.length === kept.length) break;
    kept = inside;
    intercept = median(kept);
    spread = median(kept.map((value) => Math.abs(value - intercept))) / MAD_OF_CUT_NORMAL;
  }
  return { intercept, spread };
}
