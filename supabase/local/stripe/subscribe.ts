import type Stripe from 'stripe';
import { newSubscription } from './objects.ts';
import { attemptPayment, draftInvoice, finalizeInvoice, itemOf, changeSubscription } from './payments.ts';
import { refusal } from './refusal.ts';
import { day, emit, get, idOf, nowOf, timelineOf, type World } from './world.ts';

export interface Subscribing {
  readonly customer: string;
  readonly price: string;
  readonly quantity: number;
  readonly metadata: Stripe.Metadata;
  readonly description: string | null;
  readonly paymentMethod: string | null;
  readonly trialEnd: number | null;
  /** The first full period begins here, and what is before it is free. */
  readonly anchor: number | null;
  readonly withoutCard: 'cancel' | 'create_invoice';
}

/** Makes a subscription and its first invoice, which is tried at once unless the beginning is free. */
export function subscribe(world: World, order: Subscribing): Stripe.Subscription {
  const customer = get(world.customers, 'customer', order.customer, 'customer');
  const timeline = timelineOf(world, customer.id);
  const now = nowOf(world, timeline);
  const price = get(world.prices, 'price', order.price, 'items[0][price]');
  const length = (price.recurring?.interval_count ?? 1) * day;
  if (order.anchor !== null && order.anchor > now + length) {
    throw refusal(400, 'billing_cycle_anchor cannot be later than next natural billing date', {
      param: 'billing_cycle_anchor',
    });
  }
  const freeUntil = order.trialEnd ?? order.anchor;
  const subscription = newSubscription({
    id: world.id('sub_'),
    itemId: world.id('si_'),
    customer: customer.id,
    price,
    quantity: order.quantity,
    now,
    periodEnd: freeUntil ?? now + length,
    trialEnd: order.trialEnd,
    anchor: freeUntil ?? now,
    status: order.trialEnd === null ? (order.anchor === null ? 'incomplete' : 'active') : 'trialing',
    metadata: order.metadata,
    description: order.description,
    paymentMethod: order.paymentMethod,
    testClock: timeline,
    withoutCard: order.withoutCard,
  });
  world.subscriptions.set(subscription.id, subscription);
  emit(world, timeline, 'customer.subscription.created', subscription);
  if (order.anchor !== null && order.trialEnd === null) return subscription;
  const free = order.trialEnd !== null;
  const invoice = draftInvoice(world, subscription, { reason: 'subscription_create', free, finalizesAt: null });
  finalizeInvoice(world, invoice);
  if (invoice.status === 'open') attemptPayment(world, invoice);
  return subscription;
}

export interface SubscriptionChange {
  readonly quantity?: number;
  readonly cancelAtPeriodEnd?: boolean;
  /** A date to end at; null takes it back. */
  readonly cancelAt?: number | null;
  readonly metadata?: Stripe.Metadata;
  readonly paymentMethod?: string;
  readonly reason?: string;
}

/** Changes a subscription that is still running. */
export function change(world: World, subscription: Stripe.Subscription, wish: SubscriptionChange): void {
  if (['canceled', 'incomplete_expired'].includes(subscription.status)) {
    throw refusal(400, 'A canceled subscription can only update its cancellation_details and metadata.');
  }
  const now = nowOf(world, timelineOf(world, idOf(subscription.customer)));
  const item = itemOf(subscription);
  const { cancelAtPeriodEnd: ends } = wish;
  const changes: Partial<Stripe.Subscription> = {
    ...(wish.quantity === undefined
      ? {}
      : { items: { ...subscription.items, data: [{ ...item, quantity: wish.quantity }] } }),
    ...(ends === undefined
      ? {}
      : {
          cancel_at_period_end: ends,
          cancel_at: ends ? item.current_period_end : null,
          canceled_at: ends ? now : null,
          cancellation_details: {
            comment: null,
            feedback: null,
            feedback_option: null,
            reason: ends ? 'cancellation_requested' : null,
          },
        }),
    ...(wish.cancelAt === undefined
      ? {}
      : { cancel_at: wish.cancelAt, canceled_at: wish.cancelAt === null ? null : now }),
    ...(wish.metadata === undefined ? {} : { metadata: mergedMetadata(subscription.metadata, wish.metadata) }),
    ...(wish.paymentMethod === undefined ? {} : { default_payment_method: wish.paymentMethod }),
  };
  if (Object.keys(changes).length > 0) changeSubscription(world, subscription, changes);
}

/** An empty text takes a key away. */
export const mergedMetadata = (before: Stripe.Metadata, sent: Stripe.Metadata): Stripe.Metadata =>
  Object.fromEntries(Object.entries({ ...before, ...sent }).filter(([, value]) => value !== ''));
