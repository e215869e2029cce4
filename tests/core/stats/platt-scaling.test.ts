import { describe, expect, it } from 'vitest';
import { plattScaling } from '#core/stats/platt-scaling.ts';
import { createRandom } from '#core/stats/random.ts';

describe('Platt scaling', () => {
  it('finds the curve that the outcomes were drawn from', () => {
    const { uniform } = createRandom(3);
    const score = Float64Array.from({ length: 20_000 }, () => 4 * uniform() - 2);
    const truth = (x: number): number => 1 / (1 + Math.exp(-(-0.7 + 1.3 * x)));
    const outcome = Uint8Array.from(score, (x) => (uniform() < truth(x) ? 1 : 0));
    const scaled = plattScaling(score, outcome);
    for (const x of [-2, -1, 0, 1, 2]) expect(scaled(x)).toBeCloseTo(truth(x), 1.5);
  });

  it('keeps the mean: the chances sum to the outcomes, but for the smoothed targets', () => {
    const score = Float64Array.from({ length: 100 }, (_, i) => i / 10);
    const outcome = Uint8Array.from(score, (_, i) => (i % 3 === 0 || i > 80 ? 1 : 0));
    const scaled = plattScaling(score, outcome);
    const sum = score.reduce((total, x) => total + scaled(x), 0);
    const positive = outcome.reduce((total, one) => total + one, 0);
    const targets = (positive * (positive + 1)) / (positive + 2) + (100 - positive) / (100 - positive + 2);
    expect(sum).toBeCloseTo(targets, 8);
  });

  it.each([
    ['nothing to learn from', [], [], 0.5],
    ['only one kind of outcome', [1, 2, 3], [1, 1, 1], 0.8],
    ['no spread of scores', [5, 5, 5, 5], [1, 0, 0, 1], 0.5],
  ])('falls back to the plain share with %s', (_, score, outcome, share) => {
    expect(plattScaling(Float64Array.from(score), Uint8Array.from(outcome))(2)).toBeCloseTo(share, 6);
  });
});
