import type Stripe from 'stripe';
import { newInvoice } from './invoice-object.ts';
import { day, emit, get, idOf, nowOf, timelineOf, type World } from './world.ts';

/** Sets what has changed and tells the webhooks, with what it was before. */
export function changeSubscription(
  world: World,
  subscription: Stripe.Subscription,
  changes: Partial<Stripe.Subscription>,
): void {
  const names = Object.keys(changes) as (keyof Stripe.Subscription)[];
  const previous = structuredClone(Object.fromEntries(names.map((name) => [name, subscription[name]])));
  Object.assign(subscription, changes);
  const type = changes.status === 'canceled' ? 'customer.subscription.deleted' : 'customer.subscription.updated';
  emit(world, timelineOf(world, idOf(subscription.customer)), type, subscription, previous);
}

export const itemOf = (subscription: Stripe.Subscription): Stripe.SubscriptionItem => {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`${subscription.id} has no item`);
  return item;
};

/** Makes the draft for a period; `free` for the zero of a trial. */
export function draftInvoice(
  world: World,
  subscription: Stripe.Subscription,
  facts: {
    readonly reason: Stripe.Invoice.BillingReason;
    readonly free?: boolean;
    readonly finalizesAt: number | null;
  },
): Stripe.Invoice {
  const customer = get(world.customers, 'customer', idOf(subscription.customer));
  const timeline = timelineOf(world, customer.id);
  const item = itemOf(subscription);
  const invoice = newInvoice({
    id: world.id('in_'),
    lineId: world.id('il_'),
    customer,
    subscription,
    reason: facts.reason,
    now: nowOf(world, timeline),
    period: { start: item.current_period_start, end: item.current_period_end },
    unitAmount: facts.free ? 0 : (item.price.unit_amount ?? 0),
    quantity: item.quantity ?? 0,
    finalizesAt: facts.finalizesAt,
  });
  world.invoices.set(invoice.id, invoice);
  subscription.latest_invoice = invoice.id;
  emit(world, timeline, 'invoice.created', invoice);
  return invoice;
}

/** Draft to open; an invoice over nothing is paid with it. */
export function finalizeInvoice(world: World, invoice: Stripe.Invoice): void {
  const customer = get(world.customers, 'customer', idOf(invoice.customer));
  const timeline = timelineOf(world, customer.id);
  const now = nowOf(world, timeline);
  const sequence = customer.next_invoice_sequence ?? 1;
  customer.next_invoice_sequence = sequence + 1;
  invoice.status = 'open';
  invoice.number = `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`;
  invoice.automatically_finalizes_at = null;
  invoice.effective_at = now;
  invoice.status_transitions.finalized_at = now;
  invoice.hosted_invoice_url = `${world.base()}/i/${invoice.id}`;
  invoice.invoice_pdf = `${world.base()}/i/${invoice.id}/pdf`;
  invoice.next_payment_attempt = now;
  emit(world, timeline, 'invoice.finalized', invoice);
  if (invoice.amount_due === 0) settle(world, invoice);
}

/** Tries the customer's card. Answers whether it paid; the subscription follows. */
export function attemptPayment(world: World, invoice: Stripe.Invoice): boolean {
  const subscription = subscriptionOf(world, invoice);
  const customer = get(world.customers, 'customer', idOf(invoice.customer));
  invoice.attempted = true;
  invoice.attempt_count += 1;
  if (methodThatPays(world, customer, subscription)) {
    settle(world, invoice);
    return true;
  }
  const timeline = timelineOf(world, customer.id);
  const first = invoice.status_transitions.finalized_at ?? nowOf(world, timeline);
  const wait = world.retryDays[invoice.attempt_count - 1];
  const first_try = invoice.billing_reason === 'subscription_create';
  const next = first_try || wait === undefined ? null : first + wait * day;
  invoice.next_payment_attempt = next;
  customer.delinquent = true;
  emit(world, timeline, 'invoice.payment_failed', invoice);
  if (!subscription || subscription.status === 'incomplete') return false;
  if (next !== null) {
    if (subscription.status !== 'past_due') changeSubscription(world, subscription, { status: 'past_due' });
  } else if (world.afterRetries === 'unpaid') changeSubscription(world, subscription, { status: 'unpaid' });
  else endSubscription(world, subscription, 'payment_failed');
  return false;
}

/** Ends it now. What it still owes is not asked for again. */
export function endSubscription(
  world: World,
  subscription: Stripe.Subscription,
  reason: Stripe.Subscription.CancellationDetails.Reason,
): void {
  const now = nowOf(world, timelineOf(world, idOf(subscription.customer)));
  for (const invoice of invoicesOf(world, subscription.id)) {
    if (invoice.status === 'draft' || invoice.status === 'open') {
      invoice.auto_advance = false;
      invoice.next_payment_attempt = null;
    }
  }
  changeSubscription(world, subscription, {
    status: 'canceled',
    ended_at: now,
    canceled_at: subscription.canceled_at ?? now,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason },
  });
}

export const invoicesOf = (world: World, subscription: string): readonly Stripe.Invoice[] =>
  [...world.invoices.values()].filter((invoice) => subscriptionId(invoice) === subscription);

const subscriptionId = (invoice: Stripe.Invoice) =>
  idOf(invoice.parent?.subscription_details?.subscription as string | undefined);

const subscriptionOf = (world: World, invoice: Stripe.Invoice): Stripe.Subscription | null =>
  world.subscriptions.get(subscriptionId(invoice)) ?? null;

/** The card that is charged. */
export function methodOf(customer: Stripe.Customer, subscription: Stripe.Subscription | null): string {
  return idOf(subscription?.default_payment_method) || idOf(customer.invoice_settings.default_payment_method);
}

function methodThatPays(world: World, customer: Stripe.Customer, subscription: Stripe.Subscription | null): boolean {
  return world.methods.get(methodOf(customer, subscription))?.pays === true;
}

function settle(world: World, invoice: Stripe.Invoice): void {
  const customer = get(world.customers, 'customer', idOf(invoice.customer));
  const timeline = timelineOf(world, customer.id);
  invoice.status = 'paid';
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.attempted = true;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.paid_at = nowOf(world, timeline);
  customer.delinquent = false;
  emit(world, timeline, 'invoice.paid', invoice);
  emit(world, timeline, 'invoice.payment_succeeded', invoice);
  const subscription = subscriptionOf(world, invoice);
  if (!subscription || idOf(subscription.latest_invoice) !== invoice.id) return;
  if (['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) {
    changeSubscription(world, subscription, { status: 'active' });
  }
}
