import { describe, expect, it, vi } from 'vitest';
import { createFakeServer, fieldNotes, refusal } from '#tests/ui/fakes/team.ts';
import { createTeamOver } from '#tests/ui/fakes/with-team.tsx';

async function signedIn(options: Parameters<typeof createTeamOver>[1] = {}) {
  const server = createFakeServer([fieldNotes()]);
  const made = createTeamOver(server, { hints: { 'ptero-workspace': 'w1' }, ...options });
  await vi.waitFor(() => expect(made.team.session.profile()?.name).toBe('Ada'));
  await vi.waitFor(() => expect(made.team.workspaces.members()).toHaveLength(2));
  return { server, ...made, ...made.team };
}

describe('signing out', () => {
  it('forgets what was kept, the workspace and the invitation that waited, and whatever others read', async () => {
    const { session, workspaces, server, hints } = await signedIn();
    workspaces.keepCode('secret');
    const forget = vi.fn(async () => undefined);
    session.onLeave(forget);
    await session.signOut('here');
    expect(session.current()).toBeNull();
    expect(session.profile()).toBeUndefined();
    expect(workspaces.list()).toEqual([]);
    expect(workspaces.current()).toBeNull();
    expect(server.kept.size).toBe(0);
    expect([hints.get('ptero-workspace'), hints.get('ptero-invitation')]).toEqual(['', '']);
    expect(forget).toHaveBeenCalledOnce();
  });

  it('works without a network here, and is refused everywhere', async () => {
    const { session, server } = await signedIn();
    server.setReachable(false);
    await expect(session.signOut('everywhere')).rejects.toMatchObject({ details: { reason: 'backend/unreachable' } });
    expect(session.current()).not.toBeNull();
    await session.signOut('here');
    expect(session.current()).toBeNull();
  });

  it('in another tab or on another device is the same', async () => {
    const { session, server } = await signedIn();
    server.endSession();
    await vi.waitFor(() => expect(session.current()).toBeNull());
    expect(server.kept.size).toBe(0);
  });
});

describe('another person in the same browser', () => {
  it('finds nothing of the one before', async () => {
    const { session, server, workspaces } = await signedIn();
    await session.signIn('dora@example.com', 'right password');
    expect(session.current()?.email).toBe('dora@example.com');
    expect([...server.kept.keys()].filter((key) => key.startsWith('id-Ada'))).toEqual([]);
    await vi.waitFor(() => expect(workspaces.list()).toEqual([]));
    expect(workspaces.current()).toBeNull();
  });
});

describe('a session that the server no longer knows', () => {
  it('ends here too', async () => {
    const { session, server } = await signedIn();
    server.accounts.profile = async () => {
      throw refusal('account/signed-out');
    };
    await session.refresh();
    await vi.waitFor(() => expect(session.current()).toBeNull());
  });
});

describe('the profile', () => {
  it('is saved and read again', async () => {
    const { session } = await signedIn();
    await session.saveName('  Ada Two ');
    expect(session.profile()?.name).toBe('Ada Two');
    await session.savePicture(new Blob(['x']));
    expect(session.profile()?.picture).toBe('UklGR');
    await session.savePicture(null);
    expect(session.profile()?.picture).toBeNull();
  });

  it('keeps its picture when the new one cannot be read', async () => {
    const { session } = await signedIn({
      shrinkPicture: async () => {
        throw refusal('picture/unreadable');
      },
    });
    await expect(session.savePicture(new Blob(['x']))).rejects.toMatchObject({
      details: { reason: 'picture/unreadable' },
    });
    expect(session.profile()?.picture).toBeNull();
  });

  it('is the last seen one without a network', async () => {
    const { server, dispose } = await signedIn();
    dispose();
    server.setReachable(false);
    const { team } = createTeamOver(server);
    await vi.waitFor(() => expect(team.session.profile()?.name).toBe('Ada'));
    expect(team.session.error()?.details['reason']).toBe('backend/unreachable');
  });

  it('shows the address that a change is under way to', async () => {
    const { session } = await signedIn();
    await session.changeEmail('new@example.com');
    await vi.waitFor(() => expect(session.current()?.pendingEmail).toBe('new@example.com'));
  });
});
