import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { settleConditionalLogit, settleLogit } from '#core/stats/conditional-logit.ts';
import { riskSetMoments } from '#core/stats/risk-set-moments.ts';
import { riskSetScore } from '#core/stats/risk-set-score.ts';
import { patternRows } from '#core/stats/row-pattern-moments.ts';
import { rowPatterns } from '#core/stats/row-patterns.ts';
import { expectClose, finish, toRiskSets } from './close.ts';

const bit = fc.integer({ min: 0, max: 1 });
const anySets = fc.array(fc.array(fc.tuple(bit, bit, bit, bit), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 30,
});
const anyBeta = fc.tuple(...Array.from({ length: 3 }, () => fc.double({ min: -3, max: 3, noNaN: true })));
const KEPT = 3;
const only = (sets: readonly (readonly (readonly number[])[])[]) =>
  toRiskSets(sets.map((set) => set.map((row) => row.slice(0, KEPT))));
const patternsOf = (sets: readonly (readonly (readonly number[])[])[]) => finish(rowPatterns(toRiskSets(sets), KEPT));

describe('rowPatterns', () => {
  test.prop([anySets])('gives every row back, each kind once', (sets) => {
    const { kinds, kind } = patternsOf(sets);
    const texts = Array.from({ length: kinds.offset.length - 1 }, (_, one) =>
      [...kinds.index.subarray(kinds.offset[one], kinds.offset[one + 1])].join(),
    );
    expect(new Set(texts).size).toBe(texts.length);
    const rows = sets
      .flat()
      .map((row) => row.flatMap((value, column) => (value === 1 && column < KEPT ? [column] : [])));
    expect([...kind].map((one) => texts[one])).toEqual(rows.map((row) => row.join()));
  });
});

describe('patternRows', () => {
  test.prop([anySets, anyBeta])('is the model over the rows themselves', (sets, drawn) => {
    const beta = Float64Array.from(drawn);
    const plain = only(sets);
    const patterns = patternRows(patternsOf(sets));
    const mine = finish(patterns.score(beta));
    const theirs = finish(riskSetScore(plain, beta));
    expect(mine.logLikelihood).toBeCloseTo(theirs.logLikelihood, 9);
    mine.score.forEach((value, j) => expect(value).toBeCloseTo(theirs.score[j]!, 9));
    for (const every of [1, 2]) {
      const chosen = Uint32Array.from({ length: Math.ceil(sets.length / every) }, (_, k) => k * every);
      const information = finish(patterns.information(beta, every));
      const expected = finish(riskSetMoments(plain, beta, chosen)).information;
      information.forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 9));
    }
  });

  test.prop([anySets])('settles where the rows themselves settle', (sets) => {
    const options = { ridge: 0.3, maxIterations: 40 };
    const mine = finish(settleLogit(patternRows(patternsOf(sets)), options));
    const theirs = finish(settleConditionalLogit(only(sets), options));
    expectClose([mine.logLikelihood - 1], [theirs.logLikelihood - 1], 1e-9);
    mine.beta.forEach((value, j) => expect(value).toBeCloseTo(theirs.beta[j]!, 6));
  });

  it('weighs a set far below the largest rate by its own', () => {
    const sets = [
      [
        [1, 0, 0, 0],
        [1, 1, 0, 0],
      ],
      [
        [0, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 0, 0],
      ],
    ];
    const beta = Float64Array.of(900, 0.5, 0);
    const { logLikelihood, score } = finish(patternRows(patternsOf(sets)).score(beta));
    const theirs = finish(riskSetScore(only(sets), beta));
    expect(logLikelihood).toBeCloseTo(theirs.logLikelihood, 9);
    score.forEach((value, j) => expect(value).toBeCloseTo(theirs.score[j]!, 9));
  });
});
