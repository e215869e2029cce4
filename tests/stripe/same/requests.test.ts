import type { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { freeBeginning } from '../../../supabase/functions/billing-checkout/free-beginning.ts';
import { customerInTime, day, errorOf, hour, useAccount } from '../account.ts';

const account = useAccount();

const order = (
  priceId: string,
  customer: string,
  subscription_data: Stripe.Checkout.SessionCreateParams.SubscriptionData,
) => ({
  mode: 'subscription' as const,
  customer,
  line_items: [{ price: priceId, quantity: 3 }],
  payment_method_types: ['card' as const],
  payment_method_collection: 'always' as const,
  subscription_data,
  tax_id_collection: { enabled: true },
  customer_update: { name: 'auto' as const, address: 'auto' as const },
  success_url: 'https://app.example.com/settings/billing',
});

describe('a Checkout session', () => {
  it('takes a trial that ends 48 hours ahead or later, and no earlier one', async () => {
    const { priceId, stripe } = account();
    const { id, start } = await customerInTime(stripe);
    const made = await stripe.checkout.sessions.create(order(priceId, id, { trial_end: start + 3 * day }));
    expect(made).toMatchObject({ status: 'open', mode: 'subscription', customer: id, subscription: null });
    expect(made.url).toMatch(/^https?:/);
    const early = stripe.checkout.sessions.create(order(priceId, id, { trial_end: start + 2 * day - hour }));
    expect(await errorOf(early)).toMatchObject({
      type: 'StripeInvalidRequestError',
      param: 'subscription_data[trial_end]',
    });
  });

  it.each([47 * hour, hour, 60])(
    'takes what the last two days of a trial are carried over with, %i seconds before',
    async (left) => {
      const { priceId, stripe } = account();
      const { id, start } = await customerInTime(stripe);
      const now = new Date(start * 1000);
      const { freeUntil, ...beginning } = freeBeginning(new Date((start + left) * 1000).toISOString(), now);
      const made = await stripe.checkout.sessions.create(order(priceId, id, beginning));
      expect([made.status, made.amount_total]).toEqual(['open', 0]);
      expect(freeUntil).toBeGreaterThanOrEqual(start + left);
    },
  );

  it('is listed while it is open, and gone when it was closed', async () => {
    const { priceId, stripe } = account();
    const { id } = await customerInTime(stripe);
    const made = await stripe.checkout.sessions.create(order(priceId, id, {}));
    const open = async () =>
      (await stripe.checkout.sessions.list({ customer: id, status: 'open' })).data.map((session) => session.id);
    expect(await open()).toEqual([made.id]);
    await stripe.checkout.sessions.expire(made.id);
    expect(await open()).toEqual([]);
    expect((await stripe.checkout.sessions.retrieve(made.id)).status).toBe('expired');
    expect(await errorOf(stripe.checkout.sessions.expire(made.id))).toMatchObject({
      type: 'StripeInvalidRequestError',
    });
  });
});

describe('a request', () => {
  it('with the same key and body has the same answer, and with another body is refused', async () => {
    const { stripe } = account();
    const once = { idempotencyKey: `ptero-${crypto.randomUUID()}` };
    const first = await stripe.customers.create({ metadata: { workspace_id: 'w' } }, once);
    const second = await stripe.customers.create({ metadata: { workspace_id: 'w' } }, once);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    const other = stripe.customers.create({ metadata: { workspace_id: 'x' } }, once);
    expect(await errorOf(other)).toMatchObject({ type: 'StripeIdempotencyError' });
  });

  it('with a parameter that does not exist is refused by its name', async () => {
    const asked = account().stripe.customers.create({ colour: 'red' } as Stripe.CustomerCreateParams);
    expect(await errorOf(asked)).toEqual({
      type: 'StripeInvalidRequestError',
      code: 'parameter_unknown',
      param: 'colour',
    });
  });

  it('for what is not there says so', async () => {
    const missing = { type: 'StripeInvalidRequestError', code: 'resource_missing' };
    const { stripe } = account();
    expect(await errorOf(stripe.customers.retrieve('cus_none'))).toMatchObject(missing);
    expect(await errorOf(stripe.subscriptions.retrieve('sub_none'))).toMatchObject(missing);
    expect(await errorOf(stripe.subscriptions.list({ customer: 'cus_none' }))).toMatchObject(missing);
    expect(await errorOf(stripe.billingPortal.sessions.create({ customer: 'cus_none' }))).toMatchObject(missing);
  });

  it('answers a whole thing where it is asked to expand an id', async () => {
    const { priceId, stripe } = account();
    const { id } = await customerInTime(stripe);
    await stripe.subscriptions.create({ customer: id, items: [{ price: priceId, quantity: 2 }] });
    const { data } = await stripe.subscriptions.list({ customer: id, status: 'all', expand: ['data.latest_invoice'] });
    expect(data[0]?.latest_invoice).toMatchObject({ object: 'invoice', status: 'paid', amount_due: 5000 });
    const refused = stripe.subscriptions.list({ customer: id, expand: ['data.status'] });
    expect(await errorOf(refused)).toMatchObject({ type: 'StripeInvalidRequestError' });
  });

  it('is paged, the newest first', async () => {
    const { priceId, stripe } = account();
    const { id } = await customerInTime(stripe);
    const made: string[] = [];
    for (const quantity of [1, 2, 3]) {
      const trial_end = Math.floor(Date.now() / 1000) + 5 * day;
      made.unshift(
        (await stripe.subscriptions.create({ customer: id, items: [{ price: priceId, quantity }], trial_end })).id,
      );
    }
    const first = await stripe.subscriptions.list({ customer: id, limit: 2 });
    const rest = await stripe.subscriptions.list({ customer: id, limit: 2, starting_after: made[1] });
    expect([first.has_more, rest.has_more]).toEqual([true, false]);
    expect([...first.data, ...rest.data].map((one) => one.id).toSorted()).toEqual(made.toSorted());
  });
});
