/** How a session says until when nothing is due. */
export interface FreeBeginning {
  readonly trial_end?: number;
  readonly billing_cycle_anchor?: number;
  readonly proration_behavior?: 'none';
  /** Seconds; null when the first period is paid at once. */
  readonly freeUntil: number | null;
}

const minute = 60;
const hour = 60 * minute;

/** Stripe takes a trial's end from 48 hours on; the rest is for clocks that differ. */
const trialFrom = 48 * hour + 10 * minute;
/** The shortest beginning worth asking for: while the page is open, nothing may be charged. */
const shortest = 5 * minute;

/**
 * Carries the rest of a trial over, so that its seven days stay free to the second.
 *
 * More than 48 hours ahead it is a trial of Stripe's. On the last two days, where Checkout refuses one, the first full period
 * is anchored at the trial's end without proration instead: Stripe charges nothing before the anchor, and makes no invoice. In
 * the last five minutes the anchor is five minutes away, in the customer's favour. What the page is left open for beyond the
 * anchor, Stripe charges as the full period that has begun.
 */
export function freeBeginning(trialEndsAt: string | null, now: Date): FreeBeginning {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const end = trialEndsAt === null ? 0 : Math.ceil(Date.parse(trialEndsAt) / 1000);
  if (end <= nowSeconds) return { freeUntil: null };
  if (end - nowSeconds >= trialFrom) return { trial_end: end, freeUntil: end };
  const anchor = Math.max(end, nowSeconds + shortest);
  return { billing_cycle_anchor: anchor, proration_behavior: 'none', freeUntil: anchor };
}
