import { describe, expect, it } from 'vitest';
import { must, needs } from '../context.ts';
import { apply, checkout, count, daily, day, facts, hour, iso, planOf, snapshot, teamWith, today } from './stories.ts';

describe('the examples of what Ptero costs', needs('database', 'accounts'), () => {
  it('90,000 monthly users cost $75', async () => {
    const team = await teamWith(90_000, today - day);
    expect(await facts(team, today)).toMatchObject({ packs: 3, amount_cents: 7_500 });
  });

  it('fewer than 25,000 users are free, for ever and in everything', async () => {
    const team = await teamWith(24_999, today - 40 * day);
    expect((await daily(today - 40 * day + hour, team.id)).kinds).toEqual(['usage_alert']);
    expect((await daily(today, team.id)).kinds).toEqual([]);
    const plan = await planOf(team);
    expect(plan).toMatchObject({
      state: 'free',
      limit: 25_000,
      next_amount_cents: 0,
      next_at: null,
      trial_ends_at: null,
    });
    expect(Object.values(plan.may)).not.toContain(false);
    expect((await checkout(team, team.admin, today)).error?.hint).toBe('billing/nothing-to-pay');
  });

  it('an upgrade on day 1 is still free to day 7', async () => {
    const began = today - 10 * day;
    const team = await teamWith(90_000, began);
    const first = await daily(began + hour, team.id);
    expect(first.kinds).toEqual(['trial_began', 'usage_alert']);
    expect(first.mails[0]?.to).toEqual([team.admin.email]);
    const trialEnds = began + hour + 7 * day;
    const begun = (await must(checkout(team, team.admin, began + 2 * hour))) as {
      trial_ends_at: string;
      packs: number;
      idempotency_key: string;
    };
    expect(Date.parse(begun.trial_ends_at)).toBe(trialEnds);
    expect(begun.packs).toBe(3);
    expect(((await must(checkout(team, team.admin, began + 3 * hour))) as typeof begun).idempotency_key).toBe(
      begun.idempotency_key,
    );
    const trial = {
      status: 'trialing',
      trial_end: iso(trialEnds),
      latest_invoice: {
        id: `in_${team.id}_0`,
        status: 'paid',
        amount_cents: 0,
        due_at: iso(began + 3 * hour),
        hosted_url: null,
      },
    };
    await apply(team, began + 3 * hour, snapshot(team, began + 3 * hour, began + 3 * hour, trialEnds, trial));
    expect((await checkout(team, team.admin, began + 4 * hour)).error?.hint).toBe('billing/already-paying');
    expect((await daily(trialEnds - 2 * day, team.id)).kinds).toEqual(['amount_due']);
    expect((await daily(trialEnds - 1, team.id)).kinds).toEqual([]);
    expect(await planOf(team)).toMatchObject({ state: 'trialing', subscribed: true, next_amount_cents: 7_500 });
    await apply(team, trialEnds + 60_000, snapshot(team, trialEnds + 60_000, trialEnds, trialEnds + 30 * day));
    expect(await planOf(team)).toMatchObject({ state: 'active', limit: 100_000 });
    expect((await daily(trialEnds + hour, team.id)).kinds).toEqual(['receipt']);
  });

  it('cancelling keeps access to the end of the period, and then it is read-only', async () => {
    const began = today - 45 * day;
    const team = await teamWith(90_000, began);
    await daily(began + hour, team.id);
    const start = began + hour + 7 * day;
    const end = start + 30 * day;
    await apply(team, start, snapshot(team, start, start, end));
    expect(
      await apply(team, start + day, snapshot(team, start + day, start, end, { cancel_at_period_end: true })),
    ).toMatchObject({ state: 'cancelling' });
    const told = await daily(start + day + hour, team.id);
    expect(told.kinds).toEqual(['cancelled_until', 'receipt']);
    expect(told.mails.find(({ kind }) => kind === 'cancelled_until')?.data).toMatchObject({
      until: expect.stringContaining(iso(end).slice(0, 19)) as unknown,
    });
    await daily(end - hour, team.id);
    expect(await planOf(team)).toMatchObject({
      state: 'cancelling',
      next_at: null,
      may: { pull: true, create_scenario: true },
    });
    expect((await daily(end + hour, team.id)).kinds).toEqual(['read_only']);
    expect(await planOf(team)).toMatchObject({
      state: 'read_only',
      may: { pull: false, read: true, export: true, manage_team: true },
    });
  });

  it('back to free when the count is under 25,001 at the renewal, with the card kept', async () => {
    const began = today - 45 * day;
    const team = await teamWith(90_000, began);
    await daily(began + hour, team.id);
    const start = began + hour + 7 * day;
    const end = start + 30 * day;
    await apply(team, start, snapshot(team, start, start, end));
    await count(team.id, 25_000, end - day);
    expect((await daily(end - 5 * hour, team.id)).packs).toBe(0);
    await apply(team, end - 4 * hour, snapshot(team, end - 4 * hour, start, end, { packs: 0 }));
    expect((await planOf(team)).state).toBe('active');
    const nothing = {
      packs: 0,
      latest_invoice: { id: `in_${team.id}_free`, status: 'paid', amount_cents: 0, due_at: iso(end), hosted_url: null },
    };
    expect(await apply(team, end + 1, snapshot(team, end + 1, end, end + 30 * day, nothing))).toMatchObject({
      state: 'free',
    });
  });

  it('a failed payment leaves seven days, said in a mail, and then it is read-only until it is paid', async () => {
    const began = today - 60 * day;
    const team = await teamWith(90_000, began);
    await daily(began + hour, team.id);
    const start = began + hour + 7 * day;
    const due = start + 30 * day;
    await apply(team, start, snapshot(team, start, start, due));
    await daily(start, team.id);
    const open = {
      id: `in_${team.id}_open`,
      status: 'open',
      amount_cents: 7_500,
      due_at: iso(due),
      hosted_url: 'https://invoice.example.com',
    };
    const late = snapshot(team, due + hour, due, due + 30 * day, { status: 'past_due', latest_invoice: open });
    expect(await apply(team, due + hour, late)).toMatchObject({ state: 'active' });
    const told = await daily(due + 2 * hour, team.id);
    expect(told.kinds).toEqual(['payment_failed']);
    expect(Date.parse(String(told.mails[0]?.data['grace_ends_at']))).toBe(due + 7 * day);
    expect((await checkout(team, team.admin, due + 3 * hour)).error?.hint).toBe('billing/invoice-open');
    await daily(due + 7 * day - 1, team.id);
    expect(await planOf(team)).toMatchObject({ state: 'active', open_invoice_url: 'https://invoice.example.com' });
    await daily(due + 7 * day, team.id);
    expect((await planOf(team)).state).toBe('read_only');
    const paid = snapshot(team, due + 8 * day, due, due + 30 * day, { latest_invoice: { ...open, status: 'paid' } });
    expect(await apply(team, due + 8 * day, paid)).toMatchObject({ state: 'active' });
  });
});
