import type { RiskSets, SparseRows } from '../stats/risk-set-moments.ts';

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

/** Only some of the sets, in the order given. Cost: O(ones of these sets). */
export function takeSets(sets: RiskSets, chosen: Uint32Array): RiskSets {
  const start = new Uint32Array(chosen.length + 1);
  const offsets: number[] = [0];
  const parts: Uint16Array[] = [];
  let used = 0;
  chosen.forEach((set, k) => {
    const first = sets.start[set]!;
    const last = sets.start[set + 1]!;
    const from = sets.rows.offset[first]!;
    for (let row = first; row < last; row += 1) offsets.push(used + sets.rows.offset[row + 1]! - from);
    const to = sets.rows.offset[last]!;
    parts.push(sets.rows.index.subarray(from, to));
    used += to - from;
    start[k + 1] = start[k]! + (last - first);
  });
  const index = new Uint16Array(used);
  let at = 0;
  for (const part of parts) {
    index.set(part, at);
    at += part.length;
  }
  return { start, rows: { columns: sets.rows.columns, offset: Uint32Array.from(offsets), index } };
}
