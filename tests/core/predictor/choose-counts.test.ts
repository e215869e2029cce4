import { describe, expect, it } from 'vitest';
import { chooseCounts } from '#core/predictor/fit/choose-counts.ts';
import type { ScoreTests } from '#core/predictor/fit/score-test.ts';

/** One event tried once, twice, three and five times. */
const behaviours = [1, 2, 3, 5].map((minCount) => ({ event: 7, minCount }));
const tests = (...z: number[]): ScoreTests => ({
  z: Float64Array.from(z),
  beta: Float64Array.from(z),
  standardError: new Float64Array(z.length).fill(1),
});
const choose = (one: number[], other: number[]) => {
  const all = tests(...one.map((z, j) => (z + other[j]!) / Math.SQRT2));
  return chooseCounts(behaviours, all, [tests(...one), tests(...other)]).get(7)!;
};

describe('how many times', () => {
  it('is what both halves choose, and then both estimates are honest', () => {
    expect(choose([1, 2, 6, 4], [1.5, 2, 5, 4])).toEqual({ candidate: 2, honest: [true, true] });
  });

  it('is estimated on the half that chose otherwise', () => {
    const { candidate, honest } = choose([1, 5.5, 5, 2], [1, 4, 7, 3]);
    expect(candidate).toBe(2);
    expect(honest).toEqual([true, false]);
  });

  it('stays at once when the other half does not find it clearer than once', () => {
    expect(choose([1, 2, 6, 4], [3, 2, 3.1, 1])).toEqual({ candidate: 0, honest: [true, true] });
  });

  it('stays at once when the halves point opposite ways', () => {
    expect(choose([1, 2, 6, 4], [-1, -2, -6, -4]).candidate).toBe(0);
  });

  it('stays at once for a gain that chance would give', () => {
    expect(choose([3, 3.2, 3.3, 3], [3, 3.1, 3.2, 3]).candidate).toBe(0);
  });

  it('takes the smaller n unless the larger says clearly more', () => {
    expect(choose([1, 5, 5.1, 5], [1, 5, 5.1, 5]).candidate).toBe(1);
  });
});
