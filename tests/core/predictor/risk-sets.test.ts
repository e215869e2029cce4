import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Entrants } from '#core/predictor/cohort/cohort.ts';
import { CASES_TO_SPLIT, halfOf, MOST_CASES, sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import { createRandom } from '#core/stats/random.ts';

function cohortOf(exit: readonly number[], converted: readonly number[]): Entrants {
  return {
    user: Uint32Array.from(exit.keys()),
    key: Uint32Array.from(exit.keys()),
    entryPosition: new Uint32Array(exit.length),
    entrySecond: new Float64Array(exit.length),
    exit: Float64Array.from(exit),
    converted: Uint8Array.from(converted),
    before: new Uint8Array(exit.length),
  };
}

function many(users: number, conversions: number, seed: number): Entrants {
  const { below } = createRandom(seed);
  return cohortOf(
    Array.from({ length: users }, () => 1 + below(1000)),
    Array.from({ length: users }, (_, i) => (i < conversions ? 1 : 0)),
  );
}

describe('sampleRiskSets', () => {
  const anyCohort = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 80 })
    .map((users) =>
      cohortOf(
        users.map(([exit]) => exit),
        users.map(([, converted]) => converted),
      ),
    );

  test.prop([anyCohort, fc.integer({ min: 0, max: 9 })])(
    'compares each case with distinct users still at risk at its moment',
    (cohort, seed) => {
      const { start, member, second } = sampleRiskSets(cohort, seed);
      expect(second.length).toBe(cohort.converted.reduce((sum, one) => sum + one, 0));
      second.forEach((at, set) => {
        const members = [...member.subarray(start[set], start[set + 1])];
        expect(cohort.converted[members[0]!]).toBe(1);
        expect(cohort.exit[members[0]!]).toBe(at);
        expect(new Set(members).size).toBe(members.length);
        for (const one of members) expect(cohort.exit[one]).toBeGreaterThanOrEqual(at);
        const atRisk = cohort.exit.reduce((sum, exit) => sum + (exit >= at ? 1 : 0), 0);
        expect(members.length).toBe(Math.min(41, atRisk));
      });
    },
  );

  it('draws everybody at risk equally often', () => {
    const cohort = many(2_000, 390, 5);
    const { member, start } = sampleRiskSets(
      cohortOf(
        [...cohort.exit].map((_, i) => (i < 390 ? 1 : 2)),
        [...cohort.converted],
      ),
      3,
    );
    const drawn = new Uint32Array(2_000);
    for (let set = 0; set + 1 < start.length; set += 1)
      for (let k = start[set]! + 1; k < start[set + 1]!; k += 1) drawn[member[k]!]! += 1;
    const mean = (390 * 40) / 2_000;
    const spread = drawn.reduce((sum, n) => sum + (n - mean) ** 2, 0) / 2_000 / mean;
    expect(spread).toBeGreaterThan(0.85);
    expect(spread).toBeLessThan(1.15);
  });

  it('keeps the halves of the users apart once there are conversions enough', () => {
    const cohort = many(3_000, CASES_TO_SPLIT, 1);
    const { split, half, member, start } = sampleRiskSets(cohort, 1);
    expect(split).toBe(true);
    half.forEach((side, set) => {
      for (let k = start[set]!; k < start[set + 1]!; k += 1) expect(halfOf(cohort.key[member[k]!]!)).toBe(side);
    });
    expect(sampleRiskSets(many(3_000, CASES_TO_SPLIT - 1, 1), 1).split).toBe(false);
  });

  it('draws cases, and fewer controls, when there are very many conversions', () => {
    const sampled = sampleRiskSets(many(30_000, MOST_CASES + 5_000, 2), 1);
    expect(sampled.second.length).toBe(MOST_CASES);
    expect(sampled.controlsPerCase).toBe(10);
  });

  it('repeats itself for a seed', () => {
    const cohort = many(500, 60, 4);
    expect(sampleRiskSets(cohort, 9)).toEqual(sampleRiskSets(cohort, 9));
    expect(sampleRiskSets(cohort, 9)).not.toEqual(sampleRiskSets(cohort, 10));
  });
});
