import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { twoProportionSize } from '#core/stats/two-proportion-size.ts';

const usual = { alpha: 0.05, power: 0.8 };
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('twoProportionSize', () => {
  test.prop([share, share])(
    'does not care which share comes first, nor whether one counts the others',
    (one, other) => {
      fc.pre(Math.abs(one - other) > 1e-6);
      const size = twoProportionSize(one, other, usual);
      expect(size).toBeGreaterThan(0);
      expect(twoProportionSize(other, one, usual) / size).toBeCloseTo(1, 9);
      expect(twoProportionSize(1 - one, 1 - other, usual) / size).toBeCloseTo(1, 6);
    },
  );

  test.prop([share, fc.double({ min: 0.01, max: 0.9, noNaN: true })])(
    'asks for more people the smaller the difference and the surer the answer',
    (one, step) => {
      const other = one + (1 - one) * step;
      const nearer = one + ((1 - one) * step) / 2;
      expect(twoProportionSize(one, nearer, usual)).toBeGreaterThan(twoProportionSize(one, other, usual));
      expect(twoProportionSize(one, other, { ...usual, power: 0.9 })).toBeGreaterThan(
        twoProportionSize(one, other, usual),
      );
      expect(twoProportionSize(one, other, { ...usual, alpha: 0.01 })).toBeGreaterThan(
        twoProportionSize(one, other, usual),
      );
    },
  );

  it('finds no number of people enough where nothing differs', () => {
    expect(twoProportionSize(0.2, 0.2, usual)).toBe(Infinity);
  });

  it.each([
    [-0.1, 0.5, 0.05, 0.8],
    [0.1, 1.5, 0.05, 0.8],
    [Number.NaN, 0.5, 0.05, 0.8],
    [0.1, 0.5, 0, 0.8],
    [0.1, 0.5, 0.05, 1],
    [0.1, 0.5, 0.05, 0.02],
  ])('refuses %d against %d at alpha %d and power %d', (one, other, alpha, power) => {
    expect(() => twoProportionSize(one, other, { alpha, power })).toThrow(
      expect.objectContaining({ code: 'input/invalid' }),
    );
  });
});
