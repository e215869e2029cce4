import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStripe, type StripeDouble } from '../../supabase/local/stripe/start-stripe.ts';
import { clientOf, day, errorOf, hour } from './account.ts';

let double: StripeDouble;
beforeEach(async () => {
  double = await startStripe({ frozenAt: new Date('2026-03-02T09:00:00Z') });
});
afterEach(() => double.stop());

const seconds = () => Math.floor(double.now().getTime() / 1000);
const moved = (by: number) => double.advanceTo(new Date(double.now().getTime() + by * 1000));

async function opened(subscriptionData: { trial_end?: number } = {}, cancelUrl = 'https://app.example.com/back') {
  const stripe = clientOf(double);
  const customer = await stripe.customers.create({ name: 'Wrens' });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: double.priceId, quantity: 2 }],
    subscription_data: subscriptionData,
    success_url: 'https://app.example.com/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: cancelUrl,
  });
  return { stripe, customer, session };
}

/** Presses a button of a page. */
async function press(url: string | null, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams(fields);
  const response = await fetch(url ?? '', { method: 'POST', body, redirect: 'manual' });
  return { status: response.status, to: response.headers.get('Location'), text: await response.text() };
}

const pays = '4242 4242 4242 4242';
const isDeclined = '4000 0000 0000 0002';
const neverPays = '4000 0000 0000 0341';

describe('the Checkout page', () => {
  it('says what is due, and goes to the address of success when it is paid', async () => {
    const { customer, session, stripe } = await opened();
    expect(await (await fetch(session.url ?? '')).text()).toContain('$50.00 due today');
    const pressed = await press(session.url, { card: pays });
    expect([pressed.status, pressed.to]).toEqual([303, `https://app.example.com/done?session=${session.id}`]);
    const done = await stripe.checkout.sessions.retrieve(session.id);
    expect([done.status, done.payment_status, done.url]).toEqual(['complete', 'paid', null]);
    const { data } = await stripe.subscriptions.list({ customer: customer.id });
    expect(data.map(({ id, status }) => [id, status])).toEqual([[done.subscription, 'active']]);
  });

  it('says when the first payment is due where the beginning is free', async () => {
    const { session, stripe } = await opened({ trial_end: seconds() + 5 * day });
    expect(await (await fetch(session.url ?? '')).text()).toContain('Nothing due today; $50.00 on 2026-03-07');
    await press(session.url, { card: pays });
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('no_payment_required');
    expect((await stripe.invoices.list()).data.map(({ amount_due }) => amount_due)).toEqual([0]);
  });

  it.each([isDeclined, neverPays, '1234'])('with the card %s stays open, and nothing is made', async (card) => {
    const { customer, session, stripe } = await opened();
    const pressed = await press(session.url, { card });
    expect([pressed.status, pressed.text.includes('role="alert"')]).toEqual([402, true]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
    expect((await press(session.url, { card: pays })).status).toBe(303);
  });

  it('leads back without anything made, and its words do nothing', async () => {
    const { session } = await opened({}, 'https://app.example.com/back?a="><script>');
    const page = await (await fetch(session.url ?? '')).text();
    expect(page).toContain('>Back</a>');
    expect(page).not.toContain('<script>');
  });

  it('cannot be paid twice, nor after a day', async () => {
    const { customer, session, stripe } = await opened();
    await press(session.url, { card: pays });
    expect((await press(session.url, { card: pays })).status).toBe(410);
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toHaveLength(1);
    const late = await opened();
    await moved(day + 1);
    expect((await press(late.session.url, { card: pays })).status).toBe(410);
  });

  it('charges the full period when a free beginning ran out while it was open', async () => {
    const stripe = clientOf(double);
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price: double.priceId, quantity: 1 }],
      subscription_data: { billing_cycle_anchor: seconds() + hour, proration_behavior: 'none' },
      success_url: 'https://app.example.com/',
    });
    await moved(2 * hour);
    await press(session.url, { card: pays });
    expect((await stripe.invoices.list()).data.map(({ amount_paid }) => amount_paid)).toEqual([2500]);
  });

  it('with a free beginning makes no invoice before its anchor', async () => {
    const stripe = clientOf(double);
    const customer = await stripe.customers.create({});
    const anchor = seconds() + hour;
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price: double.priceId, quantity: 1 }],
      subscription_data: { billing_cycle_anchor: anchor, proration_behavior: 'none' },
      success_url: 'https://app.example.com/',
    });
    await press(session.url, { card: pays });
    expect((await stripe.invoices.list()).data).toEqual([]);
    await moved(2.5 * hour);
    const [invoice] = (await stripe.invoices.list()).data;
    expect([invoice?.amount_paid, invoice?.created]).toEqual([2500, anchor]);
  });
});

describe('the portal', () => {
  it('takes another card, which pays what is owed, and a tax id; it shows the invoices', async () => {
    const { customer, session, stripe } = await opened({ trial_end: seconds() + 3 * day });
    await press(session.url, { card: neverPays });
    await moved(3 * day + 2 * hour);
    const status = async () => (await stripe.subscriptions.list({ customer: customer.id })).data[0]?.status;
    expect(await status()).toBe('past_due');
    const { url } = await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: 'https://a.b/' });
    expect((await press(url, { do: 'card', card: isDeclined })).status).toBe(402);
    expect(await status()).toBe('past_due');
    expect((await press(url, { do: 'card', card: pays })).text).toContain('visa ending in 4242');
    expect(await status()).toBe('active');
    const page = await press(url, { do: 'tax', tax: 'DE123456789' });
    expect(page.text).toContain('DE123456789');
    expect(page.text).toContain('$50.00 paid');
    const taxIds = await stripe.customers.listTaxIds(customer.id);
    expect(taxIds.data.map(({ type, value }) => [type, value])).toEqual([['eu_vat', 'DE123456789']]);
  });
});

describe('a failed payment', () => {
  it('is tried again on the days of the plan, and ends the subscription after the last', async () => {
    const { customer, session, stripe } = await opened({ trial_end: seconds() + 3 * day });
    await press(session.url, { card: neverPays });
    await moved(3 * day + 2 * hour);
    const seen: unknown[] = [];
    for (const days of [0, 3, 5, 7]) {
      await moved(days * day);
      const [invoice] = (await stripe.invoices.list({ limit: 1 })).data;
      const [one] = (await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data;
      seen.push([invoice?.attempt_count, invoice?.status, one?.status]);
    }
    expect(seen).toEqual([
      [1, 'open', 'past_due'],
      [2, 'open', 'past_due'],
      [3, 'open', 'past_due'],
      [4, 'open', 'canceled'],
    ]);
  });
});

describe('what the double does not know', () => {
  it('is refused as Stripe refuses it: a route, a key, a version, a proration', async () => {
    const { session, stripe } = await opened();
    expect(await errorOf(stripe.coupons.list())).toMatchObject({ type: 'StripeInvalidRequestError' });
    const other = clientOf(double, 'sk_test_of_somebody_else');
    expect(await errorOf(other.customers.list())).toMatchObject({ type: 'StripeAuthenticationError' });
    const older = await fetch(`${double.url}/v1/customers`, {
      headers: { Authorization: `Bearer ${double.secretKey}`, 'Stripe-Version': '2020-08-27' },
    });
    expect([older.status, await older.json()]).toMatchObject([400, { error: { type: 'invalid_request_error' } }]);
    await press(session.url, { card: pays });
    const [one] = (await stripe.subscriptions.list()).data;
    const [item] = one?.items.data ?? [];
    const prorated = stripe.subscriptions.update(one?.id ?? '', { items: [{ id: item?.id, quantity: 5 }] });
    expect(await errorOf(prorated)).toMatchObject({ param: 'proration_behavior' });
  });

  it('a request broken off after it was done has been done once, however often it is tried', async () => {
    const stripe = clientOf(double);
    let breaks = 2;
    double.interrupt(() => ((breaks -= 1) >= 0 ? 'after' : null));
    const made = await stripe.customers.create({}, { idempotencyKey: 'once', maxNetworkRetries: 3 });
    expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([made.id]);
  });
});
