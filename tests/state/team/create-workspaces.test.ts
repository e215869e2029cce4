import { describe, expect, it, vi } from 'vitest';
import { createFakeServer, fieldNotes, invitation, member, refusal } from '#tests/ui/fakes/team.ts';
import { createTeamOver } from '#tests/ui/fakes/with-team.tsx';

async function inFieldNotes(as = 'Ada') {
  const workspace = fieldNotes();
  const server = createFakeServer([workspace], as);
  const made = createTeamOver(server, { hints: { 'ptero-workspace': 'w1' } });
  await vi.waitFor(() => expect(made.team.workspaces.members()).toHaveLength(2));
  return { workspace, server, ...made, ...made.team };
}

describe('workspaces', () => {
  it('go on where the reader left off, and in this browser at first', async () => {
    const { workspaces } = await inFieldNotes();
    expect(workspaces.current()).toEqual({ id: 'w1', name: 'Field notes', role: 'admin' });
    const fresh = createTeamOver(createFakeServer([fieldNotes()]));
    await vi.waitFor(() => expect(fresh.team.workspaces.list()).toHaveLength(1));
    expect(fresh.team.workspaces.current()).toBeNull();
  });

  it('a new one is gone to', async () => {
    const { workspaces, hints } = await inFieldNotes();
    await workspaces.create('  Second  ');
    expect(workspaces.current()?.name).toBe('Second');
    expect(hints.get('ptero-workspace')).toBe('w-Second');
  });

  it('what others do is read again', async () => {
    const { workspaces, workspace, server } = await inFieldNotes();
    workspace.members = [...workspace.members, member('Cleo')];
    server.tellWorkspace('w1', { entity: 'members', rowId: 'id-Cleo' });
    await vi.waitFor(() => expect(workspaces.members()).toHaveLength(3));
    workspace.invitations = [invitation('dora@example.com')];
    server.tellWorkspace('w1', { entity: 'invitations' });
    await vi.waitFor(() => expect(workspaces.invitations()).toHaveLength(1));
  });

  it('news of scenarios is passed on and reads no members', async () => {
    const { workspaces, server } = await inFieldNotes();
    const heard = vi.fn();
    workspaces.onChange(heard);
    server.calls.length = 0;
    server.tellWorkspace('w1', { entity: 'scenarios', rowId: 's1' });
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ entity: 'scenarios', rowId: 's1' }));
    expect(server.calls).toEqual([]);
  });

  it('reading again joins no channel anew', async () => {
    const { workspaces, server } = await inFieldNotes();
    const before = server.joins();
    await workspaces.refresh();
    await workspaces.rename('Other');
    expect(workspaces.current()?.name).toBe('Other');
    expect(server.joins()).toBe(before);
  });

  it('a promotion told in person changes what the reader may do', async () => {
    const { workspaces, workspace, server } = await inFieldNotes('Bob');
    expect(workspaces.current()?.role).toBe('member');
    workspace.members = workspace.members.map((one) => ({ ...one, role: 'admin' as const }));
    server.tellPerson({ kind: 'team/promoted', workspaceId: 'w1' });
    await vi.waitFor(() => expect(workspaces.current()?.role).toBe('admin'));
  });

  it('an invitation whose mail was not sent is listed all the same', async () => {
    const { workspaces, workspace, server } = await inFieldNotes();
    server.client.invite = async () => {
      workspace.invitations = [invitation('dora@example.com', { sentAt: null })];
      throw refusal('invitation/not-sent');
    };
    await expect(workspaces.invite('dora@example.com', 'member')).rejects.toMatchObject({
      details: { reason: 'invitation/not-sent' },
    });
    await vi.waitFor(() => expect(workspaces.invitations()).toHaveLength(1));
  });
});

describe('who is removed', () => {
  const removed = async (how: 'told' | 'refused' | 'back' | 'not listed') => {
    const made = await inFieldNotes('Bob');
    const { workspaces, workspace, server, comeBack } = made;
    const forgot = vi.fn(async () => undefined);
    workspaces.onLost(forgot);
    expect([...server.kept.keys()]).toContain('id-Bob w1/members');
    workspace.members = [member('Ada', 'admin')];
    if (how === 'told') server.tellPerson({ kind: 'team/removed', workspaceId: 'w1', workspace: 'Field notes' });
    if (how === 'refused') await workspaces.invite('x@example.com', 'member').catch(() => undefined);
    if (how === 'back') comeBack();
    if (how === 'not listed') server.tellWorkspace('w1', { entity: 'profiles' });
    await vi.waitFor(() => expect(workspaces.lost()).toEqual({ kind: 'removed', name: 'Field notes' }));
    await vi.waitFor(() => expect(forgot).toHaveBeenCalledWith('w1'));
    return made;
  };

  it.each(['told', 'refused', 'back', 'not listed'] as const)(
    'leaves at once when %s, and nothing of it is kept',
    async (how) => {
      const { workspaces, server, hints } = await removed(how);
      expect(workspaces.current()).toBeNull();
      expect(workspaces.members()).toBeUndefined();
      expect(hints.get('ptero-workspace')).toBe('');
      await vi.waitFor(() => expect([...server.kept.keys()].filter((key) => key.includes('w1/'))).toEqual([]));
    },
  );

  it('is told that it was deleted when it was', async () => {
    const { workspaces, server } = await inFieldNotes('Bob');
    server.client.workspaces = async () => [];
    server.tellPerson({ kind: 'team/deleted', workspaceId: 'w1', workspace: 'Field notes' });
    await vi.waitFor(() => expect(workspaces.lost()?.kind).toBe('deleted'));
  });

  it('hears no such word on leaving', async () => {
    const { workspaces } = await inFieldNotes('Bob');
    await workspaces.leave();
    expect(workspaces.current()).toBeNull();
    expect(workspaces.lost()).toBeNull();
    expect(workspaces.list()).toEqual([]);
  });
});

describe('without a network', () => {
  it('the last seen workspaces and members are there, and the reason is known', async () => {
    const { server, dispose } = await inFieldNotes();
    dispose();
    server.setReachable(false);
    const { team } = createTeamOver(server, { hints: { 'ptero-workspace': 'w1' } });
    await vi.waitFor(() => expect(team.workspaces.members()).toHaveLength(2));
    expect(team.workspaces.current()?.name).toBe('Field notes');
    await vi.waitFor(() => expect(team.workspaces.error()?.details['reason']).toBe('backend/unreachable'));
  });

  it('a change is refused and the workspace stays', async () => {
    const { workspaces, server } = await inFieldNotes();
    server.setReachable(false);
    await expect(workspaces.setRole('id-Bob', 'admin')).rejects.toMatchObject({
      details: { reason: 'backend/unreachable' },
    });
    expect(workspaces.current()?.id).toBe('w1');
    expect(workspaces.lost()).toBeNull();
  });

  it('coming back reads everything again', async () => {
    const { workspaces, workspace, server, comeBack } = await inFieldNotes();
    server.setReachable(false);
    await workspaces.refresh();
    expect(workspaces.error()).not.toBeNull();
    server.setReachable(true);
    workspace.members = [...workspace.members, member('Cleo')];
    comeBack();
    await vi.waitFor(() => expect(workspaces.members()).toHaveLength(3));
    expect(workspaces.error()).toBeNull();
  });
});
