import { beforeAll, describe, expect, it } from 'vitest';
import { must, needs, type Person, serviceClient, uniqueEmail } from './context.ts';
import { definition, document, json, scenarioIn } from './documents.ts';
import { join, person, workspaceOf } from './people.ts';

let ada: Person;
let bob: Person;
let workspace: string;

beforeAll(async () => {
  [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
  workspace = await workspaceOf(ada);
  await join(workspace, ada, bob);
});

const columns = 'name, colour, created_by, updated_by, results(summary, computed_by), pins(pinned_by)';

describe('a scenario of a team', needs('accounts'), () => {
  it('is renamed, coloured, answered and pinned by anybody in it, and says by whom', async () => {
    const { scenarioId } = await scenarioIn(ada.client, workspace);
    await must(bob.client.from('scenarios').update({ name: 'Ours', colour: 'red' }).eq('id', scenarioId).select('id'));
    const result = { scenario_id: scenarioId, workspace_id: workspace, document };
    await must(ada.client.from('results').upsert(result).select('scenario_id'));
    await must(
      bob.client
        .from('results')
        .upsert({ ...result, previous: { findings: [] } })
        .select('scenario_id'),
    );
    await must(
      bob.client.from('pins').insert({ scenario_id: scenarioId, workspace_id: workspace }).select('pinned_by'),
    );
    expect(await must(ada.client.from('scenarios').select(columns).eq('id', scenarioId).single())).toEqual({
      name: 'Ours',
      colour: 'red',
      created_by: ada.id,
      updated_by: bob.id,
      results: { summary: expect.objectContaining({ entrants: 10, converted: 4, top: [] }), computed_by: bob.id },
      pins: { pinned_by: bob.id },
    });
  });

  it('that has a new answer is the most recent one', async () => {
    const first = await scenarioIn(ada.client, workspace);
    const second = await scenarioIn(ada.client, workspace);
    const recent = async () =>
      (await must(bob.client.from('scenarios').select('id').order('updated_at', { ascending: false }).limit(2))).map(
        ({ id }) => id,
      );
    expect(await recent()).toEqual([second.scenarioId, first.scenarioId]);
    await must(
      bob.client.from('results').insert({ scenario_id: first.scenarioId, workspace_id: workspace, document }).select(),
    );
    expect(await recent()).toEqual([first.scenarioId, second.scenarioId]);
  });

  it('made twice by one id, as after a lost answer, is there once', async () => {
    const { projectId } = await scenarioIn(ada.client, workspace);
    const row = {
      id: crypto.randomUUID(),
      workspace_id: workspace,
      project_id: projectId,
      definition: json(definition),
    };
    await must(ada.client.from('scenarios').insert(row).select());
    expect((await ada.client.from('scenarios').insert(row)).error?.code).toBe('23505');
    expect((await ada.client.from('scenarios').upsert(row, { ignoreDuplicates: true })).error).toBeNull();
    expect(await must(ada.client.from('scenarios').select('id').eq('id', row.id))).toHaveLength(1);
  });

  it('that was deleted takes a late change for what it is: no row', async () => {
    const { scenarioId } = await scenarioIn(ada.client, workspace);
    await must(ada.client.from('scenarios').delete().eq('id', scenarioId).select());
    expect(await must(bob.client.from('scenarios').update({ name: 'late' }).eq('id', scenarioId).select('id'))).toEqual(
      [],
    );
    const pin = await bob.client.from('pins').insert({ scenario_id: scenarioId, workspace_id: workspace });
    expect(pin.error?.code).toBe('23503');
  });

  it('is pinned once, by the first', async () => {
    const { scenarioId } = await scenarioIn(ada.client, workspace);
    const pin = (who: Person) => who.client.from('pins').insert({ scenario_id: scenarioId, workspace_id: workspace });
    const codes = (await Promise.all([pin(ada), pin(bob)])).map(({ error }) => error?.code ?? 'pinned');
    expect(codes.toSorted()).toEqual(['23505', 'pinned']);
  });
});

describe('one code', needs('accounts'), () => {
  it('used by two at the same moment lets one in', async () => {
    const email = uniqueEmail('one');
    const invitation = await must(ada.client.rpc('invite_member', { workspace_id: workspace, email }));
    const { code } = (await must(serviceClient().rpc('issue_invitation_code', { invitation_id: invitation }))) as {
      code: string;
    };
    const two = await Promise.all([person('Kit'), person('Lee')]);
    const answers = await Promise.all(two.map(({ client }) => client.rpc('accept_invitation', { code })));
    expect(answers.map(({ error }) => error?.hint ?? 'in').toSorted()).toEqual(['in', 'invitation/accepted']);
  });
});

describe('an account’s export', needs('accounts'), () => {
  it('has the profile, the workspaces and nothing of others', async () => {
    const exported = (await must(bob.client.rpc('export_account'))) as Record<string, unknown>;
    expect(exported).toMatchObject({
      format: 'ptero-account',
      profile: { id: bob.id, email: bob.email },
      workspaces: [{ id: workspace, role: 'member' }],
    });
    expect(JSON.stringify(exported)).not.toContain(ada.email);
  });
});
