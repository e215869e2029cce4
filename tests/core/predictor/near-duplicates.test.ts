import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { groupDuplicates, SAME_FROM } from '#core/predictor/fit/near-duplicates.ts';
import { createRandom } from '#core/stats/random.ts';
import type { SparseRows } from '#core/stats/risk-set-moments.ts';
import { finish } from '../stats/close.ts';

const MOST_ROWS = 30_000;

/** Every pair of candidates, straight from the definition. */
function everyPair(rows: SparseRows, columns: readonly number[], prefer: ArrayLike<number>): number[] {
  const n = columns.length;
  const both = columns.map(() => new Uint32Array(n));
  const total = rows.offset.length - 1;
  const stride = Math.max(1, Math.ceil(total / MOST_ROWS));
  let used = 0;
  for (let r = 0; r < total; r += stride) {
    used += 1;
    const on = columns.flatMap((column, k) =>
      rows.index.subarray(rows.offset[r], rows.offset[r + 1]).includes(column) ? [k] : [],
    );
    for (const a of on) for (const b of on) both[a]![b]! += 1;
  }
  const phi = (a: number, b: number): number => {
    const [na, nb] = [both[a]![a]!, both[b]![b]!];
    const spread = Math.sqrt(na * (used - na) * nb * (used - nb));
    return spread === 0 ? 0 : (used * both[a]![b]! - na * nb) / spread;
  };
  const order = [...columns.keys()].sort((a, b) => prefer[a]! - prefer[b]! || both[b]![b]! - both[a]![a]! || a - b);
  const head = columns.map(() => -1);
  for (const a of order) {
    if (head[a] !== -1) continue;
    head[a] = a;
    for (const b of order) if (head[b] === -1 && phi(a, b) >= SAME_FROM) head[b] = a;
  }
  return head;
}

function sparse(columns: number, rows: readonly (readonly number[])[]): SparseRows {
  const sorted = rows.map((row) => [...new Set(row)].sort((a, b) => a - b));
  const offset = new Uint32Array(rows.length + 1);
  sorted.forEach((row, r) => (offset[r + 1] = offset[r]! + row.length));
  return { columns, offset, index: Uint16Array.from(sorted.flat()) };
}

/** Rows in which columns 4k … 4k + 3 go together but for a share of noise that grows with the column. */
function familyRows(rows: number, columns: number, seed: number): SparseRows {
  const { uniform } = createRandom(seed);
  return sparse(
    columns,
    Array.from({ length: rows }, () => {
      const on = Array.from({ length: Math.ceil(columns / 4) }, (_, k) => uniform() < 0.05 + (k % 10) * 0.09);
      return [...Array(columns).keys()].filter((column) =>
        uniform() < 0.03 * (column % 4) ? uniform() < 0.5 : on[column >> 2],
      );
    }),
  );
}

describe('near-duplicates', () => {
  test.prop([fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 12 }), { maxLength: 40 }), fc.nat({ max: 4095 })])(
    'are those that comparing every pair finds',
    (raw, preferred) => {
      const rows = sparse(12, raw);
      const columns = [0, 1, 2, 4, 5, 6, 7, 9, 10, 11];
      const prefer = columns.map((_, k) => (preferred >> k) & 1);
      expect([...finish(groupDuplicates(rows, columns, prefer))]).toEqual(everyPair(rows, columns, prefer));
    },
  );

  it.each([1, 2, 3, 4, 5])('are the same among families of like columns (%d)', (seed) => {
    const rows = familyRows(600, 60, seed);
    const columns = [...Array(60).keys()];
    const prefer = columns.map((column) => column % 2);
    const heads = finish(groupDuplicates(rows, columns, prefer));
    expect([...heads]).toEqual(everyPair(rows, columns, prefer));
    expect(heads.filter((head, k) => head !== k).length).toBeGreaterThan(10);
  });

  it('are looked for in a sample of very many rows', () => {
    const few = familyRows(200, 8, 9);
    const many = sparse(
      8,
      Array.from({ length: 70_000 }, (_, r) => [...few.index.subarray(few.offset[r % 200], few.offset[(r % 200) + 1])]),
    );
    const columns = [...Array(8).keys()];
    const none = columns.map(() => 0);
    expect([...finish(groupDuplicates(many, columns, none))]).toEqual(everyPair(many, columns, none));
  });

  it('can be interrupted while thousands of names are compared', () => {
    const { below } = createRandom(3);
    const rows = sparse(
      3_000,
      Array.from({ length: 4_000 }, () => Array.from({ length: 60 }, () => below(3_000))),
    );
    const columns = [...Array(3_000).keys()];
    const search = groupDuplicates(rows, columns, new Uint8Array(3_000));
    let pauses = 0;
    while (!search.next().done) pauses += 1;
    expect(pauses).toBeGreaterThan(2);
  });
});
