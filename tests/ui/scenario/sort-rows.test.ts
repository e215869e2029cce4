import { describe, expect, it } from 'vitest';
import { findingsOf } from '#ui/charts/findings.ts';
import { sortRows } from '#ui/scenario/sort-rows.ts';
import { readResult } from '../../fixtures/read-result.ts';

const toward = findingsOf(readResult('full').rows, 'to');
const order = (by: Parameters<typeof sortRows>[1]) => sortRows(toward.toReversed(), by).map((row) => row.rank);

describe('sortRows', () => {
  it('keeps the rank when asked for predictive power', () => {
    expect(order('power')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('puts the widest reach first', () => {
    expect(order('reach')).toEqual([5, 4, 1, 6, 2, 3]);
  });

  it('puts the surest effect first, not the widest guess', () => {
    const [first, second] = toward;
    const guess = { ...second!, hazard: { ratio: 9, low: 1.1, high: 80 } };
    expect(sortRows([guess, first!], 'effect').map((row) => row.rank)).toEqual([1, 2]);
  });

  it('puts stronger evidence first', () => {
    const fragile = { ...toward[0]!, tier: 'fragile' as const };
    expect(sortRows([fragile, ...toward.slice(1)], 'evidence').map((row) => row.rank)).toEqual([2, 3, 4, 5, 6, 1]);
  });
});
