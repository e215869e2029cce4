import type { SparseRows } from '../../stats/risk-set-moments.ts';

/** Two behaviours with a phi coefficient at least this large are shown as one set. */
export const SAME_FROM = 0.8;
const MOST_ROWS = 30_000;
/** Rounding must not lose a pair before its phi is computed. */
const SLACK = 1e-9;
const WORK_A_STEP = 1_000_000;
const ROWS_A_STEP = 2_000;

/**
 * Group candidates that nearly always go together (phi coefficient of co-occurrence in the sampled rows ≥ 0.8).
 *
 * @param columns - ascending columns to compare. The representative is the member with the smallest `prefer`, then the
 * most common: of two events that fire together the one that also fires alone is the one to name.
 * @returns shape (columns,): for each the index of its representative (its own when it stands alone).
 *
 * Groups are stars around their representative, so nobody is hidden behind something it hardly resembles.
 * Yields now and then. Cost: O(Σ over the rows of pairs of like size), at most 30,000 rows. Memory: O(ones).
 */
export function* groupDuplicates(
  rows: SparseRows,
  columns: readonly number[],
  prefer: ArrayLike<number>,
): Generator<undefined, Int32Array> {
  const n = columns.length;
  const sampled = yield* sampleRows(rows, columns);
  const { size, used } = sampled;
  const like = yield* pairsAlike(sampled);
  const order = Array.from(columns.keys()).sort((a, b) => prefer[a]! - prefer[b]! || size[b]! - size[a]! || a - b);
  const head = new Int32Array(n).fill(-1);
  for (const a of order) {
    if (head[a] !== -1) continue;
    head[a] = a;
    for (const { other, both } of like[a]!) {
      if (head[other] === -1 && phi(size[a]!, size[other]!, both, used) >= SAME_FROM) head[other] = a;
    }
  }
  return head;
}

function phi(na: number, nb: number, both: number, used: number): number {
  const spread = Math.sqrt(na * (used - na) * nb * (used - nb));
  return spread === 0 ? 0 : (used * both - na * nb) / spread;
}

/** How many rows two candidates must share to reach the phi asked for. */
const neededFor = (na: number, nb: number, used: number): number =>
  ((SAME_FROM - SLACK) * Math.sqrt(na * (used - na) * nb * (used - nb)) + na * nb) / used;

/**
 * Every stride-th row, candidates numbered by rank: from the rarest on.
 *
 * Shapes: `offset` (used + 1,), `rank` (ones,) ascending within a row; `size` (n,) rows with each candidate;
 * `byRank` (n,) candidates; `listStart` (n + 1,), `place` (ones,) where in `rank` each rank stands, `rowOf` its rows.
 */
interface SampledRows {
  readonly used: number;
  readonly offset: Uint32Array;
  readonly rank: Uint32Array;
  readonly size: Uint32Array;
  readonly byRank: Uint32Array;
  readonly listStart: Uint32Array;
  readonly place: Uint32Array;
  readonly rowOf: Uint32Array;
}

function* sampleRows(rows: SparseRows, columns: readonly number[]): Generator<undefined, SampledRows> {
  const n = columns.length;
  const candidateOf = new Int32Array(rows.columns).fill(-1);
  columns.forEach((column, k) => (candidateOf[column] = k));
  const total = rows.offset.length - 1;
  const stride = Math.max(1, Math.ceil(total / MOST_ROWS));
  const size = new Uint32Array(n);
  let ones = 0;
  let used = 0;
  for (let r = 0; r < total; r += stride) {
    used += 1;
    for (let k = rows.offset[r]!; k < rows.offset[r + 1]!; k += 1) {
      const candidate = candidateOf[rows.index[k]!]!;
      if (candidate < 0) continue;
      size[candidate]! += 1;
      ones += 1;
    }
  }
  const byRank = Uint32Array.from(columns.keys()).sort((a, b) => size[a]! - size[b]! || a - b);
  const rankOf = new Uint32Array(n);
  byRank.forEach((candidate, rank) => (rankOf[candidate] = rank));
  const offset = new Uint32Array(used + 1);
  const rank = new Uint32Array(ones);
  const listStart = new Uint32Array(n + 1);
  byRank.forEach((candidate, at) => (listStart[at + 1] = listStart[at]! + size[candidate]!));
  const next = listStart.slice(0, n);
  const place = new Uint32Array(ones);
  const rowOf = new Uint32Array(ones);
  for (let row = 0; row < used; row += 1) {
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield;
    const r = row * stride;
    let end = offset[row]!;
    for (let k = rows.offset[r]!; k < rows.offset[r + 1]!; k += 1) {
      const candidate = candidateOf[rows.index[k]!]!;
      if (candidate >= 0) rank[end++] = rankOf[candidate]!;
    }
    offset[row + 1] = end;
    rank.subarray(offset[row], end).sort();
    for (let at = offset[row]!; at < end; at += 1) {
      const own = rank[at]!;
      place[next[own]!] = at;
      rowOf[next[own]!] = row;
      next[own]! += 1;
    }
  }
  return { used, offset, rank, size, byRank, listStart, place, rowOf };
}

/** By candidate, the others that reach the phi asked for (give or take rounding), and in how many rows they go together. */
type Alike = { readonly other: number; readonly both: number }[][];

/**
 * Find the pairs worth computing phi for.
 *
 * Candidates of too unlike sizes can never go together nearly always, so each looks only at those a little more common. After
 * a third of its rows it knows which it can still share enough rows with; where there are none, that is all.
 */
function* pairsAlike({
  used,
  offset,
  rank,
  size,
  byRank,
  listStart,
  place,
  rowOf,
}: SampledRows): Generator<undefined, Alike> {
  const n = byRank.length;
  const alike: Alike = Array.from({ length: n }, () => []);
  const both = new Uint32Array(n);
  let work = 0;
  let largest = 0;
  for (let a = 0; a < n; a += 1) {
    const na = size[byRank[a]!]!;
    largest = Math.max(largest, a);
    while (largest + 1 < n && neededFor(na, size[byRank[largest + 1]!]!, used) <= na) largest += 1;
    if (largest === a || na === 0) continue;
    const touched: number[] = [];
    const [from, to] = [listStart[a]!, listStart[a + 1]!];
    const look = from + Math.ceil((to - from) / 3);
    for (let k = from; k < to; k += 1) {
      if (k === look && !touched.some((b) => both[b]! + to - k >= neededFor(na, size[byRank[b]!]!, used))) break;
      const end = offset[rowOf[k]! + 1]!;
      let at = place[k]! + 1;
      for (; at < end && rank[at]! <= largest; at += 1) {
        const b = rank[at]!;
        if (both[b] === 0) touched.push(b);
        both[b]! += 1;
      }
      work += at - place[k]!;
      if (work > WORK_A_STEP) {
        work = 0;
        yield;
      }
    }
    for (const b of touched) {
      if (both[b]! >= neededFor(na, size[byRank[b]!]!, used)) {
        alike[byRank[a]!]!.push({ other: byRank[b]!, both: both[b]! });
        alike[byRank[b]!]!.push({ other: byRank[a]!, both: both[b]! });
      }
      both[b] = 0;
    }
  }
  return alike;
}
