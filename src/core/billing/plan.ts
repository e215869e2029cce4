import { amountCents, formatCents, packsFor, usersOf } from './packs.ts';

/** Decided in Postgres by `private.plan_transition`. */
export type PlanState = 'free' | 'trialing' | 'active' | 'cancelling' | 'read_only';

/** What a plan may allow, as `private.may` knows it. */
export type PlanRight =
  | 'pull'
  | 'refresh'
  | 'create_scenario'
  | 'store_result'
  | 'read'
  | 'search'
  | 'export'
  | 'manage_team'
  | 'manage_billing';

/** What the RPC `plan_of` answers. Times are ISO 8601, amounts US cents. What is paid is null for who is no admin. */
export interface Plan {
  readonly state: PlanState;
  readonly since: string;
  readonly monthly_users: number;
  /** Users that are free or paid for. */
  readonly limit: number;
  readonly trial_ends_at: string | null;
  readonly period_end: string | null;
  readonly cancel_at: string | null;
  /** A payment failed; everything works until then. */
  readonly grace_ends_at: string | null;
  /** A subscription runs, cancelled or not. */
  readonly subscribed: boolean;
  readonly may: Readonly<Record<PlanRight, boolean>>;
  /** What the present count needs. */
  readonly packs: number | null;
  readonly next_amount_cents: number | null;
  /** When the next amount is taken; null when none will be. */
  readonly next_at: string | null;
  readonly invoice_email: string | null;
  readonly open_invoice_url: string | null;
}

const number = (value: number) => value.toLocaleString('en-GB');

/** The plan in one line: “Free: 18,240 of 25,000 monthly active users”. */
export function planInWords(plan: Pick<Plan, 'state' | 'monthly_users' | 'limit'>): string {
  const count = `${number(plan.monthly_users)} monthly active users`;
  const share = `${number(plan.monthly_users)} of ${number(plan.limit)} monthly active users`;
  switch (plan.state) {
    case 'free':
      return `Free: ${share}`;
    case 'trialing':
      return `Trial: ${count}`;
    case 'active':
      return `Paid: ${share}`;
    case 'cancelling':
      return `Cancelled, with full access to the end of the period: ${share}`;
    case 'read_only':
      return `Read-only: ${count}`;
  }
}

/** What a count costs: “3 packs: $75 for 30 days, up to 100,000 monthly active users”. */
export function priceInWords(monthlyUsers: number): string {
  const packs = packsFor(monthlyUsers);
  const upTo = `up to ${number(usersOf(packs))} monthly active users`;
  if (packs === 0) return `Free ${upTo}`;
  return `${packs === 1 ? '1 pack' : `${number(packs)} packs`}: ${formatCents(amountCents(packs))} for 30 days, ${upTo}`;
}
