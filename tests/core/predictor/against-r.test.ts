import { describe, expect, it } from 'vitest';
import { sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import { type ConditionalLogitFit, fitConditionalLogit } from '#core/stats/conditional-logit.ts';
import type { RiskSets } from '#core/stats/risk-set-moments.ts';
import reference from '../../reference/studies.json' with { type: 'json' };
import { completeRiskSets, createStudy, fingerprintOf, SEED, studies } from '../../reference/studies.ts';
import { trueEffects } from '../../reference/true-effects.ts';
import { expectClose, finish } from '../stats/close.ts';
import { informationLeft, informationOf, standardErrors } from './sampling-error.ts';

const CLOSED_FORM = 1e-10;
const FITTED = 1e-6;

const fit = (sets: RiskSets, ridge = 0): ConditionalLogitFit =>
  finish(fitConditionalLogit(sets, { ridge, maxIterations: 50 }));

/** Coefficients may be near zero: within `FITTED` of the coefficient or of its standard error, whichever is larger. */
function expectSameFit(ours: ConditionalLogitFit, theirs: { beta: number[]; se: number[] }): void {
  expect(ours.converged).toBe(true);
  expect(ours.beta.length).toBe(theirs.beta.length);
  theirs.beta.forEach((beta, j) => {
    const gap = Math.abs(ours.beta[j]! - beta);
    expect(gap, `coefficient ${j}`).toBeLessThanOrEqual(FITTED * Math.max(Math.abs(beta), theirs.se[j]!));
  });
  expectClose(standardErrors(ours), theirs.se, FITTED);
}

const sharing = { exact: 'no two conversions at one moment', days: 'times in whole days, conversions sharing moments' };

describe.each(['exact', 'days'] as const)(`the rows of %s times, as ${reference.made.R} sees them`, (name) => {
  const study = createStudy(name);
  const theirs = reference.studies[name];
  const sets = study.rowsOf(sampleRiskSets(study.cohort, SEED));

  it('are the very rows that R was given (else run tests/reference/run-r.mjs studies)', () => {
    expect(fingerprintOf(sets)).toBe(theirs.fingerprint);
    expect(study.columns.map(({ kind, name: of, level }) => `${kind} | ${of} | ${level}`)).toEqual(theirs.columns);
  });

  it(`have ${sharing[name]}`, () => {
    const { exit, converted } = study.cohort;
    const moments = new Set(exit.filter((_, i) => converted[i] === 1)).size;
    const { cases } = theirs.everybody;
    expect(converted.reduce((sum, one) => sum + one, 0)).toBe(cases);
    if (name === 'exact') expect(moments).toBe(cases);
    else expect(moments).toBeLessThan(cases / 4);
  });

  it('give the coefficients and standard errors of clogit', () => {
    const ours = fit(sets);
    expectSameFit(ours, theirs.sampled.plain);
    expectClose([ours.logLikelihood], [theirs.sampled.plain.logLikelihood], CLOSED_FORM);
  });

  it('give the maximum of the penalised likelihood that a general optimiser finds', () => {
    expectSameFit(fit(sets, reference.made.ridge), theirs.sampled.ridge);
  });

  it('are, with everybody at risk in them, the rows of coxph with time-dependent covariates, ties by Breslow', () => {
    expect(study.cohort.user.length).toBe(theirs.everybody.users);
    const ours = fit(study.rowsOf(completeRiskSets(study.cohort)));
    expectSameFit(ours, theirs.everybody.together);
    expectClose([ours.logLikelihood], [theirs.everybody.together.logLikelihood], CLOSED_FORM);
  });
});

describe(`sampled risk sets against coxph on all ${studies.large.users} users`, () => {
  const study = createStudy('large');
  const { byHalf: whole } = reference.studies.large.everybody;
  const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1);
  const fits = seeds.map((seed) => fit(study.rowsOf(sampleRiskSets(study.cohort, seed))));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  /** By seed and column, in standard errors of the whole. */
  const differences = fits.map(({ beta }) => whole.se.map((se, j) => (beta[j]! - whole.beta[j]!) / se));

  it('differ by the sampling error: variance of the sampled fit less that of the whole', () => {
    const added = mean(fits.flatMap((one) => whole.se.map((se, j) => (standardErrors(one)[j]! / se) ** 2 - 1)));
    const seen = mean(differences.flat().map((difference) => difference ** 2));
    expect(seen / added).toBeGreaterThan(0.75);
    expect(seen / added).toBeLessThan(1.35);
    expect(Math.max(...differences.flat().map(Math.abs))).toBeLessThan(4.5 * Math.sqrt(added));
  });

  it('lie around what all users say: over the seeds the differences cancel out', () => {
    study.columns.forEach(({ kind, name, level }, j) => {
      const shift = Math.abs(mean(differences.map((one) => one[j]!)));
      expect(shift, `${name} ${level}`).toBeLessThan(kind === 'activity' ? 0.5 : 0.3);
    });
  });

  it('have intervals that hold what all users say', () => {
    const held = fits.flatMap((one) => {
      const se = standardErrors(one);
      return whole.beta.map((beta, j) => Math.abs(one.beta[j]! - beta) <= 1.96 * se[j]!);
    });
    expect(held.filter((one) => !one).length / held.length).toBeLessThan(0.01);
  });

  it('have intervals that hold the truth of at least six of the seven drivers, as those of coxph do', () => {
    const held = (beta: ArrayLike<number>, se: ArrayLike<number>): number =>
      trueEffects(study).filter(({ column, effect }) => Math.abs(beta[column]! - effect) <= 1.96 * se[column]!).length;
    expect(trueEffects(study)).toHaveLength(7);
    expect(held(whole.beta, whole.se)).toBeGreaterThanOrEqual(6);
    for (const one of fits) expect(held(one.beta, standardErrors(one))).toBeGreaterThanOrEqual(6);
  });
});

describe('what drawing 40 controls a case costs', () => {
  const study = createStudy('exact');
  const complete = study.rowsOf(completeRiskSets(study.cohort));
  const { beta } = fit(complete);
  const shareLost = (left: Float64Array): number => {
    const whole = informationOf(complete, beta);
    return left.reduce((sum, value, j) => sum + (1 - value / whole[j]!), 0) / left.length;
  };

  it('is more than a 41st of the information, as much more as the effects spread the chances of converting', () => {
    const drawn = [1, 2, 3, 4].map((seed) =>
      shareLost(informationOf(study.rowsOf(sampleRiskSets(study.cohort, seed)), beta)),
    );
    const lost = drawn.reduce((sum, share) => sum + share, 0) / drawn.length;
    const expected = shareLost(informationLeft(complete, beta, 41));
    expect(lost).toBeGreaterThan(2 / 41);
    expect(lost / expected).toBeGreaterThan(0.75);
    expect(lost / expected).toBeLessThan(1.1);
  });
});
