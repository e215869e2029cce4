import type { RiskSets, SparseRows } from './risk-set-moments.ts';

/**
 * Risk sets over a few columns, in which many rows are alike: each kind of row once, and which rows are of it.
 *
 * Shapes: `kinds` sparse rows over the columns kept; `kind` (rows,) numbers of kinds, in the order of the sets.
 */
export interface RowPatterns {
  readonly kinds: SparseRows;
  readonly kind: Uint32Array;
  /** Shape (sets + 1,), as in the risk sets. */
  readonly start: Uint32Array;
}

const ROWS_A_PAUSE = 32_000;

/**
 * Tell the rows of risk sets apart by their first `columns` columns only.
 *
 * Yields now and then. Cost: O(ones in these columns). Memory: O(rows + ones of the kinds).
 */
export function* rowPatterns({ rows, start }: RiskSets, columns: number): Generator<undefined, RowPatterns> {
  const { offset, index } = rows;
  const count = offset.length - 1;
  const kind = new Uint32Array(count);
  /** Open addressing: kind + 1, or 0 where free. */
  const slots = new Uint32Array(1 << Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  const kindOffset = new Uint32Array(count + 1);
  const kindIndex = new Uint16Array(index.length);
  let kinds = 0;
  for (let row = 0; row < count; row += 1) {
    const from = offset[row]!;
    let to = from;
    let hash = 0x811c9dc5;
    for (; to < offset[row + 1]! && index[to]! < columns; to += 1) hash = Math.imul(hash ^ index[to]!, 0x01000193);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = slots[slot]! - 1;
      if (known < 0) {
        slots[slot] = kinds + 1;
        kindIndex.set(index.subarray(from, to), kindOffset[kinds]!);
        kindOffset[kinds + 1] = kindOffset[kinds]! + to - from;
        kind[row] = kinds;
        kinds += 1;
        break;
      }
      if (isSame(index, from, to, kindIndex, kindOffset[known]!, kindOffset[known + 1]!)) {
        kind[row] = known;
        break;
      }
    }
    if (row % ROWS_A_PAUSE === ROWS_A_PAUSE - 1) yield;
  }
  return {
    kinds: {
      columns,
      offset: kindOffset.slice(0, kinds + 1),
      index: kindIndex.slice(0, kindOffset[kinds]),
    },
    kind,
    start,
  };
}

function isSame(a: Uint16Array, from: number, to: number, b: Uint16Array, start: number, end: number): boolean {
  if (to - from !== end - start) return false;
  for (let k = 0; k < to - from; k += 1) if (a[from + k] !== b[start + k]) return false;
  return true;
}
