import type { RiskSets, SparseRows } from '../../stats/risk-set-moments.ts';

/**
 * The same rows with only some of the columns.
 *
 * @param keep - ascending column numbers; they become 0, 1, 2 …
 * Cost: O(ones).
 */
export function keepColumns(rows: SparseRows, keep: readonly number[]): SparseRows {
  const place = new Int32Array(rows.columns).fill(-1);
  keep.forEach((column, k) => (place[column] = k));
  const offset = new Uint32Array(rows.offset.length);
  const index = new Uint16Array(rows.index.length);
  let used = 0;
  for (let r = 0; r + 1 < rows.offset.length; r += 1) {
    for (let k = rows.offset[r]!; k < rows.offset[r + 1]!; k += 1) {
      const to = place[rows.index[k]!]!;
      if (to >= 0) index[used++] = to;
    }
    offset[r + 1] = used;
  }
  return { columns: keep.length, offset, index: index.slice(0, used) };
}

/** The same sets over fewer columns. */
export const setsWith = (sets: RiskSets, keep: readonly number[]): RiskSets => ({
  start: sets.start,
  rows: keepColumns(sets.rows, keep),
});

/**
 * The same sets with only these columns, in this order.
 *
 * @param order - column numbers in any order; they become 0, 1, 2 … Cost: O(ones × ones a row).
 */
export function setsInOrder(sets: RiskSets, order: readonly number[]): RiskSets {
  const { rows } = sets;
  const place = new Int32Array(rows.columns).fill(-1);
  order.forEach((column, k) => (place[column] = k));
  const offset = new Uint32Array(rows.offset.length);
  const index = new Uint16Array(rows.index.length);
  let used = 0;
  for (let r = 0; r + 1 < rows.offset.length; r += 1) {
    const from = used;
    for (let k = rows.offset[r]!; k < rows.offset[r + 1]!; k += 1) {
      const to = place[rows.index[k]!]!;
      if (to < 0) continue;
      let at = used++;
      for (; at > from && index[at - 1]! > to; at -= 1) index[at] = index[at - 1]!;
      index[at] = to;
    }
    offset[r + 1] = used;
  }
  return { start: sets.start, rows: { columns: order.length, offset, index: index.slice(0, used) } };
}
