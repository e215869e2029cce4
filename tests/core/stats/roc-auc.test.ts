import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { brierScore, brierSkill } from '#core/stats/brier-score.ts';
import { compareRocAucs } from '#core/stats/compare-roc-aucs.ts';
import { rocAuc } from '#core/stats/roc-auc.ts';
import { wilsonInterval } from '#core/stats/wilson-interval.ts';

/** DeLong's method as it is written down: every case against every control. */
function naive(outcome: Uint8Array, scores: readonly Float64Array[]): { areas: number[]; covariance: number[][] } {
  const cases = Array.from(outcome.keys()).filter((i) => outcome[i] === 1);
  const controls = Array.from(outcome.keys()).filter((i) => outcome[i] === 0);
  const kernel = (x: number, y: number): number => (x > y ? 1 : x === y ? 0.5 : 0);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const byCase = scores.map((score) => cases.map((i) => mean(controls.map((j) => kernel(score[i]!, score[j]!)))));
  const byControl = scores.map((score) => controls.map((j) => mean(cases.map((i) => kernel(score[i]!, score[j]!)))));
  const covariance = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, k) => sum + (value - mean(a)) * (b[k]! - mean(b)), 0) / (a.length - 1) / a.length;
  return {
    areas: byCase.map(mean),
    covariance: scores.map((_, r) =>
      scores.map((__, s) => covariance(byCase[r]!, byCase[s]!) + covariance(byControl[r]!, byControl[s]!)),
    ),
  };
}

/** Two scores with ties on users of both kinds. */
const users = fc
  .array(fc.record({ outcome: fc.nat({ max: 1 }), first: fc.nat({ max: 9 }), second: fc.nat({ max: 30 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drawn) => [...[0, 0, 1, 1].map((outcome, k) => ({ outcome, first: k, second: 5 - k })), ...drawn])
  .map((all) => ({
    outcome: Uint8Array.from(all, (user) => user.outcome),
    first: Float64Array.from(all, (user) => user.first),
    second: Float64Array.from(all, (user) => user.second),
  }));

describe('rocAuc', () => {
  test.prop([users])('is what comparing every case with every control gives', ({ outcome, first, second }) => {
    const { areas, covariance } = naive(outcome, [first, second]);
    const { value, variance } = rocAuc(outcome, first);
    expect(value).toBeCloseTo(areas[0]!, 12);
    expect(variance).toBeCloseTo(covariance[0]![0]!, 12);
    const difference = compareRocAucs(outcome, first, second);
    expect(difference.value).toBeCloseTo(areas[0]! - areas[1]!, 12);
    expect(difference.variance).toBeCloseTo(covariance[0]![0]! + covariance[1]![1]! - 2 * covariance[0]![1]!, 12);
  });

  test.prop([users])('does not change when scores are bent upwards', ({ outcome, first }) => {
    expect(
      rocAuc(
        outcome,
        first.map((x) => Math.exp(x) - 7),
      ),
    ).toEqual(rocAuc(outcome, first));
  });

  test.prop([users])('is turned round by swapping who converted', ({ outcome, first }) => {
    const swapped = rocAuc(
      outcome.map((y) => 1 - y),
      first,
    );
    const { value, variance } = rocAuc(outcome, first);
    expect(swapped.value).toBeCloseTo(1 - value, 12);
    expect(swapped.variance).toBeCloseTo(variance, 12);
  });

  test.prop([users])('differs from itself by nothing, surely', ({ outcome, first }) => {
    expect(compareRocAucs(outcome, first, first)).toEqual({ value: 0, variance: 0 });
  });

  it('is a half without spread when all scores are equal', () => {
    expect(rocAuc(Uint8Array.of(1, 0, 1, 0, 0), new Float64Array(5))).toEqual({ value: 0.5, variance: 0 });
  });

  it('is one without spread when every case is above every control', () => {
    expect(rocAuc(Uint8Array.of(0, 0, 1, 1), Float64Array.of(1, 2, 3, 4))).toEqual({ value: 1, variance: 0 });
  });

  it.each([
    ['nobody', [], []],
    ['one user', [1], [0.3]],
    ['one class', [1, 1, 1], [1, 2, 3]],
    ['a single case', [1, 0, 0], [1, 2, 3]],
    ['a score that is no number', [1, 1, 0, 0], [1, 2, 3, Number.NaN]],
  ])('refuses %s', (_, outcome, score) => {
    expect(() => rocAuc(Uint8Array.from(outcome), Float64Array.from(score))).toThrow(
      expect.objectContaining({ code: 'input/invalid' }),
    );
  });
});

describe('brierSkill', () => {
  it('is nothing for the overall share and one for foresight', () => {
    const outcome = Uint8Array.of(1, 0, 0, 0);
    expect(brierSkill(outcome, new Float64Array(4).fill(0.25))).toBe(0);
    expect(brierSkill(outcome, Float64Array.from(outcome))).toBe(1);
    expect(brierSkill(outcome, Float64Array.of(0, 1, 1, 1))).toBeLessThan(-1);
  });

  it('is nothing where all outcomes are equal', () => {
    expect(brierSkill(Uint8Array.of(1, 1), Float64Array.of(0.9, 0.8))).toBe(0);
    expect(brierScore(Uint8Array.of(1, 1), Float64Array.of(1, 0.5))).toBe(0.125);
  });
});

describe('wilsonInterval', () => {
  test.prop([fc.nat({ max: 300 }), fc.nat({ max: 300 })])('holds the share and stays within 0 and 1', (a, b) => {
    const [hits, n] = [Math.min(a, b), Math.max(a, b, 1)];
    const { low, high } = wilsonInterval(hits, n);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(hits / n);
    expect(high).toBeGreaterThanOrEqual(hits / n);
  });

  it('says nothing of nobody', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
