import { amountCents, PERIOD_DAYS } from '#core/billing/packs.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Stripe gives up on a payment, and ends the subscription, so many days after it was due. */
const GIVES_UP_DAYS = 14;

export interface Invoice {
  readonly id: string;
  readonly amountCents: number;
  status: 'draft' | 'paid' | 'open' | 'void';
  paidAt: number | null;
}

export interface Period {
  readonly start: number;
  readonly end: number;
  readonly packs: number;
  readonly invoice: Invoice;
}

export interface Subscription {
  readonly id: string;
  readonly workspace: number;
  readonly createdAt: number;
  readonly trialEnd: number | null;
  readonly periods: Period[];
  quantity: number;
  cancels: boolean;
  endedAt: number | null;
}

/** A word from Stripe as `billing_receive` and `billing_apply` take it. */
export type Snapshot = Readonly<Record<string, unknown>>;

export const iso = (ms: number) => new Date(ms).toISOString();
export const periodOf = (subscription: Subscription): Period => subscription.periods.at(-1)!;
export const runs = (subscription: Subscription) => subscription.endedAt === null;

let made = 0;
const nextId = (prefix: string) => `${prefix}_${(made += 1)}`;

/** Starts a subscription: with the trial's end, free until then; without, charged at once. */
export function subscribe(workspace: number, at: number, packs: number, trialEnd: number | null): Subscription {
  const end = trialEnd ?? at + PERIOD_DAYS * DAY;
  const paid = trialEnd === null ? packs : 0;
  const invoice: Invoice = { id: nextId('in'), amountCents: amountCents(paid), status: 'paid', paidAt: at };
  return {
    id: nextId('sub'),
    workspace,
    createdAt: at,
    trialEnd,
    periods: [{ start: at, end, packs: paid, invoice }],
    quantity: packs,
    cancels: false,
    endedAt: null,
  };
}

/** The end of a period: the end of the subscription, or the next period with its invoice in draft. */
export function renew(subscription: Subscription): void {
  const { end } = periodOf(subscription);
  if (subscription.cancels) {
    subscription.endedAt = end;
    return;
  }
  const packs = subscription.quantity;
  const invoice: Invoice = { id: nextId('in'), amountCents: amountCents(packs), status: 'draft', paidAt: null };
  subscription.periods.push({ start: end, end: end + PERIOD_DAYS * DAY, packs, invoice });
}

/** Takes the money, or does not. */
export function collect(subscription: Subscription, at: number, succeeds: boolean): void {
  const { invoice } = periodOf(subscription);
  if (!runs(subscription) || invoice.status === 'paid') return;
  const pays = succeeds || invoice.amountCents === 0;
  invoice.status = pays ? 'paid' : 'open';
  invoice.paidAt = pays ? at : null;
}

/** When the last try for the present period's invoice is over. */
export const givesUpAt = (subscription: Subscription) => periodOf(subscription).start + GIVES_UP_DAYS * DAY;

export function giveUp(subscription: Subscription, at: number): void {
  const { invoice } = periodOf(subscription);
  if (!runs(subscription) || invoice.status === 'paid') return;
  invoice.status = 'void';
  subscription.endedAt = at;
}

function statusAt(subscription: Subscription, at: number): string {
  if (!runs(subscription)) return 'canceled';
  if (subscription.trialEnd !== null && at < subscription.trialEnd) return 'trialing';
  return periodOf(subscription).invoice.status === 'open' ? 'past_due' : 'active';
}

/** What reading it now answers. */
export function read(subscription: Subscription, at: number): Snapshot {
  const { start, end, invoice } = periodOf(subscription);
  return {
    customer_id: `cus_${subscription.workspace}`,
    subscription_id: subscription.id,
    status: statusAt(subscription, at),
    cancel_at_period_end: subscription.cancels,
    period_start: iso(start),
    period_end: iso(end),
    trial_end: subscription.trialEnd === null ? null : iso(subscription.trialEnd),
    packs: subscription.quantity,
    latest_invoice: {
      id: invoice.id,
      status: invoice.status,
      amount_cents: invoice.amountCents,
      due_at: iso(start),
      hosted_url: null,
    },
    read_at: iso(at),
  };
}
