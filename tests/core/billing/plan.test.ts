import { describe, expect, it } from 'vitest';
import { planInWords, type PlanState, priceInWords } from '#core/billing/plan.ts';

const cases: readonly (readonly [PlanState, number, number, string])[] = [
  ['free', 18_240, 25_000, 'Free: 18,240 of 25,000 monthly active users'],
  ['trialing', 31_000, 25_000, 'Trial: 31,000 monthly active users'],
  ['active', 90_000, 100_000, 'Paid: 90,000 of 100,000 monthly active users'],
  [
    'cancelling',
    90_000,
    100_000,
    'Cancelled, with full access to the end of the period: 90,000 of 100,000 monthly active users',
  ],
  ['read_only', 90_000, 25_000, 'Read-only: 90,000 monthly active users'],
];

describe('a plan in words', () => {
  it.each(cases)('%s', (state, users, limit, words) => {
    expect(planInWords({ state, monthly_users: users, limit })).toBe(words);
  });

  it('says what a count costs', () => {
    expect(priceInWords(25_000)).toBe('Free up to 25,000 monthly active users');
    expect(priceInWords(25_001)).toBe('1 pack: $25 for 30 days, up to 50,000 monthly active users');
    expect(priceInWords(90_000)).toBe('3 packs: $75 for 30 days, up to 100,000 monthly active users');
  });
});
