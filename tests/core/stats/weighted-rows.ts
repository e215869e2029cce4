import type { WeightedRows } from '#core/stats/logistic-regression.ts';

/** Dense rows of numbers as the sparse rows that the fit reads. */
export function toWeightedRows(rows: readonly (readonly number[])[]): WeightedRows {
  const offset = [0];
  const index: number[] = [];
  const value: number[] = [];
  for (const row of rows) {
    row.forEach((x, column) => {
      if (x === 0) return;
      index.push(column);
      value.push(x);
    });
    offset.push(index.length);
  }
  return {
    columns: rows[0]?.length ?? 0,
    offset: Uint32Array.from(offset),
    index: Uint16Array.from(index),
    value: Float64Array.from(value),
  };
}
