import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fitConditionalLogit } from '#core/stats/conditional-logit.ts';
import { finish, toRiskSets } from './close.ts';

const options = { ridge: 0.3, maxIterations: 30 };
const bit = fc.integer({ min: 0, max: 1 });
const anySets = fc.array(fc.array(fc.tuple(bit, bit, bit), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 30,
});

describe('fitConditionalLogit', () => {
  it('gives a column that never varies within a set no effect', () => {
    const fit = finish(
      fitConditionalLogit(
        toRiskSets([
          [
            [1, 1],
            [1, 0],
          ],
          [
            [0, 0],
            [0, 1],
          ],
          [
            [1, 1],
            [1, 0],
          ],
        ]),
        options,
      ),
    );
    expect(fit.beta[0]).toBeCloseTo(0, 12);
    expect(fit.beta[1]).toBeGreaterThan(0);
  });

  it('stays finite under complete separation, thanks to the ridge', () => {
    const sets = Array.from({ length: 50 }, () => [[1], [0], [0]]);
    const fit = finish(fitConditionalLogit(toRiskSets(sets), options));
    expect(fit.converged).toBe(true);
    expect(fit.beta[0]).toBeGreaterThan(3);
    expect(fit.beta[0]).toBeLessThan(10);
  });

  it('says so when separation without a ridge never settles', () => {
    const sets = Array.from({ length: 50 }, () => [[1], [0], [0]]);
    expect(finish(fitConditionalLogit(toRiskSets(sets), { ridge: 0, maxIterations: 5 })).converged).toBe(false);
  });

  it('refuses a column that never varies when there is no ridge to hold it', () => {
    expect(() => finish(fitConditionalLogit(toRiskSets([[[1], [1]]]), { ridge: 0, maxIterations: 5 }))).toThrow(
      expect.objectContaining({ code: 'input/invalid' }),
    );
  });

  it('learns nothing from sets of one', () => {
    const fit = finish(fitConditionalLogit(toRiskSets([[[1]], [[1]]]), options));
    expect([...fit.beta, fit.logLikelihood]).toEqual([0, 0]);
  });

  test.prop([anySets])('does not depend on the order of the controls', (sets) => {
    const turned = sets.map(([first, ...others]) => [first!, ...others.toReversed()]);
    const [a, b] = [sets, turned].map((each) => finish(fitConditionalLogit(toRiskSets(each), options)));
    a!.beta.forEach((value, j) => expect(b!.beta[j]).toBeCloseTo(value, 9));
  });

  test.prop([anySets])('changes nothing but the sign when a column is turned round', (sets) => {
    const flipped = sets.map((set) => set.map(([x, y, z]) => [1 - x, y, z]));
    const [a, b] = [sets, flipped].map((each) => finish(fitConditionalLogit(toRiskSets(each), options)));
    expect(b!.beta[0]).toBeCloseTo(-a!.beta[0]!, 6);
  });
});
