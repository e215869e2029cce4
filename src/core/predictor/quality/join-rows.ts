import type { WeightedRows } from '../../stats/logistic-regression.ts';
import type { SparseRows } from '../../stats/risk-set-moments.ts';

/**
 * Rows of ones with further columns of numbers behind them, where these are not zero.
 *
 * @param further - shapes (rows,). Cost: O(ones + rows × further columns).
 */
export function joinRows(ones: SparseRows, further: readonly (Float64Array | Uint8Array)[]): WeightedRows {
  const rows = ones.offset.length - 1;
  const extra = further.reduce((sum, values) => {
    let some = 0;
    for (let r = 0; r < rows; r += 1) if (values[r] !== 0) some += 1;
    return sum + some;
  }, 0);
  const offset = new Uint32Array(rows + 1);
  const index = new Uint16Array(ones.index.length + extra);
  const value = new Float64Array(index.length);
  let used = 0;
  for (let r = 0; r < rows; r += 1) {
    for (let k = ones.offset[r]!; k < ones.offset[r + 1]!; k += 1) {
      index[used] = ones.index[k]!;
      value[used++] = 1;
    }
    for (let c = 0; c < further.length; c += 1) {
      const number = further[c]![r]!;
      if (number === 0) continue;
      index[used] = ones.columns + c;
      value[used++] = number;
    }
    offset[r + 1] = used;
  }
  return { columns: ones.columns + further.length, offset, index, value };
}

/** Columns `first` … `first + count − 1` of the rows as flags. Shapes: (rows,). Cost: O(ones). */
export function flagColumns({ offset, index }: SparseRows, first: number, count: number): Uint8Array[] {
  const rows = offset.length - 1;
  const flags = Array.from({ length: count }, () => new Uint8Array(rows));
  for (let r = 0; r < rows; r += 1) {
    for (let k = offset[r]!; k < offset[r + 1]!; k += 1) {
      const at = index[k]! - first;
      if (at >= 0 && at < count) flags[at]![r] = 1;
    }
  }
  return flags;
}
