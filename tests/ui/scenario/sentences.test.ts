import { describe, expect, it } from 'vitest';
import { formatOrdinal } from '#core/predictor/words/format-ordinal.ts';
import { countSentence, monthSentence, plainSentence } from '#ui/scenario/ranking/detail-sentences.ts';
import { parseValues } from '#ui/scenario/question/filter-values.ts';
import { buried, placeHere } from '#ui/scenario/trust/plain-comparison-rows.ts';
import { compareTruth, truthOf, wronglyRanked } from '#ui/scenario/trust/truth-rows.ts';
import { readResult } from '../../fixtures/read-result.ts';

const full = readResult('full');
const row = (event: string) => full.rows.find((one) => one.event === event)!;

describe('sentences of a row', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [11, '11th'],
    [22, '22nd'],
    [113, '113th'],
    [1001, '1,001st'],
  ])('count %d as %s', (value, words) => expect(formatOrdinal(value)).toBe(words));

  it('say that the number of times was chosen honestly', () => {
    expect(countSentence(row('Share Recipe'))).toBe(
      'Three times or more tells most. Each half of the people, by itself, finds it clearer than once.',
    );
  });

  it('count the months that agree, and say when the halves do not', () => {
    const mixed = {
      ...row('Invite Friend'),
      replicated: false,
      byMonth: [0.9, 1.2, 1.4].map((ratio, i) => ({ month: `2026-0${i + 1}`, ratio, low: 0.5, high: 2 })),
    };
    expect(monthSentence(mixed)).toBe(
      'Same direction in 2 of 3 months of entry. The early and the late half of the people disagree.',
    );
  });

  it('say nothing of an odds ratio that is not known', () => {
    expect(plainSentence({ ...row('Invite Friend'), plainOddsRatio: null })).toBeUndefined();
  });
});

describe('the comparison with a plain odds ratio', () => {
  it('says what became of each row', () => {
    expect(
      ['View Pricing', 'Enter Card', 'Hit Import Error', 'Heartbeat'].map((event) => placeHere(row(event))),
    ).toEqual(['a step on the way', 'needed first', '1st, leads away', 'hidden']);
  });

  it('lists what it would have buried, deepest first, and only findings', () => {
    expect(buried(full.rows, 3).map((one) => one.event)).toEqual(['Open Refund Page', 'View Recipe', 'Share Recipe']);
  });
});

describe('the truth of a sample', () => {
  const driver = (event: string, hazardRatio: number) => ({
    kind: 'behaviour' as const,
    event,
    property: null,
    value: null,
    minCount: 1,
    hazardRatio,
  });
  const truth = {
    start: 'Sign Up',
    target: 'Start Plan',
    drivers: [
      driver('Invite Friend', 3),
      driver('Rename Collection', 1.9),
      driver('Hit Import Error', 2),
      driver('Hit Import Error', 0.45),
      driver('Unheard Of', 2),
    ],
    steps: ['View Pricing'],
    afterTarget: ['Invite Friend'],
    second: { start: 'Start Plan', target: 'Cancel Plan', drivers: [driver('Payment Failed', 3)] },
  };

  it('finds a driver in its table, or in the row of its twin, and counts no wrong direction', () => {
    const compared = compareTruth(truth, full.rows);
    expect(compared.map((one) => [one.found?.event ?? null, one.right])).toEqual([
      ['Invite Friend', true],
      ['Create Collection', true],
      ['Hit Import Error', false],
      ['Hit Import Error', true],
      [null, false],
    ]);
  });

  it('notices what must not be ranked and is', () => {
    expect(wronglyRanked([...truth.steps, ...truth.afterTarget], full.rows)).toEqual(['Invite Friend']);
  });

  it('is only known for the questions of the simulation, without filters', () => {
    const asked = full.definition;
    const cancel = {
      ...asked,
      start: { event: 'Start Plan', filters: [] },
      target: { event: 'Cancel Plan', filters: [] },
    };
    expect(truthOf(truth, asked)).toBe(truth);
    expect(truthOf(truth, cancel)?.drivers).toBe(truth.second.drivers);
    expect(truthOf(truth, { ...asked, target: { event: 'Invite Friend', filters: [] } })).toBeNull();
    expect(
      truthOf(truth, {
        ...asked,
        start: { event: 'Sign Up', filters: [{ property: 'x', operator: 'is-set', values: [] }] },
      }),
    ).toBeNull();
  });
});

describe('values of a filter', () => {
  const kinds = (number: number, string: number, boolean = 0) => ({
    name: 'p',
    cells: 9,
    distinct: 3,
    kinds: { number, string, boolean, null: 0, json: 0 },
  });

  it('are of the kind that the property mostly holds', () => {
    expect(parseValues('20\nmany', 'is', kinds(9, 0))).toEqual([20, 'many']);
    expect(parseValues('20', 'is', kinds(0, 9))).toEqual(['20']);
    expect(parseValues('true', 'is', kinds(0, 0, 9))).toEqual([true]);
  });

  it('are one a line, and a comma belongs to the value', () => {
    expect(parseValues(' Reykjavík, IS \n\nTórshavn', 'is-not', undefined)).toEqual(['Reykjavík, IS', 'Tórshavn']);
  });

  it('are a number for greater and less, a text for contains, and none for is set', () => {
    expect(parseValues('20', 'greater', undefined)).toEqual([20]);
    expect(parseValues('20', 'contains', kinds(9, 0))).toEqual(['20']);
    expect(parseValues('20', 'is-set', undefined)).toEqual([]);
  });
});
