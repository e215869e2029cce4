import { describe, expect, it } from 'vitest';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { changeWords, compareResults, digestOf } from '#core/predictor/words/compare-results.ts';
import { readResult } from '../../../fixtures/read-result.ts';

const before = readResult('full');
const digest = digestOf(before)!;
const change = (event: string, how: (row: ResultRow) => ResultRow | null): ResultDocument => ({
  ...before,
  fingerprint: 'later',
  rows: before.rows.flatMap((row) => (row.event === event ? (how(row) ?? []) : row)),
});
const names = (rows: readonly { readonly row: ResultRow }[]) => rows.map(({ row }) => row.event);

describe('compareResults', () => {
  it('finds nothing new in the same answer over new events, and says so', () => {
    const same = compareResults(digest, { ...before, fingerprint: 'later' })!;
    expect(same).toMatchObject({ fresh: [], gone: [], turned: [], stronger: [], weaker: [] });
    expect(changeWords(same)).toBe('the findings are the same, within their intervals');
  });

  it('says nothing about the same events, another method, a first look, or where nothing is claimed', () => {
    const later = { ...before, fingerprint: 'later' };
    expect(compareResults(digest, before)).toBeNull();
    expect(compareResults({ ...digest, method: 'older' }, later)).toBeNull();
    expect(compareResults(digest, { ...later, stage: 'screen' })).toBeNull();
    expect(compareResults(null, later)).toBeNull();
    expect(digestOf(readResult('describe-only'))).toBeNull();
    expect(digestOf(readResult('preliminary'))).toBeNull();
  });

  it('calls a row new that was not a finding before, and gone that is none any more', () => {
    const quiet = { ...before, rows: change('Search', (row) => ({ ...row, tier: 'likely' })).rows, fingerprint: 'x' };
    expect(compareResults(digest, quiet)?.fresh.map((row) => row.event)).toEqual(['Search']);
    const without = compareResults(
      digest,
      change('Share Recipe', (row) => ({ ...row, tier: null })),
    )!;
    expect(without.gone.map(({ name }) => name)).toEqual(['Share Recipe, three times or more']);
    expect(changeWords(without)).toBe('1 gone (Share Recipe, three times or more)');
  });

  it('tells turned round from stronger and weaker, and these only beyond the old interval', () => {
    const turned = change('Invite Friend', (row) => ({ ...row, direction: 'away' }));
    expect(names(compareResults(digest, turned)!.turned)).toEqual(['Invite Friend']);
    const to = (ratio: number, low: number, high: number) =>
      compareResults(
        digest,
        change('Invite Friend', (row) => ({ ...row, hazard: { ratio, low, high } })),
      )!;
    expect(names(to(5, 4.1, 6).stronger)).toEqual(['Invite Friend']);
    expect(names(to(1.5, 1.2, 1.8).weaker)).toEqual(['Invite Friend']);
    expect(to(4, 3.2, 5)).toMatchObject({ stronger: [], weaker: [] });
  });

  it('counts a stronger hold as farther from 1, also below it', () => {
    const later = change('Hit Import Error', (row) => ({ ...row, hazard: { ratio: 0.1, low: 0.08, high: 0.12 } }));
    expect(names(compareResults(digest, later)!.stronger)).toEqual(['Hit Import Error']);
  });

  it('names three of many and counts the rest', () => {
    const none = compareResults({ ...digest, findings: [] }, { ...before, fingerprint: 'later' })!;
    expect(changeWords(none)).toMatch(/^9 new \(.*, .*, .* and 6 more\)$/);
  });
});
