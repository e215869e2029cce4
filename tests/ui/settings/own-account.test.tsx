import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFakeServer, fieldNotes, refusal } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { SettingsScreen } from '#ui/settings/settings-screen.tsx';

beforeAll(() => import('#ui/settings/workspace/team-settings.tsx'), 60_000);

function at(path: string, options = {}, server = createFakeServer([fieldNotes()])) {
  return { server, ...renderWithTeam(() => <SettingsScreen />, server, { path, ...options }) };
}
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

describe('Profile', () => {
  it('is saved, and a new address waits for both to be confirmed', async () => {
    const { team } = at('/settings/profile');
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Ada'));
    type('Name', 'Ada Two');
    type('E-mail', 'new@example.com');
    fireEvent.click(screen.getByRole('button', { name: 'Save profile' }));
    await waitFor(() => expect(team.session.profile()?.name).toBe('Ada Two'));
    expect(await screen.findByText('new@example.com')).toBeTruthy();
    expect(screen.getByText(/Open both; until then you sign in with the old address/)).toBeTruthy();
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Saved'));
  });

  it('asks for no mail when only the name changed', async () => {
    const { server } = at('/settings/profile');
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Ada'));
    type('Name', 'Ada Two');
    fireEvent.click(screen.getByRole('button', { name: 'Save profile' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Saved'));
    expect(server.calls).not.toContain('changeEmail');
  });

  it('says in place that a picture cannot be read', async () => {
    const shrinkPicture = async () => {
      throw refusal('picture/unreadable');
    };
    at('/settings/profile', { shrinkPicture });
    const input = await screen.findByLabelText('Change picture');
    fireEvent.change(input, { target: { files: [new File(['x'], 'x.txt')] } });
    expect((await screen.findByRole('alert')).textContent).toContain('cannot read this picture');
  });

  it('shows a chosen picture and takes it away', async () => {
    const { container } = at('/settings/profile');
    fireEvent.change(await screen.findByLabelText('Change picture'), { target: { files: [new File(['x'], 'x.png')] } });
    await waitFor(() => expect(container.querySelector('.avatar img')?.getAttribute('src')).toContain('UklGR'));
    const remove = screen.getByRole<HTMLButtonElement>('button', { name: 'Remove picture' });
    await waitFor(() => expect(remove.disabled).toBe(false));
    fireEvent.click(remove);
    await waitFor(() => expect(container.querySelector('.avatar img')).toBeNull());
  });
});

describe('Security', () => {
  it('refuses a wrong current password in words, and empties the fields after the right one', async () => {
    at('/settings/security');
    await screen.findByLabelText('Current password');
    type('Current password', 'wrong');
    type('New password', 'a long enough one');
    fireEvent.click(screen.getByRole('button', { name: 'Change password' }));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The current password is not right. Nothing was changed.',
    );
    type('Current password', 'right password');
    fireEvent.click(screen.getByRole('button', { name: 'Change password' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Changed.'));
    expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('');
  });

  it('signs out everywhere', async () => {
    const { server, went } = at('/settings/security');
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out everywhere' }));
    await waitFor(() => expect(went).toEqual(['/sign-in']));
    expect(server.calls).toContain('signOut everywhere');
  });

  it('deletes the account only under its typed address', async () => {
    const { server, went } = at('/settings/security');
    fireEvent.click(await screen.findByRole('button', { name: 'Delete account…' }));
    const remove = await screen.findByRole<HTMLButtonElement>('button', { name: 'Delete account' });
    expect(remove.disabled).toBe(true);
    type('To go on, type ada@example.com', 'ada@example.com');
    fireEvent.click(remove);
    await waitFor(() => expect(went).toEqual(['/']));
    expect(server.calls).toContain('deleteAccount');
  });

  it('says why an account cannot go yet', async () => {
    const server = createFakeServer([fieldNotes()]);
    server.accounts.deleteAccount = async () => {
      throw refusal('account/last-admin');
    };
    at('/settings/security', {}, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Delete account…' }));
    await screen.findByRole('button', { name: 'Delete account' });
    type('To go on, type ada@example.com', 'ada@example.com');
    fireEvent.click(screen.getByRole('button', { name: 'Delete account' }));
    expect((await screen.findByRole('alert')).textContent).toContain('only admin of a workspace');
  });
});
