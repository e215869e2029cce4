import type Stripe from 'stripe';
import { newCard } from './objects.ts';
import { newSession } from './session-object.ts';
import { attemptPayment, invoicesOf } from './payments.ts';
import { declined, refusal } from './refusal.ts';
import { subscribe } from './subscribe.ts';
import { day, emit, get, hour, idOf, type KeptSession, nowOf, timelineOf, type World } from './world.ts';

/** Opens a session with Stripe's own limits: a trial ends in 48 hours or later, a session in 30 minutes to 24 hours. */
export function openSession(world: World, params: Stripe.Checkout.SessionCreateParams): Stripe.Checkout.Session {
  const { customer: customerId = '', line_items: lines = [], subscription_data: subscriptionData = {} } = params;
  const customer = get(world.customers, 'customer', customerId, 'customer');
  const now = nowOf(world, timelineOf(world, customer.id));
  const [line, more] = lines;
  if (!line || more) throw refusal(400, 'The double takes one line item', { param: 'line_items' });
  const price = get(world.prices, 'price', line.price ?? '', 'line_items[0][price]');
  const { trial_end: trialEnd, billing_cycle_anchor: anchor, proration_behavior: proration } = subscriptionData;
  if (trialEnd !== undefined && trialEnd < now + 2 * day) {
    throw refusal(400, 'The `trial_end` date has to be at least 2 days in the future.', {
      param: 'subscription_data[trial_end]',
    });
  }
  if (anchor !== undefined) {
    if (trialEnd !== undefined)
      throw refusal(400, 'You may only specify one of these parameters: trial_end, billing_cycle_anchor.');
    if (anchor <= now) {
      throw refusal(400, 'billing_cycle_anchor must be in the future', {
        param: 'subscription_data[billing_cycle_anchor]',
      });
    }
    if (proration !== 'none')
      throw refusal(400, 'The double does not prorate', { param: 'subscription_data[proration_behavior]' });
  }
  const expiresAt = params.expires_at ?? now + day;
  if (expiresAt < now + hour / 2 || expiresAt > now + day) {
    throw refusal(
      400,
      'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    );
  }
  const id = world.id('cs_test_');
  const quantity = line.quantity ?? 1;
  const free = trialEnd !== undefined || anchor !== undefined;
  const amount = free ? 0 : quantity * (price.unit_amount ?? 0);
  const url = `${world.base()}/c/pay/${id}`;
  const session = newSession({ id, url, now, expiresAt, amount, currency: price.currency, customer, params });
  world.sessions.set(id, { session, price: price.id, quantity, subscriptionData });
  return session;
}

/** What a card number does: it pays, it is taken and never pays, or it is declined. Null: no such card. */
export function cardOf(number: string): 'pays' | 'never pays' | 'declined' | null {
  const digits = number.replaceAll(/\s/g, '');
  if (digits === '4242424242424242' || digits === '5555555555554444') return 'pays';
  if (digits === '4000000000000341') return 'never pays';
  return digits === '4000000000000002' ? 'declined' : null;
}

/** Keeps a card for a customer. @throws Stripe's card error for one that is declined. */
export function keepCard(world: World, customer: Stripe.Customer, number: string): string {
  const kind = cardOf(number);
  if (kind === null)
    throw refusal(402, 'Your card number is incorrect.', { type: 'card_error', code: 'incorrect_number' });
  if (kind === 'declined') throw declined();
  const timeline = timelineOf(world, customer.id);
  const brand = number.startsWith('5') ? 'mastercard' : 'visa';
  const method = newCard(world.id('pm_'), nowOf(world, timeline), { last4: number.slice(-4), brand });
  method.customer = customer.id;
  world.methods.set(method.id, { method, pays: kind === 'pays' });
  emit(world, timeline, 'payment_method.attached', method);
  return method.id;
}

/**
 * The customer presses "Subscribe" on the page.
 *
 * @throws Stripe's card error when the card is declined; the session stays open then, and nothing was made.
 */
export function completeSession(world: World, kept: KeptSession, number: string): void {
  const customer = get(world.customers, 'customer', idOf(kept.session.customer));
  const timeline = timelineOf(world, customer.id);
  const { trial_end: trialEnd = null, billing_cycle_anchor: wished = null } = kept.subscriptionData;
  // As Stripe: an anchor that has passed meanwhile means a full period that is paid now.
  const anchor = wished !== null && wished > nowOf(world, timeline) ? wished : null;
  const free = trialEnd !== null || anchor !== null;
  if (!free && cardOf(number) === 'never pays') throw declined();
  const paymentMethod = keepCard(world, customer, number);
  const subscription = subscribe(world, {
    customer: customer.id,
    price: kept.price,
    quantity: kept.quantity,
    metadata: { ...(kept.subscriptionData.metadata as Stripe.Metadata | undefined) },
    description: kept.subscriptionData.description ?? null,
    paymentMethod,
    trialEnd,
    anchor,
    withoutCard: 'create_invoice',
  });
  kept.session = {
    ...kept.session,
    status: 'complete',
    payment_status: free ? 'no_payment_required' : 'paid',
    subscription: subscription.id,
    invoice: idOf(subscription.latest_invoice) || null,
    url: null,
  };
  emit(world, timeline, 'checkout.session.completed', kept.session);
}

/** A new card in the portal: what is owed is tried with it at once. */
export function replaceCard(world: World, customer: Stripe.Customer, number: string): void {
  const method = keepCard(world, customer, number);
  customer.invoice_settings.default_payment_method = method;
  emit(world, timelineOf(world, customer.id), 'customer.updated', customer);
  for (const subscription of world.subscriptions.values()) {
    if (idOf(subscription.customer) !== customer.id || subscription.status === 'canceled') continue;
    subscription.default_payment_method = method;
    for (const invoice of invoicesOf(world, subscription.id)) {
      if (invoice.status === 'open') attemptPayment(world, invoice);
    }
  }
}
