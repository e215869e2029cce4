import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { adjustPValues } from '#core/stats/adjust-p-values.ts';
import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from '#core/stats/cholesky.ts';
import { fitEmpiricalNull } from '#core/stats/empirical-null.ts';
import { kaplanMeier, stepAt } from '#core/stats/kaplan-meier.ts';
import { median, quantile } from '#core/stats/quantile.ts';
import { createRandom } from '#core/stats/random.ts';

describe('adjustPValues', () => {
  test.prop([fc.float64Array({ min: 0, max: 1, noNaN: true, maxLength: 50 })])(
    'never lowers a p-value and never exceeds 1',
    (p) => {
      const before = p.slice();
      const adjusted = adjustPValues(p);
      p.forEach((value, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(value);
        expect(adjusted[i]).toBeLessThanOrEqual(1);
      });
      expect(p).toEqual(before);
    },
  );

  it.each([Number.NaN, -0.1, 1.1])('rejects %d and says where it is', (bad) => {
    expect(() => adjustPValues(Float64Array.of(0.5, bad))).toThrow(
      expect.objectContaining({ code: 'input/invalid', details: { index: 1, value: bad } }),
    );
  });
});

describe('kaplanMeier', () => {
  const anyUsers = fc.array(
    fc.record({ exit: fc.integer({ min: 0, max: 20 }), converted: fc.integer({ min: 0, max: 1 }) }),
    { maxLength: 60 },
  );
  const curveOf = (users: readonly { exit: number; converted: number }[]) =>
    kaplanMeier(
      Float64Array.from(users, (u) => u.exit),
      Uint8Array.from(users, (u) => u.converted),
    );

  test.prop([anyUsers])('only rises, between 0 and 1, inside its band', (users) => {
    const { share, low, high } = curveOf(users);
    share.forEach((value, i) => {
      expect(value).toBeGreaterThan(i === 0 ? 0 : share[i - 1]!);
      expect(value).toBeLessThanOrEqual(1);
      if (!Number.isNaN(low[i]!)) expect(low[i]! <= value && value <= high[i]!).toBe(true);
    });
  });

  test.prop([anyUsers.filter((users) => users.every((u) => u.exit < 20 || u.converted === 0))])(
    'is the plain share when everybody is watched to the end',
    (users) => {
      const watched = users.map((u) => (u.converted === 1 ? u : { exit: 20, converted: 0 }));
      const { share } = curveOf(watched);
      const converted = watched.filter((u) => u.converted === 1).length;
      if (converted > 0) expect(share[share.length - 1]).toBeCloseTo(converted / watched.length, 12);
    },
  );

  it('is empty when nobody converts', () => {
    const curve = curveOf([{ exit: 3, converted: 0 }]);
    expect(curve.time.length).toBe(0);
    expect(stepAt(curve, 5)).toBe(-1);
  });
});

describe('cholesky', () => {
  test.prop([
    fc.array(fc.float64Array({ min: -3, max: 3, noNaN: true, minLength: 4, maxLength: 4 }), {
      minLength: 4,
      maxLength: 4,
    }),
  ])('solves what it factored, and its inverse is one', (rows) => {
    const a = new Float64Array(16);
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < 4; j += 1) {
        for (let k = 0; k < 4; k += 1) a[i * 4 + j]! += rows[i]![k]! * rows[j]![k]!;
        if (i === j) a[i * 4 + j]! += 1;
      }
    }
    const l = a.slice();
    choleskyInPlace(l, 4);
    const x = Float64Array.of(1, -2, 3, 0.5);
    const b = Float64Array.from(x, (_, i) => x.reduce((sum, value, j) => sum + a[i * 4 + j]! * value, 0));
    choleskySolveInPlace(l, 4, b);
    b.forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 8));
    const inverse = choleskyInverse(l, 4);
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < 4; j += 1) {
        let sum = 0;
        for (let k = 0; k < 4; k += 1) sum += a[i * 4 + k]! * inverse[k * 4 + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 8);
      }
    }
  });

  it('refuses a matrix that is not positive definite and says where', () => {
    expect(() => choleskyInPlace(Float64Array.of(1, 0, 2, 1), 2)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ index: 1 }) }),
    );
  });
});

describe('quantile and median', () => {
  it('agree with R type 7', () => {
    expect(quantile([1, 2, 4, 8], 0.25)).toBe(1.75);
    expect(median([8, 1, 4, 2])).toBe(3);
    expect(median([])).toBeNaN();
  });
});

describe('createRandom', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).uniform);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is even over its range', () => {
    const { below } = createRandom(1);
    const counts = new Uint32Array(10);
    for (let i = 0; i < 100_000; i += 1) counts[below(10)]! += 1;
    counts.forEach((count) => expect(Math.abs(count - 10_000)).toBeLessThan(500));
  });
});

describe('fitEmpiricalNull', () => {
  const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const draw = (n: number, centre: number, spread: number) => {
    const { uniform } = createRandom(3);
    return Float64Array.from({ length: n }, () => centre + spread * normal(uniform));
  };

  it('finds how far and how wide the null lies, whatever one in ten real effects do', () => {
    const z = draw(400, 0.5, 1.4);
    for (let i = 0; i < 40; i += 1) z[i * 10] = 9;
    const fit = fitEmpiricalNull(
      z,
      Float64Array.from(z, (_, i) => i % 7),
    )!;
    expect(fit.intercept + 3 * fit.slope).toBeCloseTo(0.5, 0);
    expect(Math.abs(fit.spread - 1.4)).toBeLessThan(0.25);
  });

  it('is never narrower than the theoretical null', () => {
    expect(fitEmpiricalNull(draw(60, 0, 0.3), new Float64Array(60))!.spread).toBe(1);
  });

  it('says nothing from fewer than forty', () => {
    expect(fitEmpiricalNull(new Float64Array(39), new Float64Array(39))).toBeNull();
  });
});
