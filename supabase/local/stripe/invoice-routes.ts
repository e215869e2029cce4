import type Stripe from 'stripe';
import { page } from './answers.ts';
import { openSession } from './checkout.ts';
import { attemptPayment, finalizeInvoice } from './payments.ts';
import { declined, refusal } from './refusal.ts';
import { paging, route, type Route } from './route.ts';
import { emit, get, idOf, timelineOf, type World } from './world.ts';

export const invoiceRoutes: readonly Route[] = [
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
      if (params.customer) get(world.customers, 'customer', params.customer, 'customer');
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

export const sessionRoutes: readonly Route[] = [
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
      if (params.customer) get(world.customers, 'customer', params.customer, 'customer');
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

/** What is open on a customer's page. */
export const invoicesOfCustomer = (world: World, customer: string): readonly Stripe.Invoice[] =>
  [...world.invoices.values()].filter((one) => idOf(one.customer) === customer && one.status !== 'draft').toReversed();
