import type Stripe from 'stripe';
import { page } from './answers.ts';
import { endSubscription, itemOf } from './payments.ts';
import { refusal } from './refusal.ts';
import { paging, route, type Route } from './route.ts';
import { change, subscribe } from './subscribe.ts';
import { get, idOf, nowOf, timelineOf } from './world.ts';

const trialSettings = {
  of: { end_behavior: { of: { missing_payment_method: ['cancel', 'create_invoice'] } } },
} as const;
const items = { each: { of: { id: 'text', price: 'text', quantity: 'integer' } } } as const;

const live = ['trialing', 'active', 'past_due', 'unpaid', 'incomplete', 'paused'];

export const subscriptionRoutes: readonly Route[] = [
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
      if (params.customer) get(world.customers, 'customer', params.customer, 'customer');
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
        cancel_at: 'text',
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
        cancelAt: params.cancel_at === undefined ? undefined : Number(params.cancel_at) || null,
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
