import { binColumn } from './bin-column.ts';

/**
 * Columns of numbers as few ordered bins, for trees.
 *
 * `bin[c]` (rows,) is the bin of each row in column c. All bins of all columns are numbered through: those of column c
 * are `first[c] … first[c + 1] − 1`. Row r is away from the commonest bin of its column in the bins
 * `code[offset[r]] … code[offset[r + 1] − 1]`; of all other columns it is in the bin `commonest[c]`.
 */
export interface BinnedColumns {
  readonly rows: number;
  readonly bin: readonly Uint8Array[];
  readonly first: Uint32Array;
  readonly commonest: Uint8Array;
  readonly offset: Uint32Array;
  readonly code: Uint16Array;
}

/**
 * Put every column into at most `mostBins` bins of about equally many rows; equal values share a bin. NaN is the lowest.
 *
 * @param columns - shapes (rows,), any numbers. @param mostBins - in [2, 256].
 * Yields after every column. Cost: O(rows log rows) a column. Memory: a byte a cell, and two where not the commonest.
 */
export function* binColumns(
  columns: readonly (Float64Array | Uint8Array)[],
  rows: number,
  mostBins: number,
): Generator<undefined, BinnedColumns> {
  const bin: Uint8Array[] = [];
  const commonest = new Uint8Array(columns.length);
  const first = new Uint32Array(columns.length + 1);
  const offset = new Uint32Array(rows + 1);
  for (let c = 0; c < columns.length; c += 1) {
    const one = binColumn(columns[c]!, mostBins);
    bin.push(one.bin);
    commonest[c] = one.commonest;
    first[c + 1] = first[c]! + one.bins;
    for (let r = 0; r < rows; r += 1) if (one.bin[r] !== one.commonest) offset[r + 1]! += 1;
    yield;
  }
  for (let r = 0; r < rows; r += 1) offset[r + 1]! += offset[r]!;
  const next = offset.slice();
  const code = new Uint16Array(offset[rows]!);
  for (let c = 0; c < columns.length; c += 1) {
    const own = bin[c]!;
    for (let r = 0; r < rows; r += 1) if (own[r] !== commonest[c]) code[next[r]!++] = first[c]! + own[r]!;
    if (c % 16 === 15) yield;
  }
  return { rows, bin, first, commonest, offset, code };
}
