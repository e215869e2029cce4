import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '#core/billing/plan.ts';
import { must, needs, newClient } from '../context.ts';
import { definition, document, json, scenarioIn } from '../documents.ts';
import { type Team, apply, checkout, daily, day, hour, iso, planOf, snapshot, teamWith, today } from './stories.ts';

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
    const taken = await must(client.rpc('export_workspace', { workspace_id: team.id }));
    expect(taken).toMatchObject({ results: [{ scenario_id: scenarioId }], plan: { state: 'read_only' } });
    expect(JSON.stringify(taken)).not.toMatch(/stripe|paid_packs|invoice/);
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
        'This workspace is read-only: the trial ended without payment. Every result stays here to read and export. An admin can pay under Settings, Billing and usage; everything works again at once.',
      );
    }
  });

  it('keeps a result also from those who may delete it otherwise, and goes as a whole', async () => {
    for (const rows of [
      team.admin.client.from('scenarios').delete().eq('id', scenarioId),
      team.admin.client.from('projects').delete().eq('id', projectId),
      team.member.client.from('scenarios').delete().eq('id', scenarioId),
    ]) {
      const { error, status } = await rows;
      expect([status, error?.hint]).toEqual([403, 'plan/read-only']);
    }
    const other = await teamWith(90_000, today - 20 * day);
    await scenarioIn(other.member.client, other.id);
    await daily(today - 20 * day + hour, other.id);
    expect((await daily(today - 13 * day + hour, other.id)).kinds).toEqual(['trial_over']);
    await must(other.admin.client.rpc('delete_workspace', { workspace_id: other.id }).select());
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
    const taken = (await must(client.rpc('export_workspace', { workspace_id: team.id }))) as { readonly plan: object };
    expect(Object.keys(taken.plan).toSorted()).toEqual(['since', 'state']);
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
