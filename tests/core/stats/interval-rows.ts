import type { IntervalRows } from '#core/stats/complementary-log-log-moments.ts';

/** User-interval rows as [user, interval, outcome, zero-one covariates …] in the order that the fit reads. */
export function toIntervalRows(
  rows: readonly (readonly number[])[],
  weight: readonly number[] = rows.map(() => 1),
): { data: IntervalRows; user: Uint32Array } {
  const intervals = Math.max(...rows.map(([, interval]) => interval!)) + 1;
  const order = [...rows.keys()].sort((a, b) => rows[a]![1]! - rows[b]![1]!);
  const start = Array.from({ length: intervals + 1 }, (_, k) => rows.filter(([, interval]) => interval! < k).length);
  const offset = [0];
  const index: number[] = [];
  for (const row of order) {
    rows[row]!.slice(3).forEach((value, column) => {
      if (value === 1) index.push(column);
    });
    offset.push(index.length);
  }
  return {
    data: {
      rows: {
        columns: rows[0]!.length - 3,
        offset: Uint32Array.from(offset),
        index: Uint16Array.from(index),
      },
      start: Uint32Array.from(start),
      outcome: Uint8Array.from(order, (row) => rows[row]![2]!),
      weight: Float64Array.from(order, (row) => weight[row]!),
    },
    user: Uint32Array.from(order, (row) => rows[row]![0]!),
  };
}
