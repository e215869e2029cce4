import { expect } from 'vitest';

/** Fails unless every value agrees within `relative` of the larger size (and 1e-300). Nulls stand for NaN. */
export function expectClose(actual: ArrayLike<number>, expected: readonly (number | null)[], relative: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const got = actual[i]!;
    if (value === null) return expect(got).toBeNaN();
    const gap = Math.abs(got - value);
    expect(gap <= relative * Math.max(Math.abs(value), 1e-300) || gap < 1e-300, `[${i}] is ${got}, not ${value}`).toBe(
      true,
    );
  });
}

/** Run a generator to its end and give what it returns. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** Dense zero-one rows, grouped in sets with the case first, as the sparse sets that the fit reads. */
export function toRiskSets(sets: readonly (readonly (readonly number[])[])[]): {
  start: Uint32Array;
  rows: { columns: number; offset: Uint32Array; index: Uint16Array };
} {
  const start = [0];
  const offset = [0];
  const index: number[] = [];
  for (const set of sets) {
    for (const row of set) {
      row.forEach((value, column) => {
        if (value === 1) index.push(column);
      });
      offset.push(index.length);
    }
    start.push(start[start.length - 1]! + set.length);
  }
  return {
    start: Uint32Array.from(start),
    rows: { columns: sets[0]?.[0]?.length ?? 0, offset: Uint32Array.from(offset), index: Uint16Array.from(index) },
  };
}
