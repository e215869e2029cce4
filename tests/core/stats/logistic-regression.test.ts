import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fitLogisticRegression, logOdds } from '#core/stats/logistic-regression.ts';
import { finish } from './close.ts';
import { toWeightedRows } from './weighted-rows.ts';

const fit = (
  rows: readonly (readonly number[])[],
  outcome: readonly number[],
  ridge: number,
  chosen?: readonly number[],
) =>
  finish(
    fitLogisticRegression(toWeightedRows(rows), Uint8Array.from(outcome), Uint32Array.from(chosen ?? rows.keys()), {
      ridge,
      precision: 1e-10,
      maxIterations: 50,
    }),
  );

const drawnRows = fc.array(
  fc.record({ x: fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: -3, max: 3 })), y: fc.nat({ max: 1 }) }),
  { minLength: 4, maxLength: 60 },
);

describe('fitLogisticRegression', () => {
  test.prop([drawnRows, fc.double({ min: 0.5, max: 50, noNaN: true })])(
    'stands where the slope of the penalised likelihood is level',
    (drawn, ridge) => {
      const outcome = [...drawn.map(({ y }) => y), 0, 1];
      const rows = [...drawn.map(({ x }) => [...x]), [0, 0], [0, 0]];
      const { beta, converged } = fit(rows, outcome, ridge);
      expect(converged).toBe(true);
      const sparse = toWeightedRows(rows);
      const rest = outcome.map((y, r) => y - 1 / (1 + Math.exp(-logOdds(sparse, beta, r))));
      [0, 1].forEach((j) => {
        const slope = rest.reduce((sum, e, r) => sum + e * rows[r]![j]!, 0) - ridge * beta[j]!;
        expect(slope).toBeCloseTo(0, 6);
      });
      expect(rest.reduce((sum, e) => sum + e, 0)).toBeCloseTo(0, 6);
    },
  );

  it('knows the share by the intercept alone when the ridge is heavy', () => {
    const { beta } = fit([[1], [0], [1], [0]], [1, 0, 1, 1], 1e9);
    expect(beta[0]).toBeCloseTo(0, 6);
    expect(beta[1]).toBeCloseTo(Math.log(3), 6);
  });

  it('reads the chosen rows only', () => {
    const rows = [[1], [0], [1], [0], [1], [0]];
    expect(fit(rows, [1, 0, 0, 1, 1, 1], 0.7, [0, 1, 2, 3]).beta).toEqual(
      fit(rows.slice(0, 4), [1, 0, 0, 1], 0.7).beta,
    );
  });

  it('gives a constant nought to a column that never varies under a ridge', () => {
    expect(
      fit(
        [
          [0, 1],
          [0, 0],
          [0, 1],
          [0, 0],
        ],
        [1, 0, 0, 1],
        1,
      ).beta[0],
    ).toBe(0);
  });

  it('keeps finite where the classes part, under a ridge', () => {
    const { beta, converged } = fit([[1], [1], [0], [0]], [1, 1, 0, 0], 0.5);
    expect(converged).toBe(true);
    expect(beta[0]).toBeGreaterThan(1);
    expect(beta[0]).toBeLessThan(5);
  });

  it('says that it has not settled where there is one class only', () => {
    const { converged } = finish(
      fitLogisticRegression(toWeightedRows([[1], [0]]), Uint8Array.of(1, 1), Uint32Array.of(0, 1), {
        ridge: 1,
        precision: 1e-10,
        maxIterations: 5,
      }),
    );
    expect(converged).toBe(false);
  });

  it('finds nothing in one user', () => {
    expect(fit([[0, 0]], [1], 1).beta[0]).toBe(0);
  });
});
