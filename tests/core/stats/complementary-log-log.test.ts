import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fitComplementaryLogLog } from '#core/stats/complementary-log-log.ts';
import { intervalMoments } from '#core/stats/complementary-log-log-moments.ts';
import { sampledUserVariance } from '#core/stats/sampled-user-variance.ts';
import { finish } from './close.ts';
import { toIntervalRows } from './interval-rows.ts';

const options = { ridge: 0.3, maxIterations: 50, tolerance: 1e-6 };
const fitOf = (rows: readonly (readonly number[])[], own: Partial<typeof options> = {}, weight?: readonly number[]) =>
  finish(fitComplementaryLogLog(toIntervalRows(rows, weight).data, { ...options, ...own }));

const bit = fc.integer({ min: 0, max: 1 });
/** Rows of three intervals; each holds both outcomes. */
const anyRows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), bit, bit, bit, bit), { minLength: 3, maxLength: 40 })
  .map((drawn) => [
    ...[0, 1, 2].flatMap((interval) => [
      [interval, interval, 0, 1, 0, 0],
      [interval + 3, interval, 1, 0, 1, 0],
    ]),
    ...drawn.map((row, i) => [6 + i, ...row]),
  ]);

describe('fitComplementaryLogLog', () => {
  it('knows the baseline in closed form when there is nothing else', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i, 0, i < 7 ? 1 : 0]);
    const { beta, covariance } = fitOf(rows, { tolerance: 1e-10 });
    const hazard = -Math.log(1 - 7 / 50);
    expect(beta[0]).toBeCloseTo(Math.log(hazard), 10);
    expect(covariance[0]).toBeCloseTo((Math.exp(hazard) - 1) / (50 * hazard ** 2), 10);
  });

  it('finds the ratio of two hazards in closed form, whatever the length of the intervals', () => {
    const group = (x: number, cases: number, all: number, interval: number) =>
      Array.from({ length: all }, (_, i) => [0, interval, i < cases ? 1 : 0, x]);
    const rows = [...group(0, 20, 100, 0), ...group(1, 36, 100, 0), ...group(0, 36, 100, 1), ...group(1, 0, 0, 1)];
    // 0.64 = 0.8 squared: twice the hazard.
    expect(fitOf(rows, { ridge: 0, tolerance: 1e-10 }).beta[0]).toBeCloseTo(Math.log(2), 9);
  });

  it('stays finite under complete separation, thanks to the ridge', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i, 0, i < 50 ? 1 : 0, i < 50 ? 1 : 0]);
    const { beta, covariance, converged } = fitOf(rows);
    expect(converged).toBe(true);
    expect(beta[0]).toBeGreaterThan(3);
    expect(beta[0]).toBeLessThan(12);
    expect([...beta, ...covariance].every(Number.isFinite)).toBe(true);
  });

  it('does not say it has settled where separation without a ridge never does', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i, 0, i < 60 ? 1 : 0, i < 50 ? 1 : 0]);
    expect(fitOf(rows, { ridge: 0, maxIterations: 3 }).converged).toBe(false);
  });

  it('shares the effect of a duplicated column out evenly', () => {
    const once = Array.from({ length: 120 }, (_, i) => [i, 0, i % 3 === 0 || i % 7 === 0 ? 1 : 0, i % 2]);
    const twice = fitOf(once.map((row) => [...row, row[3]!]));
    expect(twice.beta[0]).toBeCloseTo(twice.beta[1]!, 9);
    // Under a ridge two halves are cheaper than one whole.
    expect(Math.abs(2 * twice.beta[0]!)).toBeGreaterThanOrEqual(Math.abs(fitOf(once).beta[0]!));
  });

  it('refuses a column that never varies when there is no ridge to hold it', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i, 0, i % 2, 1]);
    expect(() => fitOf(rows, { ridge: 0 })).toThrow(expect.objectContaining({ code: 'input/invalid' }));
    expect(Number.isFinite(fitOf(rows).beta[0])).toBe(true);
  });

  it('gives a column that is never on no effect', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i, 0, i % 2, 0]);
    const { beta, information } = fitOf(rows);
    expect([beta[0], information[0]]).toEqual([0, 0]);
  });

  it.each([
    { from: 40, ridge: 0.3 },
    { from: -40, ridge: 0 },
  ])('finds back from a start at $from, where there is next to nothing to go by', ({ from, ridge }) => {
    const rows = Array.from({ length: 60 }, (_, i) => [i, i % 2, i % 3 === 0 ? 1 : 0, i % 5 === 0 ? 1 : 0]);
    const { data } = toIntervalRows(rows);
    const far = finish(fitComplementaryLogLog(data, { ...options, ridge, start: Float64Array.of(from) }));
    expect(far.converged).toBe(true);
    expect(far.beta[0]).toBeCloseTo(fitOf(rows, { ridge }).beta[0]!, 4);
  });

  it('settles in a few steps where steps by the expected information would creep for sixty', () => {
    const rows = [
      [0, 0, 0, 1, 0, 0],
      [3, 0, 1, 0, 1, 0],
      [1, 1, 0, 1, 0, 0],
      [4, 1, 1, 0, 1, 0],
      [2, 2, 0, 1, 0, 0],
      [5, 2, 1, 0, 1, 0],
      [6, 2, 1, 1, 0, 1],
      [7, 0, 1, 0, 0, 1],
      [8, 2, 1, 0, 0, 0],
      [9, 0, 1, 0, 0, 1],
      [10, 0, 1, 0, 1, 0],
      [11, 2, 0, 0, 1, 1],
      [12, 0, 0, 0, 0, 0],
    ];
    const { converged, iterations } = fitOf(rows);
    expect([converged, iterations < 10]).toEqual([true, true]);
  });

  test.prop([anyRows])('settles where nothing is uphill any more', (rows) => {
    const { data } = toIntervalRows(rows);
    const fit = finish(fitComplementaryLogLog(data, options));
    expect(fit.converged).toBe(true);
    const { score } = finish(intervalMoments(data, fit.beta, 'expected'));
    score.forEach((value, j) =>
      expect(value - (j < data.rows.columns ? options.ridge * fit.beta[j]! : 0)).toBeCloseTo(0, 4),
    );
  });

  test.prop([anyRows])('takes a weight of two for a row that is there twice', (rows) => {
    const doubled = fitOf(rows.flatMap((row, i) => (i % 3 === 0 ? [row, row] : [row])));
    const weighted = fitOf(
      rows,
      {},
      rows.map((_, i) => (i % 3 === 0 ? 2 : 1)),
    );
    doubled.beta.forEach((value, j) => expect(weighted.beta[j]).toBeCloseTo(value, 4));
    doubled.covariance.forEach((value, j) => expect(weighted.covariance[j]).toBeCloseTo(value, 4));
  });

  test.prop([anyRows])(
    'has the score as the slope of its log-likelihood, and the observed information as that of the score',
    (rows) => {
      const { data } = toIntervalRows(rows);
      const at = Float64Array.of(0.3, -0.2, 0.1, -1, -0.7, -1.3);
      const momentsAt = (beta: Float64Array) => finish(intervalMoments(data, beta, 'observed'));
      const { score, information } = momentsAt(at);
      score.forEach((value, j) => {
        const [before, after] = [-1e-5, 1e-5].map((by) => momentsAt(at.map((b, k) => (k === j ? b + by : b))));
        expect((after!.logLikelihood - before!.logLikelihood) / 2e-5).toBeCloseTo(value, 4);
        for (let k = j; k < at.length; k += 1)
          expect((before!.score[k]! - after!.score[k]!) / 2e-5).toBeCloseTo(information[k * at.length + j]!, 4);
      });
    },
  );
});

describe('sampledUserVariance', () => {
  test.prop([anyRows])('changes nothing when nobody was left out, and only widens otherwise', (rows) => {
    const variance = (weight: readonly number[]) => {
      const { data, user } = toIntervalRows(rows, weight);
      const fit = finish(fitComplementaryLogLog(data, options));
      return { fit, wide: finish(sampledUserVariance(data, fit, user, 60)) };
    };
    const whole = variance(rows.map(() => 1));
    expect(whole.wide).toEqual(whole.fit.covariance);
    const part = variance(rows.map(([user]) => (user! % 2 === 0 ? 3 : 1)));
    const n = part.fit.beta.length;
    for (let j = 0; j < n; j += 1) expect(part.wide[j * n + j]).toBeGreaterThanOrEqual(part.fit.covariance[j * n + j]!);
  });
});
