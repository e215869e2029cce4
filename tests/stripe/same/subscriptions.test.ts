import { describe, expect, it } from 'vitest';
import { readCustomer } from '../../../supabase/functions/_shared/snapshot.ts';
import { customerInTime, day, hour, useAccount } from '../account.ts';

const account = useAccount();

/** A subscription of this many packs, with seven free days first. */
async function subscribed(quantity: number, card?: string) {
  const { priceId, stripe } = account();
  const customer = await customerInTime(stripe, card);
  const trialEnd = customer.start + 7 * day;
  const made = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: priceId, quantity }],
    trial_end: trialEnd,
  });
  const read = () => stripe.subscriptions.retrieve(made.id);
  const invoices = async () =>
    (await stripe.invoices.list({ subscription: made.id, limit: 100 })).data
      .toReversed()
      .map(({ amount_due: amount, status }) => [amount, status]);
  const snapshot = async () => (await readCustomer(stripe, customer.id, priceId, new Date())).snapshots.at(-1) ?? null;
  return { stripe, customer, trialEnd, made, read, invoices, snapshot };
}

describe('a subscription of 30-day periods', () => {
  it('asks for nothing in its trial, and for the packs when that is over', async () => {
    const { customer, invoices, made, read, snapshot, trialEnd } = await subscribed(3);
    expect([made.status, made.trial_end, await invoices()]).toEqual(['trialing', trialEnd, [[0, 'paid']]]);
    await customer.until(trialEnd - hour);
    expect([(await read()).status, await invoices()]).toEqual(['trialing', [[0, 'paid']]]);
    await customer.until(trialEnd + 60);
    expect(await invoices()).toEqual([
      [0, 'paid'],
      [7500, 'draft'],
    ]);
    await customer.until(trialEnd + 2 * hour);
    const [item] = (await read()).items.data;
    expect([(await read()).status, item?.current_period_start, item?.current_period_end]).toEqual([
      'active',
      trialEnd,
      trialEnd + 30 * day,
    ]);
    expect(await invoices()).toEqual([
      [0, 'paid'],
      [7500, 'paid'],
    ]);
    expect(await snapshot()).toMatchObject({
      subscription_id: made.id,
      status: 'active',
      packs: 3,
      period_end: new Date((trialEnd + 30 * day) * 1000).toISOString(),
      latest_invoice: { status: 'paid', amount_cents: 7500 },
    });
  });

  it('asks for another quantity from the next period on, and prorates nothing', async () => {
    const { customer, invoices, made, stripe, trialEnd } = await subscribed(1);
    const [item] = made.items.data;
    await customer.until(trialEnd + 2 * hour);
    const quantity = (packs: number) =>
      stripe.subscriptions.update(made.id, {
        items: [{ id: item?.id ?? '', quantity: packs }],
        proration_behavior: 'none',
      });
    await quantity(4);
    await customer.until(trialEnd + 30 * day + 2 * hour);
    expect(await invoices()).toEqual([
      [0, 'paid'],
      [2500, 'paid'],
      [10_000, 'paid'],
    ]);
    await quantity(0);
    await customer.until(trialEnd + 60 * day + 2 * hour);
    expect((await invoices()).at(-1)).toEqual([0, 'paid']);
  });

  it('cancelled runs to the end of its period, and can be taken back until then', async () => {
    const { customer, invoices, made, read, snapshot, stripe, trialEnd } = await subscribed(1);
    await customer.until(trialEnd + 2 * hour);
    await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
    expect(await snapshot()).toMatchObject({ status: 'active', cancel_at_period_end: true });
    await stripe.subscriptions.update(made.id, { cancel_at_period_end: false });
    expect(await snapshot()).toMatchObject({ status: 'active', cancel_at_period_end: false });
    await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
    await customer.until(trialEnd + 30 * day - hour);
    expect((await read()).status).toBe('active');
    await customer.until(trialEnd + 30 * day + 2 * hour);
    expect((await read()).status).toBe('canceled');
    expect(await invoices()).toEqual([
      [0, 'paid'],
      [2500, 'paid'],
    ]);
    expect(await snapshot()).toMatchObject({ status: 'canceled', subscription_id: made.id });
  });

  it('is past due when the card does not pay, and active again with one that does', async () => {
    const { customer, invoices, made, read, snapshot, stripe, trialEnd } = await subscribed(
      2,
      'pm_card_chargeCustomerFail',
    );
    await customer.until(trialEnd + 2 * hour);
    expect([(await read()).status, await invoices()]).toEqual([
      'past_due',
      [
        [0, 'paid'],
        [5000, 'open'],
      ],
    ]);
    expect(await snapshot()).toMatchObject({
      status: 'past_due',
      latest_invoice: { status: 'open', amount_cents: 5000 },
    });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
    const [open] = (await stripe.invoices.list({ subscription: made.id, status: 'open' })).data;
    await stripe.invoices.pay(open?.id ?? '');
    expect([(await read()).status, await invoices()]).toEqual([
      'active',
      [
        [0, 'paid'],
        [5000, 'paid'],
      ],
    ]);
  });

  it('is found by its customer and price, and another price is none of ours', async () => {
    const { customer, made, stripe } = await subscribed(1);
    const reading = await readCustomer(stripe, customer.id, account().priceId, new Date());
    expect(reading).toMatchObject({ doubled: [], running: { id: made.id, packs: 1, endsAtDate: false } });
    const other = await readCustomer(stripe, customer.id, 'price_of_something_else', new Date());
    expect(other).toMatchObject({ doubled: [], running: null, snapshots: [{ subscription_id: null, status: null }] });
  });
});
