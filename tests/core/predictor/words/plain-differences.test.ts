import { describe, expect, it } from 'vitest';
import type { ResultRow } from '#core/predictor/result.ts';
import { plainDifferences } from '#core/predictor/words/plain-differences.ts';
import { readResult } from '../../../fixtures/read-result.ts';

const full = readResult('full');
const row = (event: string) => full.rows.find((one) => one.event === event)!;
/** One row alone beside ninety-nine that nobody disagrees about. */
const alone = (changed: Partial<ResultRow>, event = 'Invite Friend') => {
  const filler = { ...row(event), id: 'filler', rank: 1, plainRank: 1, plainOddsRatio: 3 };
  const rows = [{ ...row(event), ...changed }, ...Array.from({ length: 99 }, () => filler)];
  return plainDifferences({ ...full, rows })[0];
};

describe('plainDifferences', () => {
  it('takes the widest apart first, and no more than asked for', () => {
    const three = plainDifferences(full);
    expect(three.map((one) => one.row.event)).toEqual(['Enter Card', 'Open Refund Page', 'Hit Import Error']);
    expect(plainDifferences(full, 1)).toEqual(three.slice(0, 1));
  });

  it.each([
    [
      'Enter Card',
      'prerequisite',
      /^Enter Card: a plain odds ratio says 412× and puts it 1st\. Here it is not ranked: /,
    ],
    ['View Pricing', 'step', /it is a step of getting there\.$/],
    ['Change Settings', 'result', /it follows Start Plan, and a plain count does not look at the order\.$/],
    ['Open Notification', 'common', /only 13 people did not do it/],
    ['Print Recipe', 'rare', /only 25 people did it/],
  ])('gives the reason of the shelf of %s', (event, reason, words) => {
    const found = alone({ plainRank: 1 }, event);
    expect(found?.reason).toBe(reason);
    expect(found?.sentence).toMatch(words);
  });

  it('blames unequal time for a ratio that is too small, with the times of this result', () => {
    const found = alone({ plainOddsRatio: 0.9, plainRank: 60 });
    expect(found?.reason).toBe('exposure');
    expect(found?.sentence).toBe(
      'Invite Friend: a plain odds ratio says 0.90× and puts it 60th. Compared at the same moment with equally active people it is 3.0×, 1st of what leads there: half of the converters were watched for 4 days or less, everybody else for up to 30 days, and had more time to do it.',
    );
  });

  it('blames activity for a ratio that is too large', () => {
    const search = row('Search');
    expect(alone({ plainOddsRatio: 4, plainRank: 2, hazard: search.hazard, tier: null })).toMatchObject({
      reason: 'activity',
      sentence: expect.stringContaining('chance would explain that: active people do more of everything'),
    });
  });

  it('blames the order alone where the ratios say the same', () => {
    expect(alone({ plainOddsRatio: 3.1, plainRank: 40 })?.reason).toBe('order');
  });

  it('leaves out what was hidden, what stands with a twin, and what both put in about the same place', () => {
    expect(alone({ shelf: 'hidden', plainRank: 1 })?.row.id).not.toBe(row('Invite Friend').id);
    expect(alone({ shelf: 'duplicate', plainRank: 1 })?.row.id).not.toBe(row('Invite Friend').id);
    expect(plainDifferences({ ...full, rows: [{ ...row('Invite Friend'), plainRank: 1 }] })).toEqual([]);
  });
});
