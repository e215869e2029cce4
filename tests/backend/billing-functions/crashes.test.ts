import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckoutDeps } from '../../../supabase/functions/billing-checkout/handler.ts';
import { createHandler as createCancel } from '../../../supabase/functions/billing-cancel/handler.ts';
import { createHandler as createCheckout } from '../../../supabase/functions/billing-checkout/handler.ts';
import { createHandler as createDaily } from '../../../supabase/functions/billing-daily/handler.ts';
import { createHandler as createResume } from '../../../supabase/functions/billing-resume/handler.ts';
import { createHandler as createWebhook } from '../../../supabase/functions/stripe-webhook/handler.ts';
import { billingDatabase } from '../../../supabase/functions/_shared/billing-database.ts';
import { billingDeps, userOf } from '../../../supabase/functions/_shared/billing-wiring.ts';
import type { Mail } from '../../../supabase/functions/_shared/mail.ts';
import type { Settings } from '../../../supabase/functions/_shared/settings.ts';
import { createStopLinks } from '../../../supabase/functions/_shared/stop-link.ts';
import { readStripeSettings } from '../../../supabase/functions/_shared/stripe-settings.ts';
import { localKeys } from '../../../supabase/local/keys.ts';
import { allGrown, call, grown } from './calls.ts';
import { type Crash, mortal } from './crash.ts';
import { type Admin, payAt, useOwnBackend } from './own-backend.ts';

/** Every event is lost: only the daily work can bring Postgres to know. */
const own = useOwnBackend({ stripe: { plan: { seed: 1, lost: 1 } } });

const settings = (): Settings => ({
  supabaseUrl: own().backend.url,
  publishableKey: localKeys.publishable,
  secretKey: localKeys.secret,
  appUrl: 'https://app.example.com',
  smtp: { host: '127.0.0.1', port: own().backend.smtpPort, user: null, password: null, from: 'Ptero <p@example.com>' },
});

/** What a function is given, dying where it is said to. */
function mortalDeps(crash: Crash | null) {
  const { stripe: double } = own().backend;
  const life = mortal(crash);
  const read = (name: string) =>
    ({
      STRIPE_SECRET_KEY: double.secretKey,
      STRIPE_WEBHOOK_SECRET: double.webhookSecret,
      STRIPE_PRICE_ID: double.priceId,
      STRIPE_API_BASE: double.url,
    })[name];
  const whole = billingDeps(settings(), readStripeSettings(read), own().stripe, () => undefined);
  const stripe = life.wrap({
    customers: own().stripe.customers,
    subscriptions: own().stripe.subscriptions,
    checkout: { sessions: own().stripe.checkout.sessions },
    billingPortal: { sessions: own().stripe.billingPortal.sessions },
  });
  const deps: CheckoutDeps = {
    ...whole,
    stripe,
    database: life.wrap(billingDatabase(settings())),
    userOf: (authorization) => userOf(settings(), authorization),
  };
  return { deps, life };
}

const ask = (handler: (request: Request) => Promise<Response>, who: Admin, id: string) =>
  handler(
    new Request('http://f/', {
      method: 'POST',
      headers: { Authorization: `Bearer ${who.token}` },
      body: JSON.stringify({ workspace_id: id }),
    }),
  );

/** Every step of a function, before and after. @param live how it goes without a crash */
async function everyCrash(live: (crash: Crash | null) => Promise<readonly string[]>) {
  const calls = await live(null);
  return calls.flatMap((_name, index): Crash[] => [
    { step: index + 1, when: 'before' },
    { step: index + 1, when: 'after' },
  ]);
}

const facts = async (id: string) => {
  const answer = await billingDatabase(settings()).facts(id, own().now());
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value as typeof answer.value & { readonly cancel_at: string | null; readonly next_packs: number };
};

/** What runs at Stripe for a workspace. */
const running = (id: string) =>
  [...own().backend.stripe.world.subscriptions.values()].filter(
    ({ metadata, status }) => metadata['workspace_id'] === id && status !== 'canceled',
  );

const openSessions = (id: string) =>
  [...own().backend.stripe.world.sessions.values()].filter(
    ({ session }) => session.client_reference_id === id && session.status === 'open',
  );

describe('the daily work that dies at any of its steps', () => {
  it('is finished by the next one: the quantity is right, every mail was sent, none more than twice', async () => {
    const { ada, id } = await grown(own(), 90_000);
    await payAt((await call(ada, 'billing-checkout', id)).url ?? '');
    await own().daily();
    await own().days(6);
    const sent: Mail[] = [];
    const run = async (crash: Crash | null) => {
      const { deps, life } = mortalDeps(crash);
      const post = life.wrap({
        send: async (mail: Mail) => {
          if (mail.to === ada.email) sent.push(mail);
        },
      });
      const response = await createDaily({
        ...deps,
        hasTime: () => true,
        secretKey: localKeys.secret,
        send: (mail) => post.send(mail),
        stopLinks: createStopLinks('secret', 'https://app.example.com', 'https://api.example.com'),
      })(new Request('http://f/', { method: 'POST', headers: { apikey: localKeys.secret } }));
      return { status: response.status, calls: life.calls, died: life.died() };
    };
    let users = 60_000;
    let step = 0;
    for (let alive = false; !alive;) {
      step += 1;
      for (const when of ['before', 'after'] as const) {
        users += 25_000;
        await own().grow(id, users);
        alive = !(await run({ step, when })).died;
        expect((await run(null)).status).toBe(200);
        const [subscription] = running(id);
        const packs = Math.ceil((users - 25_000) / 25_000);
        expect([subscription?.items.data[0]?.quantity, (await facts(id)).next_packs]).toEqual([packs, packs]);
      }
    }
    expect(step).toBeGreaterThan(8);
    const counts = new Map<string, number>();
    for (const { subject } of sent) counts.set(subject, (counts.get(subject) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(0);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
  });
});

describe('a function that dies at any of its steps', () => {
  it('checkout: the next press opens the one page, which is paid once, and the daily work knows', async () => {
    const { ada, ids } = await allGrown(own(), 15);
    const left = [...ids];
    const open = async (crash: Crash | null) => {
      const id = left.pop() ?? '';
      const first = mortalDeps(crash);
      const answer = await ask(createCheckout(first.deps), ada, id);
      expect(answer.status).toBe(crash === null ? 200 : 502);
      const again = await ask(createCheckout(mortalDeps(null).deps), ada, id);
      const { url } = (await again.json()) as { url: string };
      expect([again.status, openSessions(id).length]).toEqual([200, 1]);
      expect(await payAt(url)).toBe(303);
      return first.life.calls;
    };
    for (const crash of await everyCrash(open)) await open(crash);
    const { reconciled } = await own().daily();
    expect([left, reconciled.failed]).toEqual([[], []]);
    for (const id of ids) {
      expect([await own().state(id), running(id).length, openSessions(id).length]).toEqual(['trialing', 1, 0]);
      expect((await facts(id)).subscribed).toBe(true);
    }
  });

  describe('cancel and resume', () => {
    let ada: Admin;
    let ids: readonly string[] = [];
    beforeAll(async () => {
      ({ ada, ids } = await allGrown(own(), 11));
      await own().days(8);
      for (const id of ids) {
        const { url } = (await (await ask(createCheckout(mortalDeps(null).deps), ada, id)).json()) as { url: string };
        await payAt(url);
      }
      await own().daily();
      for (const id of ids) expect(await own().state(id)).toBe('active');
    });

    it.each([
      ['cancel', createCancel],
      ['resume', createResume],
    ] as const)('%s: Postgres says what Stripe does, after the daily work', async (name, create) => {
      const [first = '', ...others] = ids;
      if (name === 'resume') for (const id of ids) await ask(createCancel(mortalDeps(null).deps), ada, id);
      const crashes = await everyCrash(async (crash) => {
        const { deps, life } = mortalDeps(crash);
        expect((await ask(create(deps), ada, first)).status).toBe(200);
        return life.calls;
      });
      expect(crashes.length).toBe(others.length);
      for (const [index, crash] of crashes.entries()) {
        expect((await ask(create(mortalDeps(crash).deps), ada, others[index] ?? '')).status).toBe(502);
      }
      await own().daily();
      const seen = new Set<string>();
      for (const id of others) {
        const state = await own().state(id);
        expect(state).toBe(running(id)[0]?.cancel_at_period_end ? 'cancelling' : 'active');
        seen.add(state);
      }
      // Some died before Stripe was told, some after.
      expect(seen.size).toBe(2);
    });
  });

  it('webhook: the event is taken once when it is sent again, and not missed when it is not', async () => {
    const { ada, ids } = await allGrown(own(), 9);
    const left = [...ids];
    const take = async (crash: Crash | null) => {
      const id = left.pop() ?? '';
      const opened = await ask(createCheckout(mortalDeps(null).deps), ada, id);
      await payAt(((await opened.json()) as { url: string }).url);
      const event = own().backend.stripe.world.events.findLast(({ type }) => type === 'checkout.session.completed');
      const { deps, life } = mortalDeps(crash);
      const handle = (withDeps: typeof deps) =>
        createWebhook({ ...withDeps, livemode: false, verify: async () => event ?? Promise.reject(new Error('none')) })(
          new Request('http://f/', { method: 'POST', body: '{}' }),
        );
      const first = await handle(deps);
      expect(first.status).toBe(crash === null ? 200 : 503);
      const second = (await (await handle(mortalDeps(null).deps)).json()) as { applied: boolean };
      const took = crash === null || (crash.step === life.calls.length && crash.when === 'after');
      expect(second.applied).toBe(!took || life.calls.at(-1) !== 'receive');
      expect((await facts(id)).subscribed).toBe(true);
      return life.calls;
    };
    for (const crash of await everyCrash(take)) await take(crash);
    expect(left).toEqual([]);
  });
});
