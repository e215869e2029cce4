/** A column as few ordered bins. Shape: bin (rows,), in [0, bins); `commonest` is the bin with most rows. */
export interface BinnedColumn {
  readonly bin: Uint8Array;
  readonly bins: number;
  readonly commonest: number;
}

/**
 * Put values into at most `mostBins` ordered bins of about equally many; equal values share a bin. NaN is the lowest.
 *
 * @param values - shape (rows,), any numbers. @param mostBins - in [2, 256]. Cost: O(rows log rows).
 */
export function binColumn(values: Float64Array | Uint8Array, mostBins: number): BinnedColumn {
  const key = Float64Array.from(values);
  for (let r = 0; r < key.length; r += 1) if (Number.isNaN(key[r])) key[r] = Number.NEGATIVE_INFINITY;
  const { top, size } = cutBins(key.slice().sort(), mostBins);
  const bin = new Uint8Array(key.length);
  for (let r = 0; r < key.length; r += 1) {
    let low = 0;
    let high = top.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (top[middle]! < key[r]!) low = middle + 1;
      else high = middle;
    }
    bin[r] = low;
  }
  return { bin, bins: top.length, commonest: size.indexOf(size.reduce((most, n) => Math.max(most, n), 0)) };
}

/** Largest value and number of rows of each bin; a bin ends where it has its share of what was left when it began. */
function cutBins(sorted: Float64Array, mostBins: number): { readonly top: number[]; readonly size: number[] } {
  let distinct = 0;
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) distinct += 1;
  const top: number[] = [];
  const size: number[] = [];
  let from = 0;
  for (let upTo = 1; upTo <= sorted.length; upTo += 1) {
    const isLast = upTo === sorted.length;
    if (!isLast && sorted[upTo] === sorted[upTo - 1]) continue;
    const isFull = distinct <= mostBins || (upTo - from) * (mostBins - top.length) >= sorted.length - from;
    if (!isLast && (!isFull || top.length === mostBins - 1)) continue;
    top.push(sorted[upTo - 1]!);
    size.push(upTo - from);
    from = upTo;
  }
  return { top, size };
}
