import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEffectScale } from '#ui/charts/effect-scale.ts';

const estimate = (low: number, ratio: number, high: number) => ({ low, ratio, high });
const labels = (...estimates: ReturnType<typeof estimate>[]) =>
  createEffectScale(estimates).ticks.map((tick) => tick.label);

describe('createEffectScale', () => {
  it('goes from a half to twice without data', () => {
    expect(labels()).toEqual(['½×', '1×', '2×']);
  });

  it('grows in whole octaves with the intervals', () => {
    expect(labels(estimate(2.7, 3, 3.4), estimate(0.37, 0.44, 0.52))).toEqual(['¼×', '½×', '1×', '2×', '4×']);
  });

  it('leaves air beyond the outermost dot', () => {
    expect(labels(estimate(2, 2, 2))).toEqual(['½×', '1×', '2×', '4×']);
  });

  it('is not stretched by a very wide interval, which is marked as going on', () => {
    const scale = createEffectScale([estimate(0.01, 1.6, 400)]);
    expect(scale.ticks.map((tick) => tick.label)).toEqual(['¼×', '½×', '1×', '2×', '4×', '8×']);
    expect(scale.isBeyond(400)).toBe(true);
    expect(scale.position(400)).toBe(1);
    expect(scale.isBeyond(1.6)).toBe(false);
  });

  it('puts twice and half as fast equally far from 1', () => {
    const scale = createEffectScale([]);
    expect(scale.position(2) - scale.position(1)).toBeCloseTo(scale.position(1) - scale.position(0.5), 12);
  });

  const ratio = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
  test.prop([fc.array(fc.tuple(ratio, ratio, ratio), { maxLength: 30 })])(
    'holds every dot, marks 1×, and has few ticks',
    (triples) => {
      const estimates = triples
        .map((triple) => triple.toSorted((a, b) => a - b))
        .map(([low = 1, middle = 1, high = 1]) => estimate(low, middle, high));
      const scale = createEffectScale(estimates);
      for (const one of estimates) expect(scale.isBeyond(one.ratio)).toBe(false);
      expect(scale.ticks.some((tick) => tick.ratio === 1)).toBe(true);
      expect(scale.ticks.length).toBeLessThanOrEqual(9);
    },
  );
});
