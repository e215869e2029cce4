import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFakeServer, fieldNotes, invitation, member } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { SettingsScreen } from '#ui/settings/settings-screen.tsx';
import { TeamNotices } from '#ui/team/team-notices.tsx';

beforeAll(() => import('#ui/settings/workspace/team-settings.tsx'), 60_000);

function team(as: string | null = 'Ada', change: (workspace: ReturnType<typeof fieldNotes>) => void = () => undefined) {
  const workspace = fieldNotes();
  change(workspace);
  const server = createFakeServer([workspace], as);
  const screens = () => (
    <>
      <TeamNotices />
      <SettingsScreen />
    </>
  );
  const options = { path: '/settings/team', hints: { 'ptero-workspace': 'w1' } };
  return { workspace, server, ...renderWithTeam(screens, server, options) };
}
const row = async (email: string) => {
  const found = (await screen.findByText(email)).closest('li');
  if (!found) throw new Error(`no row of ${email}`);
  return within(found);
};
const isFixed = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true';

describe('Team, as an admin', () => {
  it('promotes and demotes with the switch', async () => {
    const { workspace } = team();
    const bob = await row('bob@example.com');
    fireEvent.click(bob.getByRole('switch', { name: 'Admin: Bob' }));
    await waitFor(() => expect(workspace.members.map(({ role }) => role)).toEqual(['admin', 'admin']));
    await waitFor(() => expect(isFixed(bob.getByRole('switch'))).toBe(false));
    fireEvent.click(bob.getByRole('switch'));
    await waitFor(() => expect(workspace.members.map(({ role }) => role)).toEqual(['admin', 'member']));
  });

  it('cannot step down or leave as the only one, and says why', async () => {
    team();
    const ada = await row('ada@example.com');
    expect(isFixed(ada.getByRole('switch'))).toBe(true);
    expect(isFixed(ada.getByRole('button', { name: 'Leave the workspace' }))).toBe(true);
    expect(ada.getByText(/You are the only admin/)).toBeTruthy();
  });

  it('keeps the focus on an invitation while the list is read anew', async () => {
    const made = team('Ada', (workspace) => {
      workspace.invitations = [invitation('dora@example.com')];
    });
    const revoke = await screen.findByRole('button', { name: 'Revoke the invitation to dora@example.com' });
    revoke.focus();
    made.workspace.invitations = [invitation('dora@example.com', { sentAt: null })];
    made.comeBack();
    await screen.findByText(/Mail not sent/);
    expect(document.activeElement).toBe(revoke);
  });

  it('removes a member after a question', async () => {
    const { workspace } = team();
    fireEvent.click((await row('bob@example.com')).getByRole('button', { name: 'Remove Bob' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove member' }));
    await waitFor(() => expect(workspace.members).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText('bob@example.com')).toBeNull());
  });

  it('invites, also as an admin, and keeps what was typed while news comes in', async () => {
    const { workspace, server } = team();
    await row('bob@example.com');
    const field = screen.getByLabelText<HTMLInputElement>('Invite by e-mail');
    fireEvent.input(field, { target: { value: 'dora@example.com' } });
    workspace.name = 'Renamed';
    server.tellWorkspace('w1', { entity: 'workspaces' });
    await screen.findByText('Renamed');
    expect(screen.getByLabelText<HTMLInputElement>('Invite by e-mail').value).toBe('dora@example.com');
    fireEvent.click(screen.getByRole('switch', { name: 'Invite as an admin' }));
    fireEvent.click(screen.getByRole('button', { name: 'Invite' }));
    await waitFor(() => expect(workspace.invitations[0]).toMatchObject({ email: 'dora@example.com', role: 'admin' }));
    const pending = within(await screen.findByRole('region', { name: 'Pending invitations' }));
    expect(pending.getByText('Ends in 7 days', { exact: false })).toBeTruthy();
  });

  it('is told in place whom it cannot invite', async () => {
    team();
    await row('bob@example.com');
    fireEvent.input(screen.getByLabelText('Invite by e-mail'), { target: { value: 'bob@example.com' } });
    fireEvent.click(screen.getByRole('button', { name: 'Invite' }));
    expect((await screen.findByRole('alert')).textContent).toBe('This person is a member already.');
  });

  it('sends again and revokes; an expired one says so', async () => {
    const { server } = team('Ada', (workspace) => {
      workspace.invitations = [invitation('dora@example.com', { expiresAt: 1 })];
    });
    const pending = within(await screen.findByRole('region', { name: 'Pending invitations' }));
    expect(pending.getByText('Expired', { exact: false })).toBeTruthy();
    fireEvent.click(pending.getByRole('button', { name: 'Send again to dora@example.com' }));
    await waitFor(() => expect(server.calls).toContain('resend'));
    await waitFor(() =>
      expect(pending.getByRole<HTMLButtonElement>('button', { name: /^Revoke/ }).disabled).toBe(false),
    );
    fireEvent.click(pending.getByRole('button', { name: 'Revoke the invitation to dora@example.com' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Pending invitations' })).toBeNull());
  });

  it('deletes the workspace only under its typed name', async () => {
    const { server, went } = team();
    await row('bob@example.com');
    fireEvent.click(screen.getByRole('button', { name: 'Delete workspace…' }));
    const remove = await screen.findByRole<HTMLButtonElement>('button', { name: 'Delete workspace' });
    expect(remove.disabled).toBe(true);
    fireEvent.input(screen.getByLabelText('To go on, type Field notes'), { target: { value: 'Field notes' } });
    fireEvent.click(remove);
    await waitFor(() => expect(went).toEqual(['/']));
    expect(server.calls).toContain('remove');
  });
});

describe('Team, as a member', () => {
  it('shows what only admins may do, fixed and with the reason', async () => {
    team('Bob');
    const ada = await row('ada@example.com');
    expect(isFixed(ada.getByRole('button', { name: 'Remove Ada' }))).toBe(true);
    const invite = screen.getByRole('switch', { name: 'Invite as an admin' });
    expect(isFixed(invite)).toBe(true);
    expect(document.getElementById(invite.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Only admins can invite admins.',
    );
    expect(screen.getByText('Only admins can change who is an admin and remove members.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Workspace name').disabled).toBe(true);
  });

  it('does nothing when a fixed switch is pressed', async () => {
    const { server } = team('Bob');
    fireEvent.click((await row('bob@example.com')).getByRole('switch'));
    expect(server.calls).not.toContain('setRole');
  });

  it('may leave', async () => {
    const { went, workspace } = team('Bob');
    fireEvent.click((await row('bob@example.com')).getByRole('button', { name: 'Leave the workspace' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Leave workspace' }));
    await waitFor(() => expect(went).toEqual(['/']));
    expect(workspace.members).toHaveLength(1);
  });

  it('who is removed is led away with a sentence', async () => {
    const { workspace, server, went } = team('Bob');
    await row('ada@example.com');
    workspace.members = [member('Ada', 'admin')];
    server.tellPerson({ kind: 'team/removed', workspaceId: 'w1' });
    expect((await screen.findByRole('alert')).textContent).toContain('You are no longer a member of Field notes.');
    expect(went).toEqual(['/']);
  });
});

describe('Team, otherwise', () => {
  it('asks to sign in', async () => {
    team(null);
    expect(await screen.findByText(/Sign in to work with a team/)).toBeTruthy();
  });

  it('finds one of two hundred', async () => {
    team('Ada', (workspace) => {
      workspace.members = [
        ...workspace.members,
        ...Array.from({ length: 198 }, (_, index) => member(`Person${index}`)),
      ];
    });
    await row('person0@example.com');
    expect(screen.queryByText('person197@example.com')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show all 200' }));
    await row('person197@example.com');
    fireEvent.input(screen.getByRole('searchbox', { name: 'Find a member' }), { target: { value: 'son42' } });
    await waitFor(() => expect(screen.queryByText('person197@example.com')).toBeNull());
    expect(screen.getByText('person42@example.com')).toBeTruthy();
    fireEvent.input(screen.getByRole('searchbox', { name: 'Find a member' }), { target: { value: 'nobody' } });
    expect(await screen.findByText('Nobody of that name or address is here.')).toBeTruthy();
  });

  it('offers the workspaces while one works in this browser', async () => {
    const server = createFakeServer([fieldNotes()]);
    renderWithTeam(() => <SettingsScreen />, server, { path: '/settings/team' });
    fireEvent.click(await screen.findByRole('button', { name: /Field notes/ }));
    expect(await screen.findByText('bob@example.com')).toBeTruthy();
  });

  it('without a network shows what was seen and says how old it is', async () => {
    const { server, comeBack } = team();
    await row('bob@example.com');
    server.setReachable(false);
    comeBack();
    expect((await screen.findByRole('alert')).textContent).toContain('as it was last seen');
    expect(screen.getByText('bob@example.com')).toBeTruthy();
  });
});
