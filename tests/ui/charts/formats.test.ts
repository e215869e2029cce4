import { describe, expect, it } from 'vitest';
import { octavesWithin, ratioRange } from '#ui/charts/axes.ts';
import { faded } from '#ui/charts/chart-colours.ts';
import { describeRow, timesOrMore } from '#core/predictor/words/describe-row.ts';
import { formatMonth, formatMonthYear } from '#ui/charts/format-month.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { formatWholeShare } from '#ui/charts/format-share.ts';
import { readResult } from '../../fixtures/read-result.ts';

describe('formatRatio', () => {
  it.each([
    [3.03, '3.0×'],
    [0.44, '0.44×'],
    [0.998, '1.0×'],
    [9.96, '10×'],
    [412, '412×'],
    [1234.5, '1,235×'],
    [0.004, '<0.01×'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (ratio, words) => expect(formatRatio(ratio)).toBe(words));
});

describe('formatWholeShare', () => {
  it.each([
    [0, '0%'],
    [0.0004, '<0.1%'],
    [0.004, '0.4%'],
    [0.333, '33%'],
    [0.9961, '>99%'],
    [1, '100%'],
  ])('writes %d as %s', (share, words) => expect(formatWholeShare(share)).toBe(words));
});

describe('describeRow', () => {
  it('names a row in one line, with how often where it is more than once', () => {
    const { rows } = readResult('full');
    expect(rows.slice(0, 6).map(describeRow)).toEqual([
      'Invite Friend',
      'Share Recipe, three times or more',
      'Import Contacts',
      'company_size = 11–100',
      'Create Collection',
      'View Recipe where cuisine = vegan, five times or more',
    ]);
  });

  it('writes numbers above ten as figures', () => {
    expect(timesOrMore(25)).toBe('25 times or more');
  });
});

describe('chart axes', () => {
  it('always hold 1×', () => {
    expect(octavesWithin(...ratioRange([2.4, 3.5]))).toEqual([1, 2, 4]);
    expect(octavesWithin(...ratioRange([0.01, 90])).includes(1)).toBe(true);
  });

  it('write months short, with the year where there are several', () => {
    expect([formatMonth('2026-06'), formatMonthYear('2014-12')]).toEqual(['Jun', 'Dec 14']);
  });

  it('fade a computed colour', () => {
    expect(faded('rgb(10, 95, 99)', 0.14)).toBe('rgb(10 95 99 / 0.14)');
  });
});
