import { describe, expect, it } from 'vitest';
import { call, grown, invoicesOf, paying } from './calls.ts';
import { payAt, useOwnBackend } from './own-backend.ts';

const own = useOwnBackend({ stripe: { plan: { seed: 3, duplicates: 0.3, disorder: 3, atOnce: 3 } } });

describe('the life of a plan, with events twice and out of order', () => {
  it('trial, upgrade on day 1, free to day 7, charged once, cancelled, read-only, back', async () => {
    const { ada, id } = await paying(own());
    await own().days(6);
    expect(await invoicesOf(own(), id)).toEqual([{ amount_cents: 0, status: 'paid' }]);
    expect(await own().state(id)).toBe('trialing');
    await own().days(2);
    expect(await own().state(id)).toBe('active');
    expect((await invoicesOf(own(), id)).at(-1)).toEqual({ amount_cents: 7500, status: 'paid' });

    await own().grow(id, 190_000);
    await own().daily();
    expect(await call(ada, 'billing-cancel', id)).toEqual({ status: 200 });
    expect(await own().state(id)).toBe('cancelling');
    expect(await call(ada, 'billing-resume', id)).toEqual({ status: 200 });
    expect(await own().state(id)).toBe('active');
    await call(ada, 'billing-cancel', id);
    await own().days(28);
    expect(await own().state(id)).toBe('cancelling');
    await own().days(3);
    expect(await own().state(id)).toBe('read_only');
    expect(await call(ada, 'billing-resume', id)).toEqual({ status: 409, hint: 'billing/no-subscription' });

    const again = await call(ada, 'billing-checkout', id);
    expect(await payAt(again.url ?? '')).toBe(303);
    await own().backend.stripe.webhooks.settled();
    expect(await own().state(id)).toBe('active');
    await own().daily();
    const [first = '', second = '', ...later] = (await own().mails(ada.email)).map(({ subject }) => subject);
    // Two at one moment, in any order.
    expect([first, second].toSorted()).toEqual([
      expect.stringContaining('seven free days until'),
      expect.stringContaining('is at 300 %'),
    ]);
    expect(later).toEqual([
      expect.stringContaining('$75 due on'),
      expect.stringContaining('receipt for $75'),
      expect.stringContaining('is at 120 %'),
      expect.stringContaining('cancelled, in use until'),
      expect.stringContaining('is now read-only'),
      expect.stringContaining('receipt for $175'),
    ]);
  });

  it('sets the quantity on the last day of a period, from the count of that day, and prorates nothing', async () => {
    const { ada, id } = await paying(own(), 30_000);
    await own().days(8);
    await own().grow(id, 120_000);
    await own().days(27);
    expect((await invoicesOf(own(), id)).map((one) => one.amount_cents)).toEqual([0, 2500]);
    await own().grow(id, 110_000);
    await own().days(3);
    expect((await invoicesOf(own(), id)).map((one) => one.amount_cents)).toEqual([0, 2500, 10_000]);
    expect(await own().state(id)).toBe('active');
    const subjects = (await own().mails(ada.email)).map(({ subject }) => subject);
    expect(subjects.filter((one) => one.includes(' due on '))).toHaveLength(2);
  });

  it('with a card that never pays is past due, says by when, and is read-only after the grace', async () => {
    const { ada, id } = await grown(own());
    const { url = '' } = await call(ada, 'billing-checkout', id);
    await payAt(url, '4000 0000 0000 0341');
    await own().days(8);
    expect((await invoicesOf(own(), id)).at(-1)).toEqual({ amount_cents: 7500, status: 'open' });
    expect(await own().state(id)).toBe('active');
    expect(await call(ada, 'billing-checkout', id)).toEqual({ status: 409, hint: 'billing/invoice-open' });
    await own().days(7);
    expect(await own().state(id)).toBe('read_only');
    const portal = await call(ada, 'billing-portal', id);
    expect(await payAt(portal.url ?? '')).toBe(200);
    await own().backend.stripe.webhooks.settled();
    expect(await own().state(id)).toBe('active');
    const subjects = (await own().mails(ada.email)).map(({ subject }) => subject);
    expect(subjects.some((one) => /the payment failed; please act by \d+ \w+ 2027/.test(one))).toBe(true);
  });

  it('in the last two days of the trial nothing is charged before it is over, to the second', async () => {
    const { ada, id } = await grown(own());
    await own().days(6);
    const [plan] = await own().sql<{ trial_ends_at: Date }>(
      'select trial_ends_at from public.plans where workspace_id = $1',
      [id],
    );
    const ends = plan?.trial_ends_at ?? new Date(0);
    const { url = '' } = await call(ada, 'billing-checkout', id);
    expect(await payAt(url)).toBe(303);
    await own().backend.stripe.webhooks.settled();
    expect([await own().state(id), await invoicesOf(own(), id)]).toEqual(['trialing', []]);
    await own().backend.stripe.advanceTo(new Date(ends.getTime() - 1000));
    expect(await invoicesOf(own(), id)).toEqual([]);
    await own().days(1);
    expect(await invoicesOf(own(), id)).toEqual([{ amount_cents: 7500, status: 'paid' }]);
    const charged = [...own().backend.stripe.world.invoices.values()].at(-1);
    expect(Math.ceil(ends.getTime() / 1000)).toBe(charged?.created);
    expect(await own().state(id)).toBe('active');
  });
});
