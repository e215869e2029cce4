import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeServer, fieldNotes, invitation } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { rememberAddress } from '#ui/team/arrival.ts';
import { TeamScreen } from '#ui/team/team-screen.tsx';

beforeEach(() => {
  vi.stubGlobal('scrollTo', vi.fn());
  rememberAddress('');
  history.replaceState(null, '', '/');
});

function at(path: string, { server = createFakeServer([fieldNotes()], null), hash = '', hints = {} } = {}) {
  history.replaceState(null, '', `${path}${hash}`);
  return { server, ...renderWithTeam(() => <TeamScreen />, server, { path, hints }) };
}
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('signing in', () => {
  it('goes home, and says in place what was wrong before', async () => {
    const { went } = at('/sign-in');
    type('E-mail', 'ada@example.com');
    type('Password', 'wrong');
    press('Sign in');
    expect((await screen.findByRole('alert')).textContent).toContain('do not belong together');
    type('Password', 'right password');
    press('Sign in');
    await waitFor(() => expect(went).toEqual(['/']));
  });

  it('goes to the invitation that waits', async () => {
    const { went } = at('/sign-in', { hints: { 'ptero-invitation': 'code' } });
    type('E-mail', 'ada@example.com');
    type('Password', 'right password');
    press('Sign in');
    await waitFor(() => expect(went).toEqual(['/join']));
  });

  it('by mail says where to look, not whether there is an account', async () => {
    at('/sign-in');
    type('E-mail', 'ada@example.com');
    press('Mail me a link instead');
    expect(await screen.findByRole('heading', { level: 1, name: 'Look into your mail' })).toBeTruthy();
    expect(screen.getByText(/If there is an account/)).toBeTruthy();
    press('Send it again');
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Sent again'));
  });

  it('without a network says so', async () => {
    const { server } = at('/sign-in');
    server.setReachable(false);
    type('E-mail', 'ada@example.com');
    type('Password', 'right password');
    press('Sign in');
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
  });
});

describe('signing up', () => {
  it('ends with where the mail went', async () => {
    at('/sign-up');
    type('Your name', 'Dora');
    type('E-mail', 'dora@example.com');
    type('Password', 'a long enough one');
    press('Create account');
    expect(await screen.findByRole('heading', { level: 1, name: 'Confirm your address' })).toBeTruthy();
    expect(screen.getByText('dora@example.com')).toBeTruthy();
  });

  it('says that an address is known', async () => {
    at('/sign-up');
    type('Your name', 'Ada');
    type('E-mail', 'ada@example.com');
    type('Password', 'a long enough one');
    press('Create account');
    expect((await screen.findByRole('alert')).textContent).toContain('There is an account with this address already');
  });
});

describe('a link from a mail', () => {
  const link = (token: string, kind: string) => ({ hash: `#token_hash=${token}&type=${kind}` });

  it('does nothing before it is pressed, then signs in and leaves the address bar', async () => {
    const { server, went } = at('/confirm', link('t', 'signup'));
    expect(server.calls).not.toContain('useLink');
    press('Confirm my address');
    await waitFor(() => expect(went).toEqual(['/']));
    expect(location.hash).toBe('');
    expect(server.signedIn()?.email).toBe('ada@example.com');
  });

  it('of a reset leads to the new password, which needs no current one', async () => {
    const { went } = at('/confirm', link('t', 'recovery'));
    press('Go on');
    await waitFor(() => expect(went).toEqual(['/new-password']));
    type('New password', 'another long one');
    press('Save the new password');
    await waitFor(() => expect(went).toEqual(['/new-password', '/']));
  });

  it.each([
    ['signup', 'Confirm my address', '/sign-up'],
    ['magiclink', 'Sign in here', '/sign-in'],
    ['recovery', 'Go on', '/reset-password'],
    ['email_change', 'Confirm the change', '/settings/profile'],
  ])('of %s that was used says so and where to get a new one', async (kind, button, again) => {
    at('/confirm', link('used', kind));
    press(button);
    expect((await screen.findByRole('alert')).textContent).toContain('expired or was used already');
    expect(screen.getByRole('link', { name: /new link|again/ }).getAttribute('href')).toBe(again);
  });

  it('of a change of address waits for the other one, which may be opened in the same tab', async () => {
    at('/confirm', link('half', 'email_change'));
    press('Confirm the change');
    expect(await screen.findByRole('heading', { level: 1, name: 'Confirmed here' })).toBeTruthy();
    location.hash = '#token_hash=t&type=email_change';
    fireEvent.click(await screen.findByRole('button', { name: 'Confirm the change' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Your address is changed' })).toBeTruthy();
  });

  it.each(['', '#token_hash=t', '#type=signup', '#token_hash=t&type=telephone'])(
    'cut to “%s” is not a blank page',
    (hash) => {
      at('/confirm', { hash });
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This link is not complete');
    },
  );
});

describe('an invitation', () => {
  const invited = (email: string, signedIn: string | null, extra = {}) => {
    const workspace = { ...fieldNotes(), id: 'w2', name: 'Second' };
    const server = createFakeServer([fieldNotes(), workspace], signedIn);
    server.codes.set('code', { workspace, invitation: invitation(email, extra) });
    return at('/join', { server, hash: '#code' });
  };

  it('is joined by whom it went to, and takes them there', async () => {
    const { went, team } = invited('cleo@example.com', 'Cleo');
    fireEvent.click(await screen.findByRole('button', { name: 'Join' }));
    await waitFor(() => expect(went).toEqual(['/']));
    expect(team.workspaces.current()?.name).toBe('Second');
    expect(team.workspaces.waitingCode()).toBeNull();
  });

  it('takes its secret out of the address and keeps it until somebody is signed in', async () => {
    const { went, team } = invited('cleo@example.com', null);
    await screen.findByRole('heading', { level: 1, name: 'Join Second' });
    expect(location.hash).toBe('');
    press('Create an account');
    expect(went).toEqual(['/sign-up']);
    expect(team.workspaces.waitingCode()).toBe('code');
    expect((await screen.findByLabelText<HTMLInputElement>('E-mail')).value).toBe('cleo@example.com');
  });

  it('of somebody else says so and offers to switch, which keeps it', async () => {
    const { went, team, server } = invited('bob@example.com', 'Cleo');
    expect(await screen.findByText('cleo@example.com')).toBeTruthy();
    press('Sign in as the other');
    await waitFor(() => expect(went).toEqual(['/sign-in']));
    expect(server.signedIn()).toBeNull();
    expect(team.workspaces.waitingCode()).toBe('code');
  });

  it('that has expired, or is not known, says so', async () => {
    const { team } = invited('cleo@example.com', 'Cleo', { expiresAt: 1 });
    expect((await screen.findByRole('alert')).textContent).toContain('expired');
    expect(team.workspaces.waitingCode()).toBeNull();
  });

  it('without a network can be tried again', async () => {
    const server = createFakeServer([fieldNotes()], null);
    server.setReachable(false);
    at('/join', { server, hash: '#code' });
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    server.setReachable(true);
    press('Try again');
    expect((await screen.findByRole('alert')).textContent).toContain('does not exist any more');
  });

  it('without its code is not a blank page', () => {
    at('/join');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This invitation is not complete');
  });
});

describe('a new workspace', () => {
  it('needs an account', () => {
    at('/new-workspace');
    expect(screen.getByText(/Sign in to create a workspace/)).toBeTruthy();
  });

  it('is made and its team shown', async () => {
    const { went } = at('/new-workspace', { server: createFakeServer([fieldNotes()]) });
    await screen.findByLabelText('Name');
    type('Name', 'Second');
    press('Create workspace');
    await waitFor(() => expect(went).toEqual(['/settings/team']));
  });
});
