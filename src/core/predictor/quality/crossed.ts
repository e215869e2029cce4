import { FOLDS, type FoldPair } from './folds.ts';

/** A family of models of growing size, fitted once for each pair of folds left out. */
export interface CrossedFits {
  readonly sizes: number;
  /** Loss of the fold on side `side` of pair `pair` under the model of size `size`. */
  loss(pair: number, side: 0 | 1, size: number): number;
  /** Log odds of a row under the model of that pair and size. */
  logOdds(pair: number, size: number, row: number): number;
}

/** For each fold the size that was best for the other folds, by models that had seen neither. Shape: (5,). */
export function chooseSizes(pairs: readonly FoldPair[], fits: CrossedFits): number[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    let best = 0;
    let least = Infinity;
    for (let size = 0; size < fits.sizes; size += 1) {
      let sum = 0;
      pairs.forEach(({ folds }, p) => {
        if (folds[0] === fold) sum += fits.loss(p, 1, size);
        if (folds[1] === fold) sum += fits.loss(p, 0, size);
      });
      if (sum < least) [least, best] = [sum, size];
    }
    return best;
  });
}

/**
 * Foretell every row by the models that had not seen it: the mean of their log odds at its fold's size.
 *
 * @returns shape (rows,). Yields between the pairs. Cost: one reading of every row in every pair that leaves it out.
 */
export function* foretell(
  pairs: readonly FoldPair[],
  fits: CrossedFits,
  sizes: readonly number[],
  rows: number,
): Generator<undefined, Float64Array> {
  const sum = new Float64Array(rows);
  const readings = new Uint8Array(rows);
  for (let p = 0; p < pairs.length; p += 1) {
    const { folds, left } = pairs[p]!;
    for (const side of [0, 1] as const) {
      for (const row of left[side]) {
        sum[row]! += fits.logOdds(p, sizes[folds[side]]!, row);
        readings[row]! += 1;
      }
    }
    yield;
  }
  return sum.map((odds, row) => odds / readings[row]!);
}
