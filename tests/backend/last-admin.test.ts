import { describe, expect, it } from 'vitest';
import { must, needs } from './context.ts';
import { join, person, workspaceOf } from './people.ts';

/** What came of several requests, the one that was done first. */
const outcomes = (answers: readonly { readonly error: { readonly hint: string } | null }[]) =>
  answers
    .map(({ error }) => error?.hint ?? 'done')
    .toSorted((a, b) => Number(b === 'done') - Number(a === 'done'))
    .join(', ');

describe('two admins of one workspace', needs('accounts'), () => {
  it.each([
    ['leaving', 'leave_workspace'],
    ['deleting their accounts', 'delete_account'],
  ] as const)('%s at the same moment leave one of them behind', async (_what, name) => {
    const [ada, bob, kit] = await Promise.all([person('Ada'), person('Bob'), person('Kit')]);
    const workspace = await workspaceOf(ada);
    await join(workspace, ada, bob, 'admin');
    await join(workspace, ada, kit);
    const leave = (who: typeof ada) =>
      name === 'leave_workspace' ? who.client.rpc(name, { workspace_id: workspace }) : who.client.rpc(name);
    const answers = await Promise.all([leave(ada), leave(bob)]);
    expect(outcomes(answers)).toMatch(/^done, \w+\/last-admin$/);
    const left = await must(kit.client.from('members').select('role').eq('workspace_id', workspace));
    expect(left.map(({ role }) => role).toSorted()).toEqual(['admin', 'member']);
  });

  it('demoting each other at the same moment leave one admin', async () => {
    const [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
    const workspace = await workspaceOf(ada);
    await join(workspace, ada, bob, 'admin');
    const demote = (by: typeof ada, whom: typeof ada) =>
      by.client.rpc('set_member_role', { workspace_id: workspace, user_id: whom.id, role: 'member' });
    const answers = await Promise.all([demote(ada, bob), demote(bob, ada)]);
    expect(outcomes(answers)).toMatch(/^done, team\/(admins-only|last-admin)$/);
    const roles = await must(ada.client.from('members').select('role').eq('workspace_id', workspace));
    expect(roles.filter(({ role }) => role === 'admin')).toHaveLength(1);
  });
});

describe('deleting', needs('accounts'), () => {
  it('a workspace takes everything of it along, after an export that has it all', async () => {
    const [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
    const workspace = await workspaceOf(ada, 'Going');
    await join(workspace, ada, bob);
    const exported = (await must(bob.client.rpc('export_workspace', { workspace_id: workspace }))) as Record<
      string,
      unknown
    >;
    expect(exported).toMatchObject({
      format: 'ptero-workspace',
      version: 1,
      workspace: { name: 'Going' },
      audit_log: null,
    });
    expect(exported['members']).toHaveLength(2);
    await must(ada.client.rpc('delete_workspace', { workspace_id: workspace }));
    expect(await must(bob.client.from('workspaces').select('id').eq('id', workspace))).toEqual([]);
    const told = await must(bob.client.from('notifications').select('kind, payload'));
    expect(told).toEqual([{ kind: 'team/deleted', payload: { workspace_id: workspace, workspace: 'Going' } }]);
  });

  it('an account is refused while it is the only admin of others', async () => {
    const [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
    const workspace = await workspaceOf(ada, 'Needs me');
    await join(workspace, ada, bob);
    const { error } = await ada.client.rpc('delete_account');
    expect(error).toMatchObject({ hint: 'account/last-admin', message: expect.stringContaining('Needs me') });
    await must(ada.client.rpc('set_member_role', { workspace_id: workspace, user_id: bob.id, role: 'admin' }));
    expect((await ada.client.rpc('delete_account')).error).toBeNull();
  });
});
