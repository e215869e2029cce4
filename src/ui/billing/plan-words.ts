import { amountCents, formatCents, packsFor } from '#core/billing/packs.ts';
import type { Plan } from '#core/billing/plan.ts';
import { formatNoun } from '../kit/format.ts';

const DAY_MS = 86_400_000;
/** Clocks of server and browser may be so far apart without adding a day. */
const CLOCKS_APART_MS = 3_600_000;

/** What a plan comes to for its readers: the state, and what is happening to its payment. */
export type PlanKind = 'free' | 'trial' | 'trial-paid' | 'active' | 'past-due' | 'cancelling' | 'read-only';

export function planKind(plan: Plan): PlanKind {
  if (plan.state === 'read_only') return 'read-only';
  if (plan.grace_ends_at !== null) return 'past-due';
  if (plan.cancel_at !== null || plan.state === 'cancelling') return 'cancelling';
  if (plan.state === 'trialing') return plan.subscribed ? 'trial-paid' : 'trial';
  return plan.state === 'active' ? 'active' : 'free';
}

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** A moment as a day on the reader's calendar: “Sun 29 Nov 2026”. */
export const dayOf = (moment: string): string => day.format(Date.parse(moment)).replace(',', '');

/** The same to the minute, for what ends then: “Sun 29 Nov 2026, 14:02”. */
export const momentOf = (moment: string): string => `${dayOf(moment)}, ${clock.format(Date.parse(moment))}`;

/** How long until then, as people say it: “5 days left”, “ends today at 14:02”. Days are begun ones. */
export function timeLeft(until: string, now: number): string {
  const at = Date.parse(until);
  if (at <= now) return 'ending now';
  if (new Date(at).toDateString() === new Date(now).toDateString()) return `ends today at ${clock.format(at)}`;
  if (at - now <= DAY_MS) return `ends tomorrow at ${clock.format(at)}`;
  return `${formatNoun(Math.ceil((at - now - CLOCKS_APART_MS) / DAY_MS), 'day')} left`;
}

/** What the present count costs: “$75 for 30 days”. */
export const priceOf = (plan: Plan): string => `${formatCents(costOf(plan))} for 30 days`;

/** The same in US cents; of a member, who is not told, worked out from the count. */
export const costOf = (plan: Plan): number => plan.next_amount_cents ?? amountCents(packsFor(plan.monthly_users));

/** Names as one asks for them: “Ada”, “Ada or Bob”, “Ada, Bob or Cleo”; nobody known: “an admin”. */
export function namesOf(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return 'an admin';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
