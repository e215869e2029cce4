import { describe, expect, it } from 'vitest';
import { findingsOf } from '#core/predictor/words/findings.ts';
import { sortRows } from '#ui/scenario/ranking/sort-rows.ts';
import { readResult } from '../../../fixtures/read-result.ts';

const toward = findingsOf(readResult('full').rows, 'to');
const order = (by: Parameters<typeof sortRows>[1]) => sortRows(toward.toReversed(), by).map((row) => row.rank);

describe('sortRows', () => {
  it('keeps the rank when asked for predictive power', () => {
    expect(order('power')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('puts the widest reach first', () => {
    expect(order('reach')).toEqual([5, 4, 1, 6, 2, 3]);
  });

  it('puts the strongest effect first, as drawn toward 1 for its uncertainty', () => {
    const [first, second] = toward;
    const guess = { ...second!, hazard: { ratio: 9, low: 1.1, high: 80 }, shrunken: 1.3 };
    expect(sortRows([guess, first!], 'effect').map((row) => row.rank)).toEqual([1, 2]);
    const hold = { ...second!, hazard: { ratio: 0.2, low: 0.15, high: 0.3 }, shrunken: 0.22 };
    expect(sortRows([first!, hold], 'effect').map((row) => row.rank)).toEqual([2, 1]);
  });

  it('puts the surest effect first in a first look, which knows no shrunken ratios', () => {
    const [first, second] = toward.map((row) => ({ ...row, shrunken: null }));
    const guess = { ...second!, hazard: { ratio: 9, low: 1.1, high: 80 } };
    expect(sortRows([guess, first!], 'effect').map((row) => row.rank)).toEqual([1, 2]);
  });

  it('puts first what keeps the best place in nearly all samples, and last what has none', () => {
    const places = [{ low: 1, high: 9 }, null, { low: 2, high: 4 }];
    const rows = toward.slice(0, 3).map((row, index) => ({ ...row, rankInterval: places[index] ?? null }));
    expect(sortRows(rows, 'stability').map((row) => row.rank)).toEqual([3, 1, 2]);
  });

  it('puts stronger evidence first', () => {
    const fragile = { ...toward[0]!, tier: 'fragile' as const };
    expect(sortRows([fragile, ...toward.slice(1)], 'evidence').map((row) => row.rank)).toEqual([2, 3, 4, 5, 6, 1]);
  });
});
