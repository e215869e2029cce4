import { Stripe } from 'stripe';
import { afterAll, beforeAll, expect } from 'vitest';
import { startStripe, type StripeDouble } from '../../supabase/local/stripe/start-stripe.ts';

export const day = 86_400;
export const hour = 3600;

/** The account under test: the double's, or one of Stripe's in test mode. */
export interface Account {
  readonly stripe: Stripe;
  readonly priceId: string;
}

const config = { apiVersion: '2026-10-28.endive', telemetry: false } as const;

/** The SDK as a program uses it, at the double. */
export const clientOf = (double: StripeDouble, secretKey = double.secretKey): Stripe => {
  const { hostname, port } = new URL(double.url);
  return new Stripe(secretKey, { ...config, host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
};

/**
 * Starts the double, or takes Stripe's test mode when `STRIPE_SECRET_KEY` is set (`npm run test:stripe`), where it makes a
 * product with a price of $25 for 30 days. What it makes lives under test clocks, and goes with them.
 */
export function useAccount(): () => Account {
  let account: Account | null = null;
  let double: StripeDouble | null = null;
  beforeAll(async () => {
    const key = process.env['STRIPE_SECRET_KEY'];
    if (key) {
      if (!key.startsWith('sk_test_')) throw new Error('only a key of test mode: it begins with sk_test_');
      const stripe = new Stripe(key, config);
      account = { stripe, priceId: await newPrice(stripe) };
      return;
    }
    double = await startStripe();
    const stripe = clientOf(double);
    account = { stripe, priceId: await newPrice(stripe) };
  });
  afterAll(async () => {
    await Promise.all(clocks.splice(0).map((id) => account?.stripe.testHelpers.testClocks.del(id)));
    await double?.stop();
  });
  return () => {
    if (!account) throw new Error('not ready yet');
    return account;
  };
}

async function newPrice(stripe: Stripe): Promise<string> {
  const product = await stripe.products.create({ name: 'Ptero, tests' });
  const recurring = { interval: 'day', interval_count: 30 } as const;
  return (await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 2500, recurring })).id;
}

const clocks: string[] = [];

/** A customer with a card, who lives in the time of a clock of their own. */
export async function customerInTime(stripe: Stripe, card = 'pm_card_visa') {
  const start = Math.floor(Date.now() / 1000);
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start });
  clocks.push(clock.id);
  const customer = await stripe.customers.create({ test_clock: clock.id, name: 'Wrens' });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  return {
    id: customer.id,
    start,
    /** Lets time pass until a moment; resolves when Stripe has done all that was due. */
    async until(time: number) {
      await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: time });
      const ready = async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status;
      await expect.poll(ready, { timeout: 100_000, interval: 500 }).toBe('ready');
    },
  };
}

/** What the SDK throws, without its class. */
export async function errorOf(asked: PromiseLike<unknown>): Promise<{ type: string; code?: string; param?: string }> {
  try {
    await asked;
  } catch (cause) {
    if (cause instanceof Stripe.errors.StripeError) return { type: cause.type, code: cause.code, param: cause.param };
    throw cause;
  }
  throw new Error('nothing was refused');
}
