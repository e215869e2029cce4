import type { SparseRows } from '../../stats/risk-set-moments.ts';

/** Two behaviours with a phi coefficient at least this large are shown as one set. */
export const SAME_FROM = 0.8;
const MOST_ROWS = 30_000;

/**
 * Group candidates that nearly always go together (phi coefficient of co-occurrence in the sampled rows ≥ 0.8).
 *
 * @param columns - ascending columns to compare. The representative is the member with the smallest `prefer`, then the
 * most common: of two events that fire together the one that also fires alone is the one to name.
 * @returns shape (columns,): for each the index of its representative (its own when it stands alone).
 *
 * Groups are stars around their representative, so nobody is hidden behind something it hardly resembles.
 * Cost: O(rows × k²), at most 30,000 rows.
 */
export function groupDuplicates(rows: SparseRows, columns: readonly number[], prefer: ArrayLike<number>): Int32Array {
  const n = columns.length;
  const place = new Int32Array(rows.columns).fill(-1);
  columns.forEach((column, k) => (place[column] = k));
  const both = new Uint32Array(n * n);
  const total = rows.offset.length - 1;
  const stride = Math.max(1, Math.ceil(total / MOST_ROWS));
  const on: number[] = [];
  let used = 0;
  for (let r = 0; r < total; r += stride) {
    used += 1;
    on.length = 0;
    for (let k = rows.offset[r]!; k < rows.offset[r + 1]!; k += 1) {
      const at = place[rows.index[k]!]!;
      if (at >= 0) on.push(at);
    }
    for (let a = 0; a < on.length; a += 1) for (let b = 0; b <= a; b += 1) both[on[a]! * n + on[b]!]! += 1;
  }
  const phi = (a: number, b: number): number => {
    const na = both[a * n + a]!;
    const nb = both[b * n + b]!;
    const spread = Math.sqrt(na * (used - na) * nb * (used - nb));
    return spread === 0 ? 0 : (used * both[Math.max(a, b) * n + Math.min(a, b)]! - na * nb) / spread;
  };
  const order = Array.from(columns.keys()).sort(
    (a, b) => prefer[a]! - prefer[b]! || both[b * n + b]! - both[a * n + a]! || a - b,
  );
  const head = new Int32Array(n).fill(-1);
  for (const a of order) {
    if (head[a] !== -1) continue;
    head[a] = a;
    for (const b of order) if (head[b] === -1 && phi(a, b) >= SAME_FROM) head[b] = a;
  }
  return head;
}
