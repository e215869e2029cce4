import type Stripe from 'stripe';
import { page } from './answers.ts';
import { openSession } from './checkout.ts';
import { attemptPayment, endSubscription, finalizeInvoice, itemOf } from './payments.ts';
import { declined, refusal } from './refusal.ts';
import { paging, route, type Route } from './route.ts';
import { change, subscribe } from './subscribe.ts';
import { emit, get, idOf, nowOf, timelineOf, type World } from './world.ts';

const trialSettings = {
  of: { end_behavior: { of: { missing_payment_method: ['cancel', 'create_invoice'] } } },
} as const;
const items = { each: { of: { id: 'text', price: 'text', quantity: 'integer' } } } as const;

const live = ['trialing', 'active', 'past_due', 'unpaid', 'incomplete', 'paused'];

const subscriptionRoutesOnly: readonly Route[] = [
  route<Stripe.SubscriptionCreateParams>(
    'POST',
    '/v1/subscriptions',
    {
      knows: {
        customer: 'text',
        items,
        trial_end: 'integer',
        metadata: 'metadata',
        description: 'text',
        default_payment_method: 'text',
        trial_settings: trialSettings,
        payment_behavior: ['allow_incomplete'],
        off_session: 'boolean',
      },
      must: ['customer', 'items'],
    },
    (world, params) => {
      const { customer = '', items: [item, more] = [] } = params;
      if (!item?.price || more) throw refusal(400, 'The double takes one item with a price', { param: 'items' });
      const end = typeof params.trial_end === 'number' ? params.trial_end : null;
      if (end !== null && end <= nowOf(world, timelineOf(world, customer))) {
        throw refusal(400, 'Invalid timestamp: must be an integer Unix timestamp in the future.', {
          param: 'trial_end',
        });
      }
      return subscribe(world, {
        customer,
        price: item.price,
        quantity: item.quantity ?? 1,
        metadata: { ...(params.metadata as Stripe.Metadata | undefined) },
        description: params.description || null,
        paymentMethod: params.default_payment_method ?? null,
        trialEnd: end,
        anchor: null,
        withoutCard:
          params.trial_settings?.end_behavior.missing_payment_method === 'cancel' ? 'cancel' : 'create_invoice',
      });
    },
  ),
  route<Stripe.SubscriptionRetrieveParams>('GET', '/v1/subscriptions/:id', { knows: {} }, (world, _params, id) =>
    get(world.subscriptions, 'subscription', id),
  ),
  route<Stripe.SubscriptionListParams>(
    'GET',
    '/v1/subscriptions',
    {
      knows: {
        ...paging,
        customer: 'text',
        price: 'text',
        status: [...live, 'canceled', 'incomplete_expired', 'ended', 'all'],
      },
    },
    (world, { status = 'live', ...params }) => {
      const fits = (one: Stripe.Subscription) => {
        if (status === 'all') return true;
        if (status === 'ended') return ['canceled', 'incomplete_expired'].includes(one.status);
        return status === 'live' ? one.status !== 'canceled' : one.status === status;
      };
      const found = [...world.subscriptions.values()].filter(
        (one) =>
          fits(one) &&
          (!params.customer || idOf(one.customer) === params.customer) &&
          (!params.price || itemOf(one).price.id === params.price),
      );
      return page(found, params, '/v1/subscriptions');
    },
  ),
  route<Stripe.SubscriptionUpdateParams>(
    'POST',
    '/v1/subscriptions/:id',
    {
      knows: {
        items,
        cancel_at_period_end: 'boolean',
        metadata: 'metadata',
        default_payment_method: 'text',
        proration_behavior: ['none', 'create_prorations', 'always_invoice'],
      },
    },
    (world, params, id) => {
      const subscription = get(world.subscriptions, 'subscription', id);
      const [item] = params.items ?? [];
      const held = itemOf(subscription);
      if (item && item.id !== held.id)
        throw refusal(400, `No such subscription item: '${item.id}'`, { param: 'items[0][id]' });
      if (item?.price && item.price !== held.price.id)
        throw refusal(400, 'The double does not change prices', { param: 'items[0][price]' });
      if (item?.quantity !== undefined && item.quantity !== held.quantity && params.proration_behavior !== 'none') {
        throw refusal(400, 'The double does not prorate: send proration_behavior=none', {
          param: 'proration_behavior',
        });
      }
      change(world, subscription, {
        quantity: item?.quantity,
        cancelAtPeriodEnd: params.cancel_at_period_end,
        metadata: params.metadata ? (params.metadata as Stripe.Metadata) : undefined,
        paymentMethod: params.default_payment_method,
      });
      return subscription;
    },
  ),
  route<Stripe.SubscriptionCancelParams>(
    'DELETE',
    '/v1/subscriptions/:id',
    { knows: { invoice_now: 'boolean', prorate: 'boolean' } },
    (world, params, id) => {
      if (params.prorate || params.invoice_now) throw refusal(400, 'The double does not prorate', { param: 'prorate' });
      const subscription = get(world.subscriptions, 'subscription', id);
      if (subscription.status === 'canceled')
        throw refusal(404, `No such subscription: '${id}'`, { code: 'resource_missing' });
      endSubscription(world, subscription, 'cancellation_requested');
      return subscription;
    },
  ),
];

const invoiceRoutes: readonly Route[] = [
  route<Stripe.InvoiceRetrieveParams>('GET', '/v1/invoices/:id', { knows: {} }, (world, _params, id) =>
    get(world.invoices, 'invoice', id),
  ),
  route<Stripe.InvoiceListParams>(
    'GET',
    '/v1/invoices',
    {
      knows: {
        ...paging,
        customer: 'text',
        subscription: 'text',
        status: ['draft', 'open', 'paid', 'uncollectible', 'void'],
      },
    },
    (world, params) => {
      const found = [...world.invoices.values()].filter(
        (one) =>
          (!params.customer || idOf(one.customer) === params.customer) &&
          (!params.subscription || one.parent?.subscription_details?.subscription === params.subscription) &&
          (!params.status || one.status === params.status),
      );
      return page(found, params, '/v1/invoices');
    },
  ),
  route<Stripe.InvoiceFinalizeInvoiceParams>(
    'POST',
    '/v1/invoices/:id/finalize',
    { knows: {} },
    (world, _params, id) => {
      const invoice = get(world.invoices, 'invoice', id);
      if (invoice.status !== 'draft')
        throw refusal(400, 'This invoice is already finalized.', { code: 'invoice_not_editable' });
      finalizeInvoice(world, invoice);
      return invoice;
    },
  ),
  route<Stripe.InvoicePayParams>('POST', '/v1/invoices/:id/pay', { knows: {} }, (world, _params, id) => {
    const invoice = get(world.invoices, 'invoice', id);
    if (invoice.status === 'paid') throw refusal(400, 'Invoice is already paid');
    if (invoice.status === 'draft') finalizeInvoice(world, invoice);
    if (invoice.status === 'open' && !attemptPayment(world, invoice)) throw declined();
    return invoice;
  }),
];

const sessionRoutes: readonly Route[] = [
  route<Stripe.Checkout.SessionCreateParams>(
    'POST',
    '/v1/checkout/sessions',
    {
      knows: {
        mode: ['subscription'],
        customer: 'text',
        client_reference_id: 'text',
        line_items: { each: { of: { price: 'text', quantity: 'integer' } } },
        payment_method_types: { each: ['card'] },
        payment_method_collection: ['always', 'if_required'],
        subscription_data: {
          of: {
            trial_end: 'integer',
            billing_cycle_anchor: 'integer',
            proration_behavior: ['none', 'create_prorations'],
            metadata: 'metadata',
            description: 'text',
          },
        },
        metadata: 'metadata',
        success_url: 'text',
        cancel_url: 'text',
        expires_at: 'integer',
        tax_id_collection: { of: { enabled: 'boolean' } },
        customer_update: { of: { name: ['auto', 'never'], address: ['auto', 'never'] } },
      },
      must: ['mode', 'customer', 'line_items', 'success_url'],
    },
    openSession,
  ),
  route<Stripe.Checkout.SessionRetrieveParams>(
    'GET',
    '/v1/checkout/sessions/:id',
    { knows: {} },
    (world, _params, id) => get(world.sessions, 'checkout.session', id).session,
  ),
  route<Stripe.Checkout.SessionListParams>(
    'GET',
    '/v1/checkout/sessions',
    { knows: { ...paging, customer: 'text', status: ['open', 'complete', 'expired'] } },
    (world, params) => {
      const found = [...world.sessions.values()]
        .map(({ session }) => session)
        .filter(
          (one) =>
            (!params.customer || idOf(one.customer) === params.customer) &&
            (!params.status || one.status === params.status),
        );
      return page(found, params, '/v1/checkout/sessions');
    },
  ),
  route<Stripe.Checkout.SessionExpireParams>(
    'POST',
    '/v1/checkout/sessions/:id/expire',
    { knows: {} },
    (world, _params, id) => {
      const kept = get(world.sessions, 'checkout.session', id);
      if (kept.session.status !== 'open') {
        throw refusal(
          400,
          `This Checkout Session is in a status of ${kept.session.status}: only open ones can be expired.`,
        );
      }
      kept.session = { ...kept.session, status: 'expired', url: null };
      emit(world, timelineOf(world, idOf(kept.session.customer)), 'checkout.session.expired', kept.session);
      return kept.session;
    },
  ),
];

export const subscriptionRoutes: readonly Route[] = [...subscriptionRoutesOnly, ...invoiceRoutes, ...sessionRoutes];

/** What is open on a customer's page. */
export const invoicesOfCustomer = (world: World, customer: string): readonly Stripe.Invoice[] =>
  [...world.invoices.values()].filter((one) => idOf(one.customer) === customer && one.status !== 'draft').toReversed();
