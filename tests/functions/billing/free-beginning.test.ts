import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { freeBeginning } from '../../../supabase/functions/billing-checkout/free-beginning.ts';

const now = new Date('2027-03-01T09:00:00.250Z');
const nowSeconds = Math.floor(now.getTime() / 1000);
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

describe('what is left of a trial', () => {
  it('is a trial of Stripe’s while Checkout takes one', () => {
    expect(freeBeginning('2027-03-08T09:00:00Z', now)).toEqual({ trial_end: 1_804_496_400, freeUntil: 1_804_496_400 });
  });

  it('is anchored without proration on the last two days', () => {
    expect(freeBeginning('2027-03-02T09:00:00Z', now)).toEqual({
      billing_cycle_anchor: 1_803_978_000,
      proration_behavior: 'none',
      freeUntil: 1_803_978_000,
    });
  });

  it.each([null, '2027-03-01T09:00:00Z', '2027-02-01T09:00:00Z'])('is nothing when it is over: %s', (end) => {
    expect(freeBeginning(end, now)).toEqual({ freeUntil: null });
  });

  test.prop([fc.integer({ min: 1, max: 7 * 86_400_000 })])(
    'never ends before the trial does, nor more than five minutes after, and is what Stripe takes',
    (leftMs) => {
      const end = new Date(now.getTime() + leftMs);
      const { billing_cycle_anchor: anchor, freeUntil, trial_end: trialEnd } = freeBeginning(end.toISOString(), now);
      expect((freeUntil ?? 0) * 1000).toBeGreaterThanOrEqual(end.getTime());
      expect((freeUntil ?? 0) * 1000 - end.getTime()).toBeLessThanOrEqual(301_000);
      expect([trialEnd, anchor].filter((one) => one !== undefined)).toEqual([freeUntil]);
      if (trialEnd !== undefined) expect(trialEnd - nowSeconds).toBeGreaterThan(48 * 3600);
      if (anchor !== undefined) expect(anchor - nowSeconds).toBeGreaterThan(200);
    },
  );

  it('changes its form 48 hours and ten minutes ahead', () => {
    expect(freeBeginning(inSeconds(48 * 3600 + 601), now).trial_end).toBeDefined();
    expect(freeBeginning(inSeconds(48 * 3600 + 590), now).trial_end).toBeUndefined();
  });
});
