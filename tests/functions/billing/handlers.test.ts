import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BillingDeps } from '../../../supabase/functions/_shared/admin-request.ts';
import type { BillingDatabase } from '../../../supabase/functions/_shared/billing-database.ts';
import { readCustomer } from '../../../supabase/functions/_shared/snapshot.ts';
import { createStopLinks } from '../../../supabase/functions/_shared/stop-link.ts';
import { clockOf, readStripeSettings } from '../../../supabase/functions/_shared/stripe-settings.ts';
import { createHandler as createCheckout } from '../../../supabase/functions/billing-checkout/handler.ts';
import { createHandler as createDaily, type DailyDeps } from '../../../supabase/functions/billing-daily/handler.ts';
import { createHandler as createPortal } from '../../../supabase/functions/billing-portal/handler.ts';
import { createHandler as createResume } from '../../../supabase/functions/billing-resume/handler.ts';
import { startStripe, type StripeDouble } from '../../../supabase/local/stripe/start-stripe.ts';
import { clientOf } from '../../stripe/account.ts';

const id = 'b7f1c1a2-0000-4000-8000-000000000001';
let double: StripeDouble;
beforeAll(async () => {
  double = await startStripe({ frozenAt: new Date('2027-03-01T09:00:00Z') });
});
afterAll(() => double.stop());

/** A database that grants everything and remembers what it was told. */
function fakeDatabase(customer: string | null) {
  const applied = { applied: true, from: 'active', state: 'active', changed: false };
  return {
    facts: vi.fn<BillingDatabase['facts']>(async () => ({
      ok: true,
      value: { state: 'active', packs: 1, customer_id: customer, subscription_id: null, subscribed: true },
    })),
    apply: vi.fn<BillingDatabase['apply']>(async () => ({ ok: true, value: applied })),
    receive: vi.fn<BillingDatabase['receive']>(async () => ({ ok: true, value: applied })),
    checkoutBegin: vi.fn<BillingDatabase['checkoutBegin']>(),
    checkoutOpened: vi.fn<BillingDatabase['checkoutOpened']>(),
    customers: vi.fn<BillingDatabase['customers']>(async () => ({
      ok: true,
      value: customer === null ? [] : [{ workspace_id: id, customer_id: customer }],
    })),
    dailyWork: vi.fn<BillingDatabase['dailyWork']>(async () => ({
      ok: true,
      value: { set_packs: [], mails: [], reconcile: [] },
    })),
    mailSent: vi.fn<BillingDatabase['mailSent']>(async () => ({ ok: true, value: null })),
    stopMails: vi.fn<BillingDatabase['stopMails']>(),
  };
}

function setUp(customer: string | null) {
  const database = fakeDatabase(customer);
  const deps: BillingDeps = {
    stripe: clientOf(double),
    database,
    priceId: double.priceId,
    now: async () => double.now(),
    planOf: async () => ({ ok: true, value: { may: { manage_billing: true } } }),
    log: vi.fn<BillingDeps['log']>(),
    appUrl: 'https://app.example.com',
    headers: {},
  };
  return { database, deps };
}

function setUpDaily(customer: string | null, changed: Partial<DailyDeps> = {}) {
  const { database, deps } = setUp(customer);
  const handler = createDaily({
    ...deps,
    hasTime: () => true,
    secretKey: 'sb_secret_1',
    send: async () => undefined,
    stopLinks: createStopLinks('s', deps.appUrl, 'https://api.example.com'),
    ...changed,
  });
  const run = async (key = 'sb_secret_1') => {
    const response = await handler(new Request('http://f/', { method: 'POST', headers: { apikey: key } }));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { database, deps, run };
}

async function subscribedTwice() {
  const stripe = clientOf(double);
  const customer = await stripe.customers.create({ metadata: { workspace_id: id } });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const made: string[] = [];
  for (const quantity of [2, 3]) {
    const order = {
      customer: customer.id,
      items: [{ price: double.priceId, quantity }],
      default_payment_method: method.id,
    };
    made.push((await stripe.subscriptions.create(order)).id);
    await double.advanceTo(new Date(double.now().getTime() + 60_000));
  }
  return { stripe, customer: customer.id, made };
}

const adminRequest = () =>
  new Request('http://f/', {
    method: 'POST',
    headers: { Authorization: 'Bearer t' },
    body: `{"workspace_id":"${id}"}`,
  });

describe('a billing function', () => {
  it('opens no checkout for a session that nobody has any more', async () => {
    const { database, deps } = setUp(null);
    const response = await createCheckout({ ...deps, userOf: async () => null })(adminRequest());
    expect([response.status, await response.json()]).toMatchObject([401, { hint: 'account/signed-out' }]);
    expect(database.checkoutBegin).not.toHaveBeenCalled();
  });

  it('opens the portal of the workspace’s own customer', async () => {
    const customer = await clientOf(double).customers.create({});
    const response = await createPortal(setUp(customer.id).deps)(adminRequest());
    const { url } = (await response.json()) as { url: string };
    expect([response.status, double.world.portals.get(url.split('/').at(-1) ?? '')?.customer]).toEqual([
      200,
      customer.id,
    ]);
  });

  it('has none for a workspace that never paid', async () => {
    const response = await createPortal(setUp(null).deps)(adminRequest());
    expect([response.status, await response.json()]).toMatchObject([409, { hint: 'billing/no-subscription' }]);
  });

  it('says that the payment service did not answer, and neither answer nor log holds what was sent', async () => {
    const { deps } = setUp('cus_secret_name');
    const response = await createPortal(deps)(adminRequest());
    const said = JSON.stringify([await response.json(), vi.mocked(deps.log).mock.calls]);
    expect([response.status, said.includes('billing/unreachable')]).toEqual([502, true]);
    expect(said).toContain('resource_missing');
    expect(said).not.toMatch(/sk_test|cus_secret_name|Bearer/);
  });
});

describe('reading a customer', () => {
  it('lets the older of two running subscriptions count, and names the other', async () => {
    const { customer, made, stripe } = await subscribedTwice();
    const reading = await readCustomer(stripe, customer, double.priceId, double.now());
    expect(reading.snapshots.map((one) => one.subscription_id)).toEqual([made[1], made[0]]);
    expect([reading.running?.id, reading.doubled]).toEqual([made[0], [made[1]]]);
  });

  it('takes a free beginning for a trial, and what follows for what it is', async () => {
    const stripe = clientOf(double);
    const freeUntil = Math.floor(double.now().getTime() / 1000) + 3600;
    const item = {
      id: 'si_1',
      quantity: 3,
      current_period_start: freeUntil - 7200,
      current_period_end: freeUntil,
      price: { id: double.priceId },
    };
    const subscription = {
      id: 'sub_1',
      status: 'active',
      created: 1,
      cancel_at_period_end: false,
      cancel_at: null,
      trial_end: null,
      metadata: { free_until: String(freeUntil) },
      items: { data: [item] },
      latest_invoice: null,
    };
    const at = (end: number) =>
      readCustomer(
        {
          ...stripe,
          customers: stripe.customers,
          checkout: stripe.checkout,
          billingPortal: stripe.billingPortal,
          subscriptions: {
            list: async () => ({
              data: [{ ...subscription, items: { data: [{ ...item, current_period_end: end }] } }],
            }),
            update: async () => null,
            cancel: async () => null,
          },
        },
        'cus_1',
        double.priceId,
        double.now(),
      );
    const until = new Date(freeUntil * 1000).toISOString();
    expect((await at(freeUntil)).snapshots[0]).toMatchObject({ status: 'trialing', trial_end: until });
    expect((await at(freeUntil + 1)).snapshots[0]).toMatchObject({ status: 'active', trial_end: null });
  });
});

describe('taking a cancellation back', () => {
  it.each([
    ['with the period', { cancel_at_period_end: true }],
    ['at a date, as Stripe’s own pages may do it', { cancel_at: 1_805_000_000 }],
  ])('works for one %s', async (_how, cancelled) => {
    const stripe = clientOf(double);
    const customer = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const order = { customer: customer.id, items: [{ price: double.priceId }], default_payment_method: method.id };
    const { id: made } = await stripe.subscriptions.create(order);
    await stripe.subscriptions.update(made, cancelled);
    const read = () => readCustomer(stripe, customer.id, double.priceId, double.now());
    expect((await read()).snapshots.at(-1)?.cancel_at_period_end).toBe(true);
    expect((await createResume(setUp(customer.id).deps)(adminRequest())).status).toBe(200);
    expect((await read()).snapshots.at(-1)?.cancel_at_period_end).toBe(false);
    expect((await stripe.subscriptions.retrieve(made)).cancel_at).toBeNull();
  });
});

describe('the daily work', () => {
  it('ends the newer of two running subscriptions and reports it', async () => {
    const { customer, made, stripe } = await subscribedTwice();
    const { deps, run } = setUpDaily(customer);
    const { body, status } = await run();
    const ended = { workspace_id: id, ended: [made[1]] };
    expect([status, body]).toMatchObject([200, { reconciled: { read: 1, repaired: [ended], failed: [], left: 0 } }]);
    expect(vi.mocked(deps.log).mock.calls.flat()).toContainEqual(expect.objectContaining({ what: 'drift repaired' }));
    const left = await Promise.all(made.map(async (one) => (await stripe.subscriptions.retrieve(one)).status));
    expect(left).toEqual(['active', 'canceled']);
  });

  it('takes nothing from anybody while Stripe cannot be reached', async () => {
    const { database, run } = setUpDaily('cus_1');
    double.interrupt(() => 'before');
    const { status } = await run();
    double.interrupt(null);
    expect([status, database.dailyWork.mock.calls]).toEqual([503, []]);
  });

  it('goes on when one workspace fails, and says which', async () => {
    const { database, run } = setUpDaily('cus_nobody_knows');
    const { body, status } = await run();
    expect([status, body]).toMatchObject([200, { reconciled: { failed: [id] } }]);
    expect(database.dailyWork).toHaveBeenCalledOnce();
  });

  it('leaves to the next run what the time does not suffice for', async () => {
    const { body } = await setUpDaily('cus_1', { hasTime: () => false }).run();
    expect(body).toMatchObject({ reconciled: { read: 0, left: 1 } });
  });

  it('marks a mail as sent when one address got it, and tries again when none did', async () => {
    const mail = {
      id: 'm1',
      workspace_id: id,
      workspace: 'W',
      kind: 'receipt',
      to: ['a@example.com', 'b@example.com'],
      data: {},
    };
    const sending = (send: DailyDeps['send']) => {
      const made = setUpDaily(null, { send });
      made.database.dailyWork.mockResolvedValue({ ok: true, value: { set_packs: [], mails: [mail], reconcile: [] } });
      return made;
    };
    const half = sending(({ to }) => (to === 'a@example.com' ? Promise.reject(new Error('550')) : Promise.resolve()));
    expect((await half.run()).body).toMatchObject({ mails: { done: 1, failed: 0 } });
    expect(half.database.mailSent).toHaveBeenCalledOnce();
    const none = sending(() => Promise.reject(new Error('550 a@example.com')));
    expect((await none.run()).body).toMatchObject({ mails: { done: 0, failed: 1 } });
    expect(none.database.mailSent).not.toHaveBeenCalled();
    expect(JSON.stringify(vi.mocked(none.deps.log).mock.calls)).not.toContain('@example.com');
  });

  it.each(['', 'sb_secret_2', 'sb_secret_11'])('is started by nobody with the key %j', async (key) => {
    const { database, run } = setUpDaily(null);
    expect([(await run(key)).status, database.customers.mock.calls]).toEqual([401, []]);
  });
});

describe('the settings for Stripe', () => {
  const all: Record<string, string> = {
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    STRIPE_PRICE_ID: 'price_1',
  };

  it.each(Object.keys(all))('name %s when it is missing, and no value', (name) => {
    expect(() => readStripeSettings((asked) => (asked === name ? undefined : all[asked]))).toThrow(
      `the secret ${name} is not set`,
    );
  });

  it.each(['https://api.example.com', 'http://10.0.0.1:80', 'http://127.0.0.1:80/x'])(
    'take no other address for Stripe’s: %s',
    (base) => {
      const read = (asked: string) => ({ ...all, STRIPE_API_BASE: base })[asked];
      expect(() => readStripeSettings(read)).toThrow('only name a port of 127.0.0.1');
    },
  );

  it('take the time of the stand-in where there is one, and the machine’s elsewhere', async () => {
    expect((await clockOf({ base: double.url })()).getUTCFullYear()).toBe(2027);
    expect(Math.abs((await clockOf({ base: null })()).getTime() - Date.now())).toBeLessThan(60_000);
  });
});
