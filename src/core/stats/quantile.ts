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

/** Median of values in any order. NaN for none. Cost: O(n), by selection. Source: Hoare (1961), Algorithm 65. */
export function median(values: ArrayLike<number>): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const parts = Float64Array.from(values);
  const below = Math.floor((n - 1) / 2);
  const low = select(parts, below);
  if (n % 2 === 1) return low;
  let high = Infinity;
  for (let k = below + 1; k < n; k += 1) high = Math.min(high, parts[k]!);
  return low + (high - low) / 2;
}

/** The k-th smallest from 0; leaves nothing smaller behind place k and nothing larger before it. */
function select(values: Float64Array, k: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >>> 1]!;
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i]! < pivot) i += 1;
      while (values[j]! > pivot) j -= 1;
      if (i > j) break;
      const swap = values[i]!;
      values[i] = values[j]!;
      values[j] = swap;
      i += 1;
      j -= 1;
    }
    if (k <= j) to = j;
    else if (k >= i) from = i;
    else break;
  }
  return values[k]!;
}
