/**
 * Quantile by linear interpolation between order statistics (R's type 7).
 *
 * @param sorted - shape (n,), ascending, n ≥ 1.
 * @param share - in [0, 1].
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}

/** Median of values in any order. NaN for none. */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) return Number.NaN;
  return quantile(Float64Array.from(values).sort(), 0.5);
}
