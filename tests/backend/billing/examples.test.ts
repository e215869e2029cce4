import { beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '../../../supabase/local/database.ts';
import type { Plan } from '#core/billing/plan.ts';
import { databaseAddress, must, needs, newClient, type Person, serviceClient } from '../context.ts';
import { definition, document, json, scenarioIn } from '../documents.ts';
import { join, person, workspaceOf } from '../people.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The stories below end today, so that the clock of everybody else's tests is left alone. */
const today = Math.floor(Date.now() / day) * day;
const iso = (ms: number) => new Date(ms).toISOString();

interface Team {
  readonly id: string;
  readonly admin: Person;
  readonly member: Person;
}

/** A workspace with an admin and a member, that had so many monthly users from a day on. */
async function teamWith(users: number, from: number): Promise<Team> {
  const [admin, member] = await Promise.all([person('Admin'), person('Member')]);
  const id = await workspaceOf(admin);
  await join(id, admin, member);
  // As if it had been made a day before.
  await withClient(databaseAddress(), (client) =>
    client.query('update public.plans set since = $2 where workspace_id = $1', [id, iso(from - day)]),
  );
  await count(id, users, from);
  return { id, admin, member };
}

const count = (id: string, users: number, at: number) =>
  withClient(databaseAddress(), (client) =>
    client.query('insert into public.usage_days (workspace_id, day, monthly_users) values ($1, $2, $3)', [
      id,
      iso(at).slice(0, 10),
      users,
    ]),
  );

interface Work {
  readonly set_packs: readonly { readonly workspace_id: string; readonly packs: number }[];
  readonly mails: readonly {
    readonly id: string;
    readonly workspace_id: string;
    readonly kind: string;
    readonly to: readonly string[];
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

/** The daily work at a moment, and of its mails those of one workspace, which are sent then. */
async function daily(at: number, id: string) {
  const work = (await must(serviceClient().rpc('billing_daily_work', { at: iso(at) }))) as unknown as Work;
  const mails = work.mails.filter(({ workspace_id }) => workspace_id === id);
  for (const mail of mails) await serviceClient().rpc('billing_mail_sent', { id: mail.id, at: iso(at) });
  return {
    mails,
    kinds: mails.map(({ kind }) => kind).toSorted(),
    packs: work.set_packs.find(({ workspace_id }) => workspace_id === id)?.packs ?? null,
  };
}

const planOf = async ({ id, admin }: Team) =>
  (await must(admin.client.rpc('plan_of', { workspace_id: id }))) as unknown as Plan;
const facts = async ({ id }: Team, at: number) =>
  (await must(serviceClient().rpc('billing_facts', { workspace_id: id, at: iso(at) }))) as {
    state: string;
    packs: number;
    amount_cents: number;
  };

/** A subscription as read at a moment. */
const snapshot = (team: Team, readAt: number, start: number, end: number, changes: object = {}) => ({
  customer_id: `cus_${team.id}`,
  subscription_id: `sub_${team.id}`,
  status: 'active',
  cancel_at_period_end: false,
  period_start: iso(start),
  period_end: iso(end),
  trial_end: null,
  packs: 3,
  latest_invoice: {
    id: `in_${team.id}_${start}`,
    status: 'paid',
    amount_cents: 7_500,
    due_at: iso(start),
    hosted_url: 'https://invoice.example.com',
  },
  read_at: iso(readAt),
  ...changes,
});

const apply = async (team: Team, at: number, word: object) =>
  (await must(
    serviceClient().rpc('billing_apply', { workspace_id: team.id, snapshot: json(word), cause: 'test', at: iso(at) }),
  )) as { state: string };
const checkout = (team: Team, who: Person, at: number) =>
  serviceClient().rpc('billing_checkout_begin', { workspace_id: team.id, user_id: who.id, at: iso(at) });

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

describe('a workspace that was not paid for', needs('database', 'accounts'), () => {
  let team: Team;
  let projectId = '';
  let scenarioId = '';
  const result = () => ({ scenario_id: scenarioId, workspace_id: team.id, document });
  beforeAll(async () => {
    team = await teamWith(90_000, today - 20 * day);
    ({ projectId, scenarioId } = await scenarioIn(team.member.client, team.id));
    await must(team.member.client.from('results').insert(result()).select('scenario_id'));
    await daily(today - 20 * day + hour, team.id);
    expect((await daily(today - 13 * day + hour, team.id)).kinds).toEqual(['trial_over']);
  });

  it('keeps every result to read, search and export', async () => {
    const { client } = team.member;
    expect(await must(client.from('results').select('document').eq('scenario_id', scenarioId))).toEqual([{ document }]);
    expect(
      await must(client.from('scenarios').select('id').ilike('definition->start->>event', '%signed%')),
    ).toContainEqual({ id: scenarioId });
    expect(await must(client.rpc('export_workspace', { workspace_id: team.id }))).toMatchObject({
      results: [{ scenario_id: scenarioId }],
    });
  });

  it('lets its team be managed, and names be changed', async () => {
    await must(team.admin.client.rpc('invite_member', { workspace_id: team.id, email: 'somebody@example.com' }));
    const renamed = await must(
      team.member.client.from('scenarios').update({ name: 'Kept' }).eq('id', scenarioId).select('name'),
    );
    expect(renamed).toEqual([{ name: 'Kept' }]);
    await must(
      team.admin.client.rpc('set_invoice_email', { workspace_id: team.id, email: 'Bills@example.com' }).select(),
    );
    expect((await planOf(team)).invoice_email).toBe('bills@example.com');
  });

  it('refuses a scenario and a refresh, and says why and what to do', async () => {
    const { client } = team.member;
    const refused = [
      await client
        .from('scenarios')
        .insert({ workspace_id: team.id, project_id: projectId, definition: json(definition) }),
      await client.from('results').upsert(result()),
      await client.rpc('begin_mixpanel_pull', {
        project_id: projectId,
        from_date: '2026-11-01',
        to_date: '2026-11-02',
      } as never),
    ];
    for (const { error, status } of refused.slice(0, 2)) {
      expect([status, error?.hint]).toEqual([403, 'plan/read-only']);
      expect(error?.message).toBe(
        'This workspace is read-only because the trial ended without payment. Every result stays here to read and export. An admin can pay under Settings, Billing and usage; everything works again at once.',
      );
    }
  });

  it('cannot be paid for, or seen to be paid, by a member', async () => {
    const { client, id } = team.member;
    expect((await checkout(team, team.member, today)).error?.hint).toBe('billing/admins-only');
    const service = [
      await client.rpc('billing_facts', { workspace_id: team.id, at: iso(today) }),
      await client.rpc('billing_apply', { workspace_id: team.id, snapshot: json({}), cause: 'x', at: iso(today) }),
      await client.rpc('billing_receive', {
        event_id: 'evt_forged',
        event_created: iso(today),
        workspace_id: team.id,
        snapshot: json({}),
        at: iso(today),
      }),
      await client.rpc('billing_checkout_begin', { workspace_id: team.id, user_id: id, at: iso(today) }),
      await client.rpc('billing_daily_work', { at: iso(today) }),
      await client.rpc('plan_transition' as never, {} as never),
      await newClient().rpc('billing_daily_work', { at: iso(today) }),
    ];
    expect(service.map(({ error }) => error?.code)).toEqual([
      '42501',
      '42501',
      '42501',
      '42501',
      '42501',
      'PGRST202',
      '42501',
    ]);
    expect((await client.from('plans').update({ state: 'active' }).eq('workspace_id', team.id)).error?.code).toBe(
      '42501',
    );
    expect((await client.rpc('set_invoice_email', { workspace_id: team.id, email: 'x@example.com' })).error?.hint).toBe(
      'billing/admins-only',
    );
    expect(await must(client.from('billing_invoices').select('id').eq('workspace_id', team.id))).toEqual([]);
    const plan = (await must(client.rpc('plan_of', { workspace_id: team.id }))) as unknown as Plan;
    expect([plan.packs, plan.next_amount_cents, plan.next_at, plan.invoice_email, plan.may.manage_billing]).toEqual([
      null,
      null,
      null,
      null,
      false,
    ]);
    expect(plan.monthly_users).toBe(90_000);
  });

  it('has everything back when it is paid for again', async () => {
    const at = today - day;
    const begun = (await must(checkout(team, team.admin, at))) as { packs: number; trial_ends_at: null };
    expect(begun).toMatchObject({ packs: 3, trial_ends_at: null });
    expect(await apply(team, at + hour, snapshot(team, at + hour, at, at + 30 * day))).toMatchObject({
      state: 'active',
    });
    const plan = await planOf(team);
    expect(Object.values(plan.may)).not.toContain(false);
    await must(team.member.client.from('results').upsert(result()).select('scenario_id'));
    await scenarioIn(team.member.client, team.id);
  });

  it('cannot be deleted while a subscription runs that would go on charging', async () => {
    const refused = await team.admin.client.rpc('delete_workspace', { workspace_id: team.id });
    expect(refused.error?.hint).toBe('billing/still-paying');
  });
});

describe('a word from Stripe', needs('database', 'accounts'), () => {
  it('counts once, never for another customer, and never over a newer one', async () => {
    const team = await teamWith(90_000, today - 20 * day);
    const start = today - 10 * day;
    const receive = (event: string, word: object) =>
      serviceClient().rpc('billing_receive', {
        event_id: event,
        event_created: iso(start),
        workspace_id: team.id,
        snapshot: json(word),
        at: iso(today),
      });
    const active = snapshot(team, start + hour, start, start + 30 * day);
    const event = `evt_${team.id}`;
    expect(await must(receive(event, active))).toMatchObject({ applied: true, state: 'trialing' });
    expect(await must(receive(event, { ...active, status: 'canceled', read_at: iso(today) }))).toMatchObject({
      applied: false,
    });
    expect((await receive(`${event}_2`, { ...active, customer_id: 'cus_of_others' })).error?.hint).toBe(
      'billing/other-customer',
    );
    expect((await receive(`${event}_2`, { ...active, status: 'nonsense' })).error?.hint).toBe('billing/malformed');
    await must(receive(`${event}_2`, { ...active, packs: 9, read_at: iso(start) }));
    expect(await facts(team, today)).toMatchObject({ subscription_status: 'active', next_packs: 3 });
  });
});

describe('alerts', needs('database', 'accounts'), () => {
  it('come once a crossing and period; several on one day are one mail; who said no gets none', async () => {
    const began = today - 20 * day;
    const team = await teamWith(20_000, began);
    expect((await daily(began, team.id)).kinds).toEqual([]);
    await count(team.id, 22_000, began + day);
    expect((await daily(began + day, team.id)).mails.map(({ data }) => data['crossed'])).toEqual([[85]]);
    expect((await daily(began + day + hour, team.id)).kinds).toEqual([]);
    await count(team.id, 20_000, began + 2 * day);
    await daily(began + 2 * day, team.id);
    await serviceClient().rpc('billing_unsubscribe', {
      workspace_id: team.id,
      email: team.admin.email,
      at: iso(began),
    });
    await count(team.id, 24_000, began + 3 * day);
    expect((await daily(began + 3 * day, team.id)).kinds).toEqual([]);
    await count(team.id, 51_000, began + 4 * day);
    const many = await daily(began + 4 * day, team.id);
    expect(many.mails.map(({ kind, to, data }) => [kind, to, data['crossed'] ?? null]).toSorted()).toEqual([
      ['trial_began', [], null],
      ['usage_alert', [], [100, 110, 120, 200]],
    ]);
    expect((await daily(began + 9.5 * day, team.id)).mails.map(({ kind, to }) => [kind, to])).toEqual([
      ['trial_two_days_left', []],
    ]);
  });
});
