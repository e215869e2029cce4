import type { StripeApi, StripeInvoice, StripeSubscription } from './stripe-api.ts';

/** A subscription as it was read from Stripe. Times are ISO. */
export interface Snapshot {
  readonly customer_id: string;
  /** Null with a null status when the customer has none. */
  readonly subscription_id: string | null;
  readonly status: string | null;
  readonly cancel_at_period_end: boolean;
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly trial_end: string | null;
  readonly packs: number;
  readonly latest_invoice: {
    readonly id: string;
    readonly status: string | null;
    readonly amount_cents: number;
    readonly due_at: string;
    readonly hosted_url: string | null;
  } | null;
  /** When reading began: what was read is at least as new. */
  readonly read_at: string;
}

/** All of a customer's subscriptions to Ptero. */
export interface Reading {
  /** The ones that are over first, the one that counts last; one without a subscription when there is none. */
  readonly snapshots: readonly [...Snapshot[], Snapshot];
  /** Subscriptions that run besides the one that counts: somebody paid twice. */
  readonly doubled: readonly string[];
  /** The one that counts, with its item, when it runs. */
  readonly running: {
    readonly id: string;
    readonly itemId: string;
    readonly packs: number;
    /** True when it ends at a date instead of with its period, as Stripe's own pages may have it. */
    readonly endsAtDate: boolean;
  } | null;
}

/** Where a subscription says until when nothing is due, seconds; see `freeBeginning` of the checkout. */
export const freeUntilKey = 'free_until';

const running = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];

/**
 * Reads a customer's subscriptions from Stripe as they are now. One request.
 *
 * @param readAt the time before the request
 */
export async function readCustomer(
  stripe: StripeApi,
  customerId: string,
  priceId: string,
  readAt: Date,
): Promise<Reading> {
  const { data } = await stripe.subscriptions.list({
    customer: customerId,
    status: 'all',
    limit: 100,
    expand: ['data.latest_invoice'],
  });
  const ours = data
    // Those to an earlier price are ours as well; they carry their workspace.
    .filter(({ items, metadata }) => items.data[0]?.price.id === priceId || 'workspace_id' in metadata)
    .toSorted((a, b) => a.created - b.created || a.id.localeCompare(b.id));
  const live = ours.filter(({ status }) => running.includes(status));
  const [counts = ours.at(-1), ...doubled] = live;
  const snapshots = [...ours.filter((one) => one !== counts), ...(counts ? [counts] : [])].map((one) =>
    snapshotOf(one, customerId, readAt),
  );
  const last = snapshots.pop() ?? noSubscription(customerId, readAt);
  const item = live[0]?.items.data[0];
  return {
    snapshots: [...snapshots, last],
    doubled: doubled.map(({ id }) => id),
    running:
      live[0] && item
        ? {
            id: live[0].id,
            itemId: item.id,
            packs: item.quantity ?? 0,
            endsAtDate: live[0].cancel_at !== null && !live[0].cancel_at_period_end,
          }
        : null,
  };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

function snapshotOf(subscription: StripeSubscription, customerId: string, readAt: Date): Snapshot {
  const [item] = subscription.items.data;
  const periodEnd = item?.current_period_end ?? 0;
  const freeUntil = Number(subscription.metadata[freeUntilKey] ?? 0);
  // A beginning that is free by its anchor is no trial to Stripe, and the same to us.
  const free = subscription.status === 'active' && periodEnd > 0 && periodEnd <= freeUntil;
  const trialEnd = free ? periodEnd : subscription.trial_end;
  return {
    customer_id: customerId,
    subscription_id: subscription.id,
    status: free ? 'trialing' : subscription.status,
    // A date that somebody set by hand at Stripe ends it all the same.
    cancel_at_period_end:
      subscription.cancel_at_period_end || (subscription.cancel_at !== null && subscription.cancel_at <= periodEnd),
    period_start: item ? iso(item.current_period_start) : null,
    period_end: item ? iso(periodEnd) : null,
    trial_end: trialEnd === null ? null : iso(trialEnd),
    packs: item?.quantity ?? 0,
    latest_invoice: isInvoice(subscription.latest_invoice)
      ? {
          id: subscription.latest_invoice.id,
          status: subscription.latest_invoice.status,
          amount_cents: subscription.latest_invoice.amount_due,
          due_at: iso(subscription.latest_invoice.created),
          hosted_url: subscription.latest_invoice.hosted_invoice_url ?? null,
        }
      : null,
    read_at: readAt.toISOString(),
  };
}

const isInvoice = (value: unknown): value is StripeInvoice =>
  typeof value === 'object' && value !== null && 'amount_due' in value;

/** A customer who has none. */
export const noSubscription = (customerId: string, readAt: Date): Snapshot => ({
  customer_id: customerId,
  subscription_id: null,
  status: null,
  cancel_at_period_end: false,
  period_start: null,
  period_end: null,
  trial_end: null,
  packs: 0,
  latest_invoice: null,
  read_at: readAt.toISOString(),
});
