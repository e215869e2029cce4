import type Stripe from 'stripe';
import {
  attemptPayment,
  changeSubscription,
  draftInvoice,
  endSubscription,
  finalizeInvoice,
  itemOf,
  methodOf,
} from './payments.ts';
import { day, emit, get, hour, idOf, nowOf, type Timeline, timelineOf, type World } from './world.ts';

interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** Does everything that falls due until a moment, in its order and each at its own time. */
export function advance(world: World, timeline: Timeline, to: number): void {
  for (let due = nextDue(world, timeline, to); due; due = nextDue(world, timeline, to)) {
    world.times.set(timeline, Math.max(due.at, nowOf(world, timeline)));
    due.run();
  }
  world.times.set(timeline, Math.max(to, nowOf(world, timeline)));
}

function nextDue(world: World, timeline: Timeline, to: number): Due | null {
  const mine = (thing: { customer: unknown }) => timelineOf(world, idOf(thing.customer as string)) === timeline;
  let first: Due | null = null;
  const consider = (at: number | null | undefined, run: () => void) => {
    if (typeof at === 'number' && at <= to && (first === null || at < first.at)) first = { at, run };
  };
  // In this order at one moment: an invoice that is due before the period that follows it.
  for (const invoice of world.invoices.values()) {
    if (!mine(invoice)) continue;
    if (invoice.status === 'draft' && invoice.auto_advance) {
      consider(invoice.automatically_finalizes_at, () => finalizeInvoice(world, invoice));
    }
    if (invoice.status === 'open') consider(invoice.next_payment_attempt, () => void attemptPayment(world, invoice));
  }
  for (const subscription of world.subscriptions.values()) {
    if (mine(subscription)) considerSubscription(world, subscription, consider);
  }
  for (const kept of world.sessions.values()) {
    const { session } = kept;
    if (session.status !== 'open' || !mine(session)) continue;
    consider(session.expires_at, () => {
      kept.session = { ...session, status: 'expired', url: null };
      emit(world, timeline, 'checkout.session.expired', kept.session);
    });
  }
  return first;
}

function considerSubscription(
  world: World,
  subscription: Stripe.Subscription,
  consider: (at: number | null, run: () => void) => void,
): void {
  const item = itemOf(subscription);
  if (subscription.status === 'incomplete') {
    consider(subscription.created + 23 * hour, () =>
      changeSubscription(world, subscription, { status: 'incomplete_expired', ended_at: subscription.created }),
    );
    return;
  }
  if (!['trialing', 'active', 'past_due'].includes(subscription.status)) return;
  const warnAt = (subscription.trial_end ?? 0) - 3 * day;
  if (subscription.status === 'trialing' && warnAt > subscription.created && !warned.has(subscription)) {
    consider(warnAt, () => {
      warned.add(subscription);
      const timeline = timelineOf(world, idOf(subscription.customer));
      emit(world, timeline, 'customer.subscription.trial_will_end', subscription);
    });
  }
  if (!subscription.cancel_at_period_end) {
    consider(subscription.cancel_at, () => endSubscription(world, subscription, 'cancellation_requested'));
  }
  consider(item.current_period_end, () => turn(world, subscription));
}

const warned = new WeakSet<Stripe.Subscription>();

/** The end of a period: of everything when that was wished, else the next one begins with its draft. */
function turn(world: World, subscription: Stripe.Subscription): void {
  if (subscription.cancel_at_period_end) {
    endSubscription(world, subscription, 'cancellation_requested');
    return;
  }
  const customer = get(world.customers, 'customer', idOf(subscription.customer));
  const card = methodOf(customer, subscription);
  const unwanted = subscription.trial_settings?.end_behavior.missing_payment_method === 'cancel' && card === '';
  if (subscription.status === 'trialing' && unwanted) {
    endSubscription(world, subscription, 'cancellation_requested');
    return;
  }
  const item = itemOf(subscription);
  const start = item.current_period_end;
  const next = { ...item, current_period_start: start };
  next.current_period_end = start + (item.price.recurring?.interval_count ?? 1) * day;
  changeSubscription(world, subscription, {
    items: { ...subscription.items, data: [next] },
    ...(subscription.status === 'trialing' ? { status: 'active' } : {}),
  });
  draftInvoice(world, subscription, { reason: 'subscription_cycle', finalizesAt: start + hour });
}
