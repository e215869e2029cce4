import { describe, expect, it } from 'vitest';
import { fitComplementaryLogLog } from '#core/stats/complementary-log-log.ts';
import { mantelHaenszel } from '#core/stats/mantel-haenszel.ts';
import { sampledUserVariance } from '#core/stats/sampled-user-variance.ts';
import { shrinkEffects } from '#core/stats/shrink-effects.ts';
import { twoProportionSize } from '#core/stats/two-proportion-size.ts';
import inputs from '../../reference/second-opinion-inputs.json' with { type: 'json' };
import reference from '../../reference/second-opinion.json' with { type: 'json' };
import { expectClose, finish } from './close.ts';
import { toIntervalRows } from './interval-rows.ts';

const CLOSED_FORM = 1e-10;
const FITTED = 1e-6;
/** Two optimisers of a flat top: its height agrees to rounding, what is read from it to this. */
const MIXED = 1e-5;
const exact = { ridge: 0, maxIterations: 60, tolerance: 1e-8 };

/** Standard errors agree, and so do the correlations between them, small ones included. */
function expectCovariance(actual: Float64Array, expected: readonly (readonly number[])[]): void {
  const n = expected.length;
  const errors = expected.map((row, j) => Math.sqrt(row[j]!));
  expectClose(
    errors.map((_, j) => Math.sqrt(actual[j * n + j]!)),
    errors,
    FITTED,
  );
  expected.forEach((row, i) =>
    row.forEach((value, j) => {
      expect(Math.abs(actual[i * n + j]! - value)).toBeLessThan(FITTED * errors[i]! * errors[j]!);
    }),
  );
}

describe(`agreement with ${reference.made.R}`, () => {
  const discrete = inputs.userIntervals.map((one, i) => ({
    n: one.rows.length,
    rows: one.rows,
    weight: one.weight,
    expected: reference.discrete[i]!,
  }));

  it.each(discrete)('fits $n user-interval rows as glm does with a cloglog link', ({ rows, expected }) => {
    const fit = finish(fitComplementaryLogLog(toIntervalRows(rows).data, exact));
    expect(fit.converged).toBe(true);
    expectClose(fit.beta, expected.beta, FITTED);
    expectCovariance(fit.covariance, expected.covariance);
    expectClose([fit.logLikelihood], [expected.logLikelihood], CLOSED_FORM);
  });

  it.each(discrete)('fits $n weighted rows as glm does, and widens them for the users left out', (one) => {
    const { rows, weight, expected } = one;
    const { data, user } = toIntervalRows(rows, weight);
    const fit = finish(fitComplementaryLogLog(data, exact));
    expectClose(fit.beta, expected.weightedBeta, FITTED);
    expectCovariance(fit.covariance, expected.weightedCovariance);
    const sampled = finish(sampledUserVariance(data, fit, user, Math.max(...user) + 1));
    expectCovariance(sampled, expected.sampledCovariance);
  });

  it.each(inputs.effects.map((effects, i) => ({ n: effects.length, effects, expected: reference.shrunken[i]! })))(
    'shrinks $n effects as the same objective maximised by PORT says',
    ({ effects, expected }) => {
      const beta = Float64Array.from(effects, (effect) => effect.beta);
      const standardError = Float64Array.from(effects, (effect) => effect.standardError);
      const { mean, sd, falseSignRate, mixture } = shrinkEffects(beta, standardError);
      expectClose(mixture.sd, expected.sd, CLOSED_FORM);
      const objective = beta.reduce(
        (sum, value, j) => {
          const density = mixture.sd.reduce((total, spread, k) => {
            const variance = spread ** 2 + standardError[j]! ** 2;
            return (
              total +
              (mixture.weight[k]! * Math.exp(-(value ** 2) / (2 * variance))) / Math.sqrt(2 * Math.PI * variance)
            );
          }, 0);
          return sum + Math.log(density);
        },
        9 * Math.log(mixture.weight[0]!),
      );
      expect(Math.abs(objective - expected.objective)).toBeLessThan(1e-6);
      mean.forEach((value, j) => expect(Math.abs(value - expected.mean[j]!)).toBeLessThan(MIXED));
      sd.forEach((value, j) => expect(Math.abs(value - expected.posteriorSd[j]!)).toBeLessThan(MIXED));
      falseSignRate.forEach((value, j) => expect(Math.abs(value - expected.falseSignRate[j]!)).toBeLessThan(MIXED));
    },
  );

  it.each(inputs.tables.map((tables, i) => ({ n: tables.length, tables, expected: reference.common[i]! })))(
    'takes $n tables together as mantelhaen.test does',
    ({ tables, expected }) => {
      const strata = tables.map(([convertedWith, otherWith, convertedWithout, otherWithout]) => ({
        convertedWith: convertedWith!,
        otherWith: otherWith!,
        convertedWithout: convertedWithout!,
        otherWithout: otherWithout!,
      }));
      const common = mantelHaenszel(strata)!;
      expectClose(
        [common.oddsRatio, common.low, common.high],
        [expected.oddsRatio, expected.low, expected.high],
        CLOSED_FORM,
      );
    },
  );

  it.each(
    inputs.proportions.map(([one, other, alpha, power], i) => ({ one, other, alpha, power, n: reference.sizes[i]! })),
  )('sizes an experiment of $one against $other as power.prop.test does', ({ one, other, alpha, power, n }) => {
    expectClose([twoProportionSize(one!, other!, { alpha: alpha!, power: power! })], [n], FITTED);
  });
});
