import type { Plan } from '#core/billing/plan.ts';
import { formatCents } from '#core/billing/packs.ts';
import { costOf, dayOf, momentOf, planKind, priceOf, timeLeft } from '../../billing/plan-words.ts';

/** What a plan means for its readers: what happens next, when, and what they can do about it. */
export function sentenceOf(plan: Plan, now: number): string {
  switch (planKind(plan)) {
    case 'free':
      return freeSentence(plan);
    case 'trial':
      return `All seven days are free, until ${momentOf(plan.trial_ends_at ?? '')} (${timeLeft(plan.trial_ends_at ?? '', now)}), also if you upgrade today. After it: ${priceOf(plan)}. Without a card the workspace is read-only from then on, and every result stays.`;
    case 'trial-paid':
      return `The card is on file. The trial stays free in full until ${momentOf(plan.trial_ends_at ?? '')}; then the first payment is taken.`;
    case 'active':
      return plan.monthly_users > plan.limit
        ? 'You are above what is paid for. Nothing stops, and nothing is added to this period; the next one is counted anew.'
        : `Paid until ${dayOf(plan.period_end ?? '')}. The next period is priced by the users of the 30 days before it.`;
    case 'past-due':
      return `Stripe could not take the last payment. Everything goes on working until ${momentOf(plan.grace_ends_at ?? '')} while it is tried again; without a payment the workspace is read-only then. Pay the invoice, or give another card.`;
    case 'cancelling':
      return `Everything works until ${momentOf(plan.cancel_at ?? plan.period_end ?? '')}, and no further payment is taken. Above 25,000 users the workspace is read-only from then on. Every result stays, and paying again brings everything back.`;
    case 'read-only':
      return `Since ${dayOf(plan.since)}. Every result can be read, searched and exported. New questions, refreshing and fetching from Mixpanel wait until it is paid for, ${priceOf(plan)}; then everything works again at once.`;
  }
}

function freeSentence(plan: Plan): string {
  if (plan.monthly_users <= 25_000) {
    return plan.subscribed
      ? 'You are within the free 25,000, so nothing is charged. The subscription stays, and charges again after a period in which there are more.'
      : `Everything is included. Above 25,000, a trial of seven full days begins by itself; after it, each further 25,000 cost ${formatCents(2500)} for 30 days.`;
  }
  if (plan.trial_ends_at === null)
    return 'You are above 25,000 users. A trial of seven full days begins with the next count, within a day.';
  return plan.period_end === null
    ? `You are above what is free. From the next count on it is ${priceOf(plan)}.`
    : `You are above what is free, which goes on until ${momentOf(plan.period_end)}. If there are still as many then, it is ${formatCents(costOf(plan))} for 30 days; without a card the workspace is read-only.`;
}
