import { describe, expect, it } from 'vitest';
import type { PredictiveQuality } from '#core/predictor/result.ts';
import {
  agrees,
  fragileSentence,
  heldWords,
  placeWords,
  secondSentence,
} from '#ui/scenario/ranking/detail-sentences.ts';
import { heldSentence } from '#ui/scenario/over-time.tsx';
import {
  aucSentence,
  brierSentence,
  calibrationSentence,
  chanceSentence,
  flowSentence,
  secondOpinionSentence,
  treesSentence,
} from '#ui/scenario/trust/trust-sentences.ts';
import { readResult } from '../../../fixtures/read-result.ts';

const full = readResult('full');
const row = (event: string) => full.rows.find((one) => one.event === event)!;
const quality = full.quality as PredictiveQuality;
const model = full.model!;
const other = { ratio: 0.8, low: 0.6, high: 1.1 };

describe('how far to trust it, in sentences', () => {
  it('says where everybody went', () => {
    expect(flowSentence(full)).toBe(
      '18,204 people did Sign Up. Set aside: 12 converted before, 24 look like bots and 5 have an empty or shared id. Of the 18,163 analysed, 2,461 converted, 1,010 are still open and 14,692 did not convert.',
    );
    expect(flowSentence({ ...full, flow: { ...full.flow, setAside: [] } })).toContain('Nobody was set aside.');
    expect(flowSentence({ ...full, sample: { oneIn: 4 } })).toMatch(
      /^Counted in a sample of 1 in 4 users\. 18,204 people did/,
    );
  });

  it('says how many of the rows shown are expected to be noise', () => {
    expect(chanceSentence(full)).toBe(
      '412 behaviours and attributes were tried. Of the 9 rows shown, about 1 may be chance (expected: 0.8).',
    );
    expect(chanceSentence({ ...full, model: { ...model, expectedFalse: 0.2 } })).toContain('probably none is chance');
    expect(chanceSentence(readResult('no-findings'))).toMatch(/tried, and none stands out from chance\.$/);
    expect(chanceSentence(readResult('describe-only'))).toMatch(/^Nothing was fitted/);
  });

  it('says how far the calibration moved everything, in numbers', () => {
    expect(calibrationSentence(full)).toBe(
      'By theory, test values of events without effect lie around 0 with a spread of 1. Here they lay around 0.12 with a spread of 1.08: events were moved back by 0.12 standard errors, and their intervals were made 8% wider. That is little.',
    );
    const far = calibrationSentence({ ...full, model: { ...model, calibration: { shift: -0.7, spread: 1 } } });
    expect(far).toContain('around −0.70');
    expect(far).toMatch(/their intervals did not have to be made wider\. That is far: read small effects with care\.$/);
    expect(calibrationSentence({ ...full, model: { ...model, calibration: null } })).toContain('too few candidates');
  });

  it('says with how many rows the second model agrees, and names the others', () => {
    expect(secondOpinionSentence(full.rows)).toMatch(/It agrees on the direction of all 9 rows\.$/);
    const against = full.rows.map((one) => (one.event === 'Share Recipe' ? { ...one, secondOpinion: other } : one));
    expect(secondOpinionSentence(against)).toMatch(/8 of 9 rows, and not on Share Recipe, three times or more\.$/);
    const silent = full.rows.map((one) => (one.event === 'Share Recipe' ? { ...one, secondOpinion: null } : one));
    expect(secondOpinionSentence(silent)).toMatch(/all 8 rows\. It says nothing of 1, for want of data\.$/);
    expect(secondOpinionSentence(full.rows.map((one) => ({ ...one, secondOpinion: null })))).toBe('');
  });

  it('explains the area under the curve as a bet on two people', () => {
    expect(aucSentence(quality, 'Start Plan')).toBe(
      'From what is known 3 days after the start of 6,120 people, 1,204 of whom then converted: of two people, one who converted and one who did not, it picks the right one 71 times in 100 (70–73). A coin would do so 50 times.',
    );
    const nothing = { ...quality, predicts: false, auc: { value: 0.51, low: 0.48, high: 0.54 } };
    expect(aucSentence(nothing, 'Start Plan')).toMatch(
      /^Nothing here predicts Start Plan\. .* 51 times in 100 \(48–54\)/,
    );
  });

  it('says by how much the probabilities help, and when they do not', () => {
    expect(brierSentence(quality)).toContain('9% less than the overall share alone does (Brier skill 0.09)');
    expect(brierSentence({ ...quality, brierSkill: -0.02 })).toContain('as much as the overall share alone');
  });

  it('says whether trees see more', () => {
    expect(treesSentence(quality)).toContain('72 times in 100 (70–74): no better than the model above');
    const better = { ...quality.trees, difference: { value: 0.031, low: 0.02, high: 0.042 } };
    expect(treesSentence({ ...quality, nonLinear: true, trees: better })).toContain(
      '3.1 more (2.0 to 4.2): there are non-linear patterns',
    );
  });
});

describe('what an opened row says of its certainty', () => {
  it('tells its place with the places it takes in samples', () => {
    expect(placeWords(row('Invite Friend'))).toBe('1st, 1st–3rd');
    expect(placeWords({ ...row('Invite Friend'), rankInterval: { low: 1, high: 1 } })).toBe('1st, in every sample');
    expect(placeWords({ ...row('Invite Friend'), rankInterval: null })).toBeUndefined();
  });

  it('tells what the second model says, and whether it agrees', () => {
    expect(secondSentence(row('Invite Friend'))).toBe(
      'A second model, in steps of time, says 2.4× (2.2× to 2.7×): the same direction.',
    );
    expect(secondSentence({ ...row('Invite Friend'), secondOpinion: other })).toMatch(/the other direction\.$/);
    expect(secondSentence({ ...row('Invite Friend'), secondOpinion: null })).toBeUndefined();
    expect(agrees({ ...row('Invite Friend'), secondOpinion: null })).toBeNull();
  });

  it.each([
    [{ replicated: false }, 'Fragile: the early and the late half of the people disagree about the direction.'],
    [{ secondOpinion: other }, 'Fragile: the second model points the other way.'],
    [
      { replicated: false, secondOpinion: other },
      'Fragile: the early and the late half of the people disagree about the direction, and the second model points the other way.',
    ],
  ])('gives the reason why it is fragile: %o', (changed, words) => {
    expect(fragileSentence({ ...row('Invite Friend'), tier: 'fragile', ...changed })).toBe(words);
  });

  it('gives no such reason for other rows', () => {
    expect(fragileSentence({ ...row('Invite Friend'), replicated: false })).toBeUndefined();
  });
});

describe('how findings held over the months', () => {
  const months = (ratios: readonly number[]) => ({
    ...row('Invite Friend'),
    byMonth: ratios.map((ratio, i) => ({ month: `2026-0${i + 1}`, ratio, low: 0.5, high: 2 })),
  });

  it('counts the months that point the same way', () => {
    expect(heldWords(months([0.9, 1.2, 1.4]))).toBe('held in 2 of 3 months');
    expect(heldWords(months([1.1, 1.2]))).toBe('held in all 2 months');
    expect(heldWords(months([1.1]))).toBeUndefined();
  });

  it('counts the rows that held in every month', () => {
    const [held, not] = [months([1.1, 1.2]), months([0.9, 1.2])];
    expect(heldSentence([held, not, held])).toBe('Of the 3 rows, 2 point the same way for the people of every month.');
    expect(heldSentence([held, held])).toBe('Of the 2 rows, all point the same way for the people of every month.');
    expect(heldSentence([not])).toBe('It does not point the same way for the people of every month.');
  });
});
