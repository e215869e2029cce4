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

/**
 * The risk sets within one part of the users: cases of the part against controls of the part, nobody else.
 *
 * @param belongs - shape (rows,), 1 where the row's user is in the part. Sets without a case or a control there are gone.
 * Cost: O(ones of the part).
 */
export function setsWithin(sets: RiskSets, belongs: Uint8Array): RiskSets {
  const start: number[] = [0];
  const offset: number[] = [0];
  const parts: Uint16Array[] = [];
  let used = 0;
  for (let set = 0; set + 1 < sets.start.length; set += 1) {
    const first = sets.start[set]!;
    if (belongs[first] !== 1) continue;
    for (let row = first; row < sets.start[set + 1]!; row += 1) {
      if (belongs[row] !== 1) continue;
      const ones = sets.rows.index.subarray(sets.rows.offset[row]!, sets.rows.offset[row + 1]!);
      parts.push(ones);
      used += ones.length;
      offset.push(used);
    }
    start.push(offset.length - 1);
  }
  const index = new Uint16Array(used);
  let at = 0;
  for (const ones of parts) {
    index.set(ones, at);
    at += ones.length;
  }
  return {
    start: Uint32Array.from(start),
    rows: { columns: sets.rows.columns, offset: Uint32Array.from(offset), index },
  };
}
