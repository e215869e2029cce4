import type Stripe from 'stripe';
import { page } from './answers.ts';
import { keepCard } from './checkout.ts';
import { newCustomer, newPrice } from './objects.ts';
import { refusal } from './refusal.ts';
import { paging, route, type Route } from './route.ts';
import { mergedMetadata } from './subscribe.ts';
import { emit, get, idOf, nowOf, timelineOf, type World } from './world.ts';

/** Stripe's own test cards by name. */
const namedCards: Readonly<Record<string, string>> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_chargeDeclined: '4000000000000002',
};

const invoiceSettings = { of: { default_payment_method: 'text' } } as const;
const customerFields = {
  name: 'text',
  email: 'text',
  description: 'text',
  metadata: 'metadata',
  invoice_settings: invoiceSettings,
} as const;

function setCustomer(world: World, customer: Stripe.Customer, params: Stripe.CustomerUpdateParams): void {
  const method = params.invoice_settings?.default_payment_method;
  if (method !== undefined) {
    const kept = get(world.methods, 'PaymentMethod', method);
    if (idOf(kept.method.customer) !== customer.id) {
      throw refusal(400, 'The customer does not have a payment method with the ID given.', {
        param: 'invoice_settings[default_payment_method]',
      });
    }
    customer.invoice_settings.default_payment_method = method;
  }
  const { description, email, metadata, name } = params;
  if (name !== undefined) customer.name = name || null;
  if (email !== undefined) customer.email = email || null;
  if (description !== undefined) customer.description = description || null;
  if (metadata) customer.metadata = mergedMetadata(customer.metadata, metadata as Stripe.Metadata);
}

export const customerRoutes: readonly Route[] = [
  route<Stripe.CustomerCreateParams>(
    'POST',
    '/v1/customers',
    { knows: { ...customerFields, test_clock: 'text' } },
    (world, params) => {
      const timeline = params.test_clock ?? null;
      if (timeline !== null) get(world.clocks, 'test clock', timeline, 'test_clock');
      const customer = newCustomer(world.id('cus_'), nowOf(world, timeline), params);
      world.customers.set(customer.id, customer);
      emit(world, timeline, 'customer.created', customer);
      return customer;
    },
  ),
  route<Stripe.CustomerRetrieveParams>('GET', '/v1/customers/:id', { knows: {} }, (world, _params, id) =>
    get(world.customers, 'customer', id),
  ),
  route<Stripe.CustomerUpdateParams>('POST', '/v1/customers/:id', { knows: customerFields }, (world, params, id) => {
    const customer = get(world.customers, 'customer', id);
    setCustomer(world, customer, params);
    emit(world, timelineOf(world, id), 'customer.updated', customer);
    return customer;
  }),
  route<Stripe.CustomerListParams>('GET', '/v1/customers', { knows: { ...paging, email: 'text' } }, (world, params) => {
    const all = [...world.customers.values()];
    return page(
      all.filter(({ email, test_clock: clock }) => !clock && (!params.email || email === params.email)),
      params,
      '/v1/customers',
    );
  }),
  route<Stripe.PaymentMethodAttachParams>(
    'POST',
    '/v1/payment_methods/:id/attach',
    { knows: { customer: 'text' }, must: ['customer'] },
    (world, params, id) => {
      const customer = get(world.customers, 'customer', params.customer ?? '', 'customer');
      const number = namedCards[id];
      if (number === undefined) throw refusal(404, `No such PaymentMethod: '${id}'`, { code: 'resource_missing' });
      return get(world.methods, 'PaymentMethod', keepCard(world, customer, number)).method;
    },
  ),
  route<Stripe.CustomerListTaxIdsParams>('GET', '/v1/customers/:id/tax_ids', { knows: paging }, (world, params, id) => {
    get(world.customers, 'customer', id);
    const mine = [...world.taxIds.values()].filter(({ customer }) => customer === id);
    return page(mine, params, `/v1/customers/${id}/tax_ids`);
  }),
  route<Stripe.ProductCreateParams>(
    'POST',
    '/v1/products',
    { knows: { name: 'text', metadata: 'metadata' }, must: ['name'] },
    (world, params) => {
      const id = world.id('prod_');
      world.products.set(id, params.name);
      return { id, object: 'product', active: true, created: nowOf(world, null), livemode: false, name: params.name };
    },
  ),
  route<Stripe.PriceCreateParams>(
    'POST',
    '/v1/prices',
    {
      knows: {
        currency: 'text',
        unit_amount: 'integer',
        product: 'text',
        recurring: { of: { interval: ['day'], interval_count: 'integer' } },
      },
      must: ['currency', 'unit_amount', 'product', 'recurring'],
    },
    (world, params) => {
      get(world.products, 'product', params.product ?? '', 'product');
      const price = newPrice(world.id('price_'), nowOf(world, null), {
        product: params.product ?? '',
        currency: params.currency,
        unitAmount: params.unit_amount ?? 0,
        recurring: { interval: 'day', intervalCount: params.recurring?.interval_count ?? 1 },
      });
      world.prices.set(price.id, price);
      return price;
    },
  ),
  route<Stripe.PriceRetrieveParams>('GET', '/v1/prices/:id', { knows: {} }, (world, _params, id) =>
    get(world.prices, 'price', id),
  ),
  route<Stripe.BillingPortal.SessionCreateParams>(
    'POST',
    '/v1/billing_portal/sessions',
    { knows: { customer: 'text', return_url: 'text' }, must: ['customer'] },
    (world, params) => {
      const customer = get(world.customers, 'customer', params.customer ?? '', 'customer');
      const id = world.id('bps_');
      const session: Stripe.BillingPortal.Session = {
        id,
        object: 'billing_portal.session',
        configuration: 'bpc_default',
        created: nowOf(world, timelineOf(world, customer.id)),
        customer: customer.id,
        customer_account: null,
        flow: null,
        livemode: false,
        locale: null,
        on_behalf_of: null,
        return_url: params.return_url ?? null,
        url: `${world.base()}/p/session/${id}`,
      };
      world.portals.set(id, session);
      return session;
    },
  ),
  route<Stripe.EventListParams>('GET', '/v1/events', { knows: { ...paging, type: 'text' } }, (world, params) =>
    page(
      world.events.filter(({ type }) => !params.type || type === params.type),
      params,
      '/v1/events',
    ),
  ),
  route<Stripe.EventRetrieveParams>('GET', '/v1/events/:id', { knows: {} }, (world, _params, id) => {
    const found = world.events.find((event) => event.id === id);
    return found ?? get(new Map<string, Stripe.Event>(), 'event', id);
  }),
];
