import { describe, expect, it } from 'vitest';
import { adjustPValues } from '#core/stats/adjust-p-values.ts';
import { fitConditionalLogit } from '#core/stats/conditional-logit.ts';
import { fitEmpiricalNull } from '#core/stats/empirical-null.ts';
import { kaplanMeier } from '#core/stats/kaplan-meier.ts';
import { normalUpperTail } from '#core/stats/normal.ts';
import { median, quantile } from '#core/stats/quantile.ts';
import { riskSetMoments } from '#core/stats/risk-set-moments.ts';
import inputs from '../../reference/inputs.json' with { type: 'json' };
import reference from '../../reference/reference.json' with { type: 'json' };
import { expectClose, finish, toRiskSets } from './close.ts';

const CLOSED_FORM = 1e-10;
const FITTED = 1e-6;

describe(`agreement with ${reference.made.R}`, () => {
  it.each(inputs.pValues.map((p, i) => ({ n: p.length, p, expected: reference.adjusted[i]! })))(
    'adjusts $n p-values as p.adjust does',
    ({ p, expected }) => expectClose(adjustPValues(Float64Array.from(p)), expected, CLOSED_FORM),
  );

  it('gives normal tails as pnorm does', () => {
    expectClose(inputs.z.map(normalUpperTail), reference.tails, CLOSED_FORM);
  });

  it.each(inputs.survival.map((users, i) => ({ n: users.length, users, expected: reference.curves[i]! })))(
    'draws the conversion curve of $n users as survfit does, with its band, ties and late censoring',
    ({ users, expected }) => {
      const curve = kaplanMeier(
        Float64Array.from(users, ({ exit }) => exit),
        Uint8Array.from(users, ({ converted }) => converted),
      );
      expectClose(curve.time, expected.time, CLOSED_FORM);
      expectClose(curve.share, expected.share, CLOSED_FORM);
      expectClose(curve.low, expected.low, CLOSED_FORM);
      expectClose(curve.high, expected.high, CLOSED_FORM);
      expectClose(curve.atRisk, expected.atRisk, CLOSED_FORM);
    },
  );

  it.each(inputs.samples.map((values, i) => ({ n: values.length, values, expected: reference.quantiles[i]! })))(
    'gives quantiles of $n values as quantile(type = 7) does',
    ({ values, expected }) => {
      const sorted = Float64Array.from(values).sort();
      const got = inputs.shares.map((share) => quantile(sorted, share));
      expectClose(got, expected.at, CLOSED_FORM);
      expectClose([median(values)], [expected.median], CLOSED_FORM);
    },
  );

  it.each(inputs.null.map((values, i) => ({ n: values.length, values, expected: reference.nulls[i]! })))(
    'fits the empirical null of $n z-values as its definition written in R does',
    ({ values, expected }) => {
      const { intercept, slope, spread } = fitEmpiricalNull(
        Float64Array.from(values, ({ z }) => z),
        Float64Array.from(values, ({ x }) => x),
      )!;
      expectClose([intercept, slope, spread], [expected.intercept, expected.slope, expected.spread], CLOSED_FORM);
    },
  );

  it.each(inputs.riskSets.map((sets, i) => ({ n: sets.length, sets, expected: reference.conditional[i]! })))(
    'fits $n risk sets as clogit does',
    ({ sets, expected }) => {
      const fit = finish(fitConditionalLogit(toRiskSets(sets), { ridge: 0, maxIterations: 50 }));
      expect(fit.converged).toBe(true);
      expectClose(fit.beta, expected.beta, FITTED);
      expectClose(fit.covariance, expected.covariance.flat(), FITTED);
      expectClose([fit.logLikelihood], [expected.logLikelihood], CLOSED_FORM);
    },
  );

  it.each(inputs.riskSets.map((sets, i) => ({ n: sets.length, sets, expected: reference.conditional[i]! })))(
    'knows the log-likelihood of $n risk sets without effects',
    ({ sets, expected }) => {
      const risk = toRiskSets(sets);
      const moments = finish(riskSetMoments(risk, new Float64Array(risk.rows.columns), null));
      expectClose([moments.logLikelihood], [expected.null], CLOSED_FORM);
    },
  );
});
