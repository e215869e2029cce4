import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/stats/random.ts';
import { posteriorEffects, shrinkEffects } from '#core/stats/shrink-effects.ts';

const anyEffects = fc.array(
  fc.record({
    beta: fc.double({ min: -20, max: 20, noNaN: true }),
    standardError: fc.double({ min: 1e-3, max: 50, noNaN: true }),
  }),
  { minLength: 1, maxLength: 40 },
);

const shrink = (effects: readonly { beta: number; standardError: number }[]) =>
  shrinkEffects(
    Float64Array.from(effects, ({ beta }) => beta),
    Float64Array.from(effects, ({ standardError }) => standardError),
  );

function draw(n: number, nothing: number, spread: number) {
  const { uniform } = createRandom(11);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: n }, () => {
    const truth = uniform() < nothing ? 0 : spread * normal();
    return { truth, beta: truth + 0.1 * normal(), standardError: 0.1 };
  });
}

describe('shrinkEffects', () => {
  it('has a closed form with one component', () => {
    const { mean, sd, falseSignRate } = posteriorEffects(Float64Array.of(1, 0), Float64Array.of(0.5, 0.5), {
      sd: Float64Array.of(1),
      weight: Float64Array.of(1),
    });
    expect(mean[0]).toBeCloseTo(0.8, 14);
    expect(sd[0]).toBeCloseTo(Math.sqrt(0.2), 14);
    // P(Z > 0.8 / √0.2), the upper tail of 1.7888….
    expect(falseSignRate[0]).toBeCloseTo(0.036819135, 8);
    expect([mean[1], falseSignRate[1]]).toEqual([0, 0.5]);
  });

  test.prop([anyEffects])('draws every effect toward zero, never past it, and keeps its sign', (effects) => {
    const { mean, sd, falseSignRate, mixture } = shrink(effects);
    effects.forEach(({ beta }, j) => {
      expect(Math.abs(mean[j]!)).toBeLessThanOrEqual(Math.abs(beta) * (1 + 1e-9));
      expect(mean[j]! * beta).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(sd[j])).toBe(true);
      expect(falseSignRate[j]).toBeGreaterThanOrEqual(0);
      expect(falseSignRate[j]).toBeLessThanOrEqual(1 + 1e-12);
    });
    expect(mixture.weight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    expect(mixture.weight.every((w) => w >= 0)).toBe(true);
  });

  test.prop([anyEffects])('stands on its head when all effects do', (effects) => {
    const a = shrink(effects);
    const b = shrink(effects.map(({ beta, standardError }) => ({ beta: -beta, standardError })));
    a.mean.forEach((value, j) => expect(b.mean[j]).toBeCloseTo(-value, 10));
  });

  test.prop([anyEffects])('finds weights from which no small change is better', (effects) => {
    const { mixture } = shrink(effects);
    const gradient = mixture.sd.map((spread) => {
      const sum = effects.reduce((total, { beta, standardError }) => {
        const density = (s: number) => {
          const variance = s * s + standardError * standardError;
          return { log: (-beta * beta) / (2 * variance) - Math.log(variance) / 2 };
        };
        const logs = [...mixture.sd].map((s) => density(s).log);
        const most = Math.max(...logs);
        const mixed = logs.reduce((all, log, k) => all + mixture.weight[k]! * Math.exp(log - most), 0);
        return total + Math.exp(density(spread).log - most) / mixed;
      }, 0);
      return (sum + (spread === 0 ? 9 / mixture.weight[0]! : 0)) / (effects.length + 9);
    });
    gradient.forEach((slope) => expect(slope).toBeLessThan(1 + 1e-6));
  });

  it('comes nearer to the truth than the effects themselves, and calls signs as often wrong as it says', () => {
    const effects = draw(4_000, 0.8, 0.5);
    const { mean, falseSignRate } = shrink(effects);
    const miss = (guess: (j: number) => number) =>
      effects.reduce((sum, { truth }, j) => sum + (guess(j) - truth) ** 2, 0);
    expect(miss((j) => mean[j]!)).toBeLessThan(0.6 * miss((j) => effects[j]!.beta));
    const claimed = [...effects.keys()].filter((j) => falseSignRate[j]! < 0.05);
    const wrong = claimed.filter((j) => mean[j]! * effects[j]!.truth <= 0).length;
    const said = claimed.reduce((sum, j) => sum + falseSignRate[j]!, 0);
    expect(claimed.length).toBeGreaterThan(300);
    expect(Math.abs(wrong - said)).toBeLessThan(3 * Math.sqrt(said));
  });

  it('takes nearly everything for noise where there is nothing else', () => {
    const { mean, mixture } = shrink(draw(2_000, 1, 0));
    expect(mixture.weight[0]).toBeGreaterThan(0.9);
    expect(Math.max(...mean.map(Math.abs))).toBeLessThan(0.05);
  });

  it('knows nothing of an effect without a standard error, and lets it teach nothing', () => {
    const effects = draw(50, 0.5, 1);
    const with2 = shrink([...effects, { beta: 3, standardError: Infinity }]);
    expect(with2.mean[50]).toBe(0);
    expect(with2.falseSignRate[50]).toBeGreaterThanOrEqual(0.5);
    expect(with2.mean.subarray(0, 50)).toEqual(shrink(effects).mean);
  });

  it('answers none with none', () => {
    expect(shrink([]).mean.length).toBe(0);
  });

  it.each([
    [Number.NaN, 1],
    [Infinity, 1],
    [1, 0],
    [1, -1],
    [1, Number.NaN],
  ])('refuses an effect of %d with a standard error of %d and says where', (beta, standardError) => {
    expect(() =>
      shrink([
        { beta: 0, standardError: 1 },
        { beta, standardError },
      ]),
    ).toThrow(expect.objectContaining({ code: 'input/invalid', details: expect.objectContaining({ index: 1 }) }));
  });
});
