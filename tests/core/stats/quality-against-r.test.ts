import { describe, expect, it } from 'vitest';
import { brierScore, brierSkill } from '#core/stats/brier-score.ts';
import { compareRocAucs } from '#core/stats/compare-roc-aucs.ts';
import { fitLogisticRegression } from '#core/stats/logistic-regression.ts';
import { twoSidedP, Z_95 } from '#core/stats/normal.ts';
import { rocAuc } from '#core/stats/roc-auc.ts';
import { wilsonInterval } from '#core/stats/wilson-interval.ts';
import inputs from '../../reference/quality-inputs.json' with { type: 'json' };
import reference from '../../reference/quality-reference.json' with { type: 'json' };
import { expectClose, finish } from './close.ts';
import { toWeightedRows } from './weighted-rows.ts';

const CLOSED_FORM = 1e-10;
const FITTED = 1e-6;

describe(`agreement with ${reference.made.R} and pROC ${reference.made.pROC}`, () => {
  const cases = inputs.scores.map((users, i) => ({
    n: users.length,
    outcome: Uint8Array.from(users, (user) => user.outcome),
    first: Float64Array.from(users, (user) => user.first),
    second: Float64Array.from(users, (user) => user.second),
    expected: reference.areas[i]!,
  }));

  it.each(cases)('gives the areas of $n users, ties included', ({ outcome, first, second, expected }) => {
    const { value, variance } = rocAuc(outcome, first);
    expectClose([value, variance], [expected.first, expected.variance], CLOSED_FORM);
    expectClose([rocAuc(outcome, second).value], [expected.second], CLOSED_FORM);
    const reach = Z_95 * Math.sqrt(variance);
    expectClose([value - reach, value + reach], [expected.low, expected.high], CLOSED_FORM);
  });

  it.each(cases)('tests two areas of the same $n users', ({ outcome, first, second, expected }) => {
    const { value, variance } = compareRocAucs(outcome, first, second);
    const z = value / Math.sqrt(variance);
    expectClose([z, twoSidedP(z)], [expected.z, expected.p], CLOSED_FORM);
  });

  it.each(cases)('scores $n probabilities as Brier did', ({ outcome, first, expected }) => {
    const probability = first.map((p) => Math.min(1, Math.max(0, p)));
    expectClose([brierScore(outcome, probability)], [expected.brier], CLOSED_FORM);
    const share = outcome.reduce((sum, one) => sum + one, 0) / outcome.length;
    expectClose([brierSkill(outcome, probability)], [1 - expected.brier / (share * (1 - share))], CLOSED_FORM);
  });

  it.each(inputs.shares.map(([hits, n], i) => ({ hits: hits!, n: n!, expected: reference.shares[i]! })))(
    'gives the interval of $hits in $n',
    ({ hits, n, expected }) => {
      const { low, high } = wilsonInterval(hits, n);
      expect(low).toBeCloseTo(expected.low, 12);
      expect(high).toBeCloseTo(expected.high, 12);
    },
  );

  describe.each(inputs.logistic.map((rows, i) => ({ n: rows.length, rows, expected: reference.logistic[i]! })))(
    'on $n rows',
    ({ rows, expected }) => {
      const x = toWeightedRows(rows.map((row) => row.x));
      const outcome = Uint8Array.from(rows, (row) => row.outcome);
      const everybody = Uint32Array.from(rows.keys());
      const fit = (ridge: number) =>
        finish(fitLogisticRegression(x, outcome, everybody, { ridge, precision: 1e-12, maxIterations: 50 }));

      it('fits as glm does', () => {
        const { beta, converged } = fit(0);
        expect(converged).toBe(true);
        expectClose(beta, expected.plain, FITTED);
      });

      it.each(inputs.ridges.map((ridge, k) => ({ ridge, k })))('fits with a ridge of $ridge', ({ ridge, k }) => {
        expectClose(fit(ridge).beta, expected.ridged[k]!, FITTED);
      });
    },
  );
});
