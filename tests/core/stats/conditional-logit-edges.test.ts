import { describe, expect, it } from 'vitest';
import { fitConditionalLogit } from '#core/stats/conditional-logit.ts';
import { finish, toRiskSets } from './close.ts';

const options = { ridge: 0.3, maxIterations: 30 };
const fitOf = (sets: readonly (readonly (readonly number[])[])[], ridge = options.ridge) =>
  finish(fitConditionalLogit(toRiskSets(sets), { ...options, ridge }));
const pairs = (columns: (case_: number, other: number) => [number[], number[]]) =>
  Array.from({ length: 60 }, (_, k) => columns(k % 3 === 0 ? 0 : 1, k % 4 === 0 ? 1 : 0));

describe('fitConditionalLogit at its edges', () => {
  it('says nothing of no sets at all', () => {
    const none = {
      start: Uint32Array.of(0),
      rows: { columns: 2, offset: Uint32Array.of(0), index: new Uint16Array(0) },
    };
    const fit = finish(fitConditionalLogit(none, options));
    expect([...fit.beta, fit.logLikelihood]).toEqual([0, 0, 0]);
    expect(fit.converged).toBe(true);
    expect(fit.covariance[0]).toBeCloseTo(1 / 0.3, 12);
  });

  it('passes over an empty set and a set of one', () => {
    const { start, rows } = toRiskSets([[[1], [0], [0]], [[0], [1]], [[1]]]);
    const withEmpty = { rows, start: Uint32Array.of(0, 3, 3, 5, 6) };
    const [plain, edged] = [{ rows, start: start.slice(0, 3) }, withEmpty].map((sets) =>
      finish(fitConditionalLogit(sets, options)),
    );
    expect(edged!.beta).toEqual(plain!.beta);
    expect(edged!.logLikelihood).toBe(plain!.logLikelihood);
  });

  it('needs no columns', () => {
    const fit = fitOf([
      [[], []],
      [[], [], []],
    ]);
    expect(fit.logLikelihood).toBeCloseTo(-Math.log(6), 12);
    expect(fit.beta.length).toBe(0);
  });

  it('shares the effect of a duplicated column out evenly, both halves wide', () => {
    const [once, twice] = [
      fitOf(pairs((a, b) => [[a], [b]])),
      fitOf(
        pairs((a, b) => [
          [a, a],
          [b, b],
        ]),
      ),
    ];
    expect(twice.beta[0]).toBeCloseTo(twice.beta[1]!, 9);
    expect(2 * twice.beta[0]!).toBeGreaterThan(once.beta[0]!);
    expect(twice.covariance[0]!).toBeGreaterThan(4 * once.covariance[0]!);
    expect(() =>
      fitOf(
        pairs((a, b) => [
          [a, a],
          [b, b],
        ]),
        0,
      ),
    ).toThrow(expect.objectContaining({ code: 'input/invalid' }));
  });

  it('leaves the others as they are beside a constant column', () => {
    const [alone, beside] = [
      fitOf(pairs((a, b) => [[a], [b]])),
      fitOf(
        pairs((a, b) => [
          [a, 1],
          [b, 1],
        ]),
      ),
    ];
    expect(beside.beta[0]).toBeCloseTo(alone.beta[0]!, 9);
    expect(beside.beta[1]).toBeCloseTo(0, 12);
  });

  it('stays finite where two columns each separate and pull apart', () => {
    const fit = fitOf(
      Array.from({ length: 80 }, () => [
        [1, 0],
        [0, 1],
        [0, 1],
      ]),
    );
    expect([...fit.beta, ...fit.covariance, fit.logLikelihood].every(Number.isFinite)).toBe(true);
    expect(fit.beta[0]).toBeGreaterThan(0);
    expect(fit.beta[1]).toBeLessThan(0);
  });

  it('takes one enormous set', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => [i === 0 || i % 100 === 1 ? 1 : 0]);
    const fit = fitOf([rows]);
    expect(fit.converged).toBe(true);
    expect(fit.beta[0]).toBeGreaterThan(0);
  });
});
