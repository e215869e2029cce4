import { describe, expect, it } from 'vitest';
import { namesOf, planKind, timeLeft } from '#ui/billing/plan-words.ts';
import { plan, plans } from '#tests/ui/fakes/billing.ts';

const HOUR = 3_600_000;

describe('what is left of a trial', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  it.each([
    [7 * 24, '7 days left'],
    [7 * 24 + 0.1, '7 days left'],
    [6.5 * 24, '7 days left'],
    [30, '2 days left'],
    [20, 'ends tomorrow at 08:00'],
    [3, 'ends today at 15:00'],
    [0, 'ending now'],
    [-5, 'ending now'],
  ])('%d hours before its end is “%s”', (hours, words) => {
    expect(timeLeft(new Date(noon + hours * HOUR).toISOString(), noon)).toBe(words);
  });
});

describe('what a plan comes to', () => {
  it.each([
    ['free', plan()],
    ['trial', plans.trial()],
    ['trial-paid', plan({ ...plans.trial(), subscribed: true })],
    ['cancelling', plan({ ...plans.trial(), subscribed: true, cancel_at: plans.trial().trial_ends_at })],
    ['active', plans.active()],
    ['past-due', plans.pastDue()],
    ['cancelling', plans.cancelling()],
    ['read-only', plans.readOnly()],
    // The grace is over: what failed is no news any more.
    ['read-only', plan({ ...plans.pastDue(), state: 'read_only' })],
  ])('is %s', (kind, shown) => {
    expect(planKind(shown)).toBe(kind);
  });
});

describe('whom to ask', () => {
  it.each([
    [[], 'an admin'],
    [['Ada'], 'Ada'],
    [['Ada', 'Bob'], 'Ada or Bob'],
    [['Ada', 'Bob', 'Cleo'], 'Ada, Bob or Cleo'],
  ])('of %j is %s', (names, words) => {
    expect(namesOf(names)).toBe(words);
  });
});
