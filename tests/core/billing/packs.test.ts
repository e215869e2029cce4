import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { amountCents, formatCents, packsFor, usersOf } from '#core/billing/packs.ts';

const dollars = (users: number) => amountCents(packsFor(users)) / 100;

describe('packs', () => {
  it.each([
    [0, 0],
    [24_999, 0],
    [25_000, 0],
    [25_001, 25],
    [50_000, 25],
    [50_001, 50],
    [90_000, 75],
    [10_000_000, 9_975],
  ])('%d monthly active users cost $%d', (users, expected) => {
    expect(dollars(users)).toBe(expected);
  });

  test.prop([fc.integer({ min: 0, max: 10_000_000 })])(
    'hold the users they were bought for, and one less would not',
    (users) => {
      const packs = packsFor(users);
      expect(usersOf(packs)).toBeGreaterThanOrEqual(users);
      if (packs > 0) expect(usersOf(packs - 1)).toBeLessThan(users);
    },
  );

  it('amounts are written as people write them', () => {
    expect([0, 2_500, 122_500, 1_250].map(formatCents)).toEqual(['$0', '$25', '$1,225', '$12.50']);
  });
});
