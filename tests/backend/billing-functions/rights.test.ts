import type { FunctionsHttpError } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../../supabase/local/stripe/webhooks.ts';
import { call, grown, paying } from './calls.ts';
import { payAt, useOwnBackend } from './own-backend.ts';

const own = useOwnBackend();

describe('who may do what', () => {
  it('a member reaches payment by no function, and a stranger learns nothing', async () => {
    const { ada, id } = await grown(own());
    const [bob, eve] = [await own().person('Bob'), await own().person('Eve')];
    await own().sql(`insert into public.members (workspace_id, user_id, role) values ($1, $2, 'member')`, [id, bob.id]);
    for (const name of ['billing-checkout', 'billing-portal', 'billing-cancel', 'billing-resume']) {
      expect(await call(bob, name, id)).toEqual({ status: 403, hint: 'billing/admins-only' });
      expect(await call(eve, name, id)).toEqual({ status: 404, hint: 'team/not-found' });
      const { error } = await ada.client.functions.invoke(name, { body: {} });
      expect((error as FunctionsHttpError).context.status).toBe(400);
      const nobody = await fetch(`${own().backend.url}/functions/v1/${name}`, { method: 'POST', body: '{}' });
      expect(nobody.status).toBe(401);
      const forged = await fetch(`${own().backend.url}/functions/v1/${name}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${ada.token.slice(0, -4)}AAAA` },
        body: JSON.stringify({ workspace_id: id }),
      });
      expect(forged.status).toBe(401);
    }
    expect(own().backend.stripe.world.customers.size).toBe(0);
  });

  it('nobody but the schedule starts the daily work', async () => {
    const { ada } = await grown(own());
    const { error } = await ada.client.functions.invoke('billing-daily', { body: {} });
    expect((error as FunctionsHttpError).context.status).toBe(401);
  });

  it('asked twice, Checkout answers the page that is open; up to 25,000 users there is nothing to pay', async () => {
    const { ada, id } = await grown(own());
    const [first, second] = await Promise.all([call(ada, 'billing-checkout', id), call(ada, 'billing-checkout', id)]);
    const third = await call(ada, 'billing-checkout', id);
    expect([first.url, second.url]).toEqual([third.url, third.url]);
    await payAt(third.url ?? '');
    await own().backend.stripe.webhooks.settled();
    expect(await call(ada, 'billing-checkout', id)).toEqual({ status: 409, hint: 'billing/already-paying' });
    const small = await own().workspace(ada, 'Small');
    await own().grow(small, 25_000);
    expect(await call(ada, 'billing-checkout', small)).toEqual({ status: 409, hint: 'billing/nothing-to-pay' });
  });
});

describe('a webhook that is', () => {
  const post = (body: string, signature: string) =>
    fetch(`${own().backend.url}/functions/v1/stripe-webhook`, {
      method: 'POST',
      headers: { 'Stripe-Signature': signature },
      body,
    });
  const secret = () => own().backend.stripe.webhookSecret;

  /** A workspace that pays, and the newest event about its subscription as it was sent. */
  async function sent() {
    const { id } = await paying(own());
    const [plan] = await own().sql<{ customer: string }>(
      'select stripe_customer_id as customer from public.plans where workspace_id = $1',
      [id],
    );
    const event = own().backend.stripe.world.events.findLast(
      ({ data, type }) =>
        (data.object as { customer?: string }).customer === plan?.customer && type.startsWith('customer.subscription'),
    );
    return { id, body: JSON.stringify(event) };
  }

  it('forged, altered, unsigned or old is refused, and changes nothing', async () => {
    const { body, id } = await sent();
    const good = await signatureOf(body, secret());
    const now = Math.floor(Date.now() / 1000);
    const tried = [
      await post(body, await signatureOf(body, 'whsec_somebody_else')),
      await post(body.replace('trialing', 'active'), good),
      await post(body, ''),
      await post(body, await signatureOf(body, secret(), now - 301)),
    ];
    expect(tried.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await own().state(id)).toBe('trialing');
  });

  it('replayed is taken once', async () => {
    const { body } = await sent();
    const count = async () => (await own().sql('select 1 from private.stripe_events')).length;
    const before = await count();
    for (let time = 0; time < 3; time += 1) {
      const response = await post(body, await signatureOf(body, secret()));
      const taken = { received: true, applied: false, why: 'seen before' };
      expect([response.status, await response.json()]).toEqual([200, taken]);
    }
    expect(await count()).toBe(before);
  });

  it('of another account, another mode, another customer or another product does nothing', async () => {
    const { body: original, id } = await sent();
    const signed = async (changed: object) => {
      const event = { ...(JSON.parse(original) as object), id: `evt_${crypto.randomUUID()}`, ...changed };
      const body = JSON.stringify(event);
      const response = await post(body, await signatureOf(body, secret()));
      return [response.status, ((await response.json()) as { why?: string }).why];
    };
    const about = (customer: string) => ({ data: { object: { object: 'subscription', customer } } });
    const other = await own().stripe.customers.create({ metadata: { workspace_id: id } });
    const shop = await own().stripe.customers.create({ name: 'of another product' });
    expect(await signed({ account: 'acct_other' })).toEqual([400, undefined]);
    expect(await signed({ livemode: true })).toEqual([400, undefined]);
    expect(await signed(about('cus_elsewhere'))).toEqual([200, 'no customer of ours']);
    expect(await signed(about(shop.id))).toEqual([200, 'no customer of ours']);
    expect(await signed(about(other.id))).toEqual([200, 'another customer']);
    expect(await signed({ type: 'payout.paid' })).toEqual([200, 'about nobody here']);
    expect(await own().state(id)).toBe('trialing');
  });

  it('no key, signature or address of anybody is in what the functions print', () => {
    const printed = own().backend.functionsOutput();
    expect(printed).toContain('event of another account');
    expect(printed).not.toMatch(/sk_test|whsec|sb_secret|@example\.com|Bearer|t=\d+,v1/);
  });
});
