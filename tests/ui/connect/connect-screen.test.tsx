import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckAnswer } from '#contract/mixpanel.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import {
  connection,
  createConnectedTeam,
  createFakeMixpanel,
  createFakePull,
  type FakeMixpanel,
  right,
} from '#tests/ui/fakes/mixpanel.ts';
import { createFakeBilling, type FakeBilling, plans } from '#tests/ui/fakes/billing.ts';
import { createFakeServer, fieldNotes } from '#tests/ui/fakes/team.ts';
import { ConnectScreen } from '#ui/connect/connect-screen.tsx';
import { AppContext, useApp } from '#ui/kit/app-context.ts';
import { arrivalPath } from '#ui/team/arrival.ts';

const SECRET = 'the-secret-itself';
beforeAll(() => import('#ui/connect/connect-steps.tsx'), 60_000);

interface Options {
  readonly as?: string | null;
  readonly mixpanel?: FakeMixpanel;
  readonly billing?: FakeBilling;
  readonly path?: string;
  readonly workspace?: string;
}

function show({
  as = 'Ada',
  mixpanel = createFakeMixpanel(),
  billing,
  path = '/connect',
  workspace = 'w1',
}: Options = {}) {
  const pull = createFakePull();
  const made = createConnectedTeam(createFakeServer([fieldNotes()], as), mixpanel, {
    hints: { 'ptero-workspace': workspace },
    projects: [{ id: 'sp1', name: 'Recipe app' }],
    pull,
    ...(billing && { billing }),
  });
  const Within = () => {
    const app = useApp();
    return (
      <AppContext.Provider value={{ ...app, team: () => made.team }}>
        <ConnectScreen />
      </AppContext.Provider>
    );
  };
  return { ...renderScreen(() => <Within />, { path }), ...made, fake: mixpanel, pull };
}

const field = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name);
const type = (name: string | RegExp, value: string) => fireEvent.input(field(name), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function toCredentials() {
  fireEvent.click(await screen.findByRole('radio', { name: /European/u }));
  press('Continue');
}
function fillIn() {
  type('Name in Ptero', 'Shop');
  type('Mixpanel project id', '3141592');
  type('Name of the service account', 'ptero.a1.mp-service-account');
  type('Secret of the service account', SECRET);
}

describe('who may connect, and where', () => {
  it('explains without a backend, and offers the command', () => {
    renderScreen(() => <ConnectScreen />);
    expect(screen.getByText(/needs a workspace, which this installation does not have/u)).toBeTruthy();
    expect(screen.getByLabelText('Export command').textContent).toContain('/api/2.0/export');
  });

  it('leads through signing in, and back', async () => {
    const { team } = show({ as: null });
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeTruthy();
    expect(arrivalPath(team)).toBe('/connect');
  });

  it('asks for a workspace first', async () => {
    show({ workspace: '' });
    fireEvent.click(await screen.findByRole('button', { name: 'Field notes' }));
    expect(await screen.findByRole('radiogroup', { name: 'Region' })).toBeTruthy();
  });

  it('tells a member whom to ask, and does not lead there again', async () => {
    const { team } = show({ as: 'Bob' });
    const admins = await screen.findByRole('list', { name: 'Admins' });
    expect(await within(admins).findByText('Ada')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
    expect(arrivalPath(team)).toBe('/');
  });

  it('says that a read-only workspace cannot', async () => {
    show({ billing: createFakeBilling(plans.readOnly()) });
    expect(await screen.findByText(/read-only until it is paid for/u)).toBeTruthy();
  });
});

describe('the three steps', () => {
  it('send what was filled in, start the pull, and empty the field of the secret', async () => {
    const { fake, pull, container } = show({
      mixpanel: createFakeMixpanel({ answers: [{ ...right, wallClock: null }, right] }),
    });
    await toCredentials();
    fillIn();
    const secret = field('Secret of the service account');
    expect(secret.type).toBe('password');
    press('Check');
    expect(await screen.findByText(/It works: Mixpanel accepts/u)).toBeTruthy();
    fireEvent.input(field(/Created on/u), { target: { value: '2021-04-01' } });
    press('Connect');
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toContain('Connect');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Shop is connected'));
    expect(fake.made).toEqual([{ id: 'sp-new-1', name: 'Shop' }]);
    const common = {
      projectId: 'sp-new-1',
      region: 'eu',
      mixpanelProjectId: '3141592',
      kind: 'service_account',
      username: 'ptero.a1.mp-service-account',
      secret: SECRET,
    };
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(fake.sent).toEqual([
      { action: 'check', form: { ...common, timeZone: null, createdOn: null } },
      { action: 'connect', form: { ...common, timeZone: zone, createdOn: '2021-04-01' } },
    ]);
    expect(pull.calls).toEqual(['start sp-new-1']);
    expect(secret.value).toBe('');
    expect(container.innerHTML).not.toContain(SECRET);
  });

  it('ask when the project was made only where its events do not tell', async () => {
    show();
    await toCredentials();
    fillIn();
    press('Check');
    await screen.findByText(/Times of its events are UTC/u);
    expect(screen.queryByLabelText(/Created on/u)).toBeNull();
  });

  it('take the region that was found, and check there', async () => {
    const answers: CheckAnswer[] = [{ verdict: 'wrong-region', region: 'in', wallClock: null }, right];
    const { fake } = show({ mixpanel: createFakeMixpanel({ answers }) });
    await toCredentials();
    fillIn();
    press('Check');
    expect((await screen.findByRole('alert')).textContent).toContain('in the region India, not EU');
    press('Use India');
    expect(await screen.findByText(/It works/u)).toBeTruthy();
    expect(fake.sent.map(({ form }) => form.region)).toEqual(['eu', 'in']);
    expect(fake.made).toHaveLength(1);
  });

  it.each([
    ['wrong-secret', /does not accept this name and secret/u],
    ['no-right', /may not export the project.*role Analyst/u],
    ['no-api', /does not include the export/u],
    ['rate-limited', /60 exports an hour.*used up/u],
    ['unreachable', /could not be reached/u],
  ] as const)('say %s in words and stay', async (verdict, words) => {
    show({ mixpanel: createFakeMixpanel({ answers: [{ verdict, region: null, wallClock: null }] }) });
    await toCredentials();
    fillIn();
    press('Check');
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(field('Secret of the service account').value).toBe(SECRET);
    expect(screen.getByRole('button', { name: 'Check' })).toBeTruthy();
  });

  it('come back to the credentials when they fail at last', async () => {
    const answers: CheckAnswer[] = [right, { verdict: 'wrong-secret', region: null, wallClock: null }];
    show({ mixpanel: createFakeMixpanel({ answers }) });
    await toCredentials();
    fillIn();
    press('Check');
    await screen.findByText(/It works/u);
    press('Connect');
    expect((await screen.findByRole('alert')).textContent).toContain('does not accept');
    expect(screen.getByRole('button', { name: 'Check' })).toBeTruthy();
  });

  it.each([
    ['Name in Ptero', ' ', /Give the project a name/u],
    ['Mixpanel project id', '31x', /is a number/u],
    ['Name of the service account', 'a b', /no colon and no space/u],
    ['Secret of the service account', '', /Enter the secret/u],
    ['Secret of the service account', 'two words', /no spaces/u],
  ])('ask nobody while %s is “%s”', async (name, value, words) => {
    const { fake } = show();
    await toCredentials();
    fillIn();
    type(name, value);
    press('Check');
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect([fake.sent, fake.made]).toEqual([[], []]);
  });

  it('mark the project secret with its end, and send no name with it', async () => {
    const { fake } = show();
    await toCredentials();
    fillIn();
    fireEvent.click(screen.getByRole('radio', { name: 'Project secret' }));
    expect(screen.getByText(/Mixpanel retires project secrets then/u)).toBeTruthy();
    const secret = screen.getByLabelText('Project secret', { selector: 'input[type=password]' });
    fireEvent.input(secret, { target: { value: SECRET } });
    press('Check');
    await waitFor(() =>
      expect(fake.sent[0]?.form).toMatchObject({ kind: 'project_secret', username: null, secret: SECRET }),
    );
  });

  it('say what the server refused, and wait for the network', async () => {
    const mixpanel = createFakeMixpanel();
    const { setOnline } = show({ mixpanel });
    await toCredentials();
    fillIn();
    mixpanel.setReachable(false);
    press('Check');
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    setOnline(false);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Check' }).disabled).toBe(true);
    expect(screen.getByText(/There is no network just now/u)).toBeTruthy();
  });

  it('offer a mail when the data are ready', async () => {
    const { fake } = show();
    await toCredentials();
    fillIn();
    press('Check');
    await screen.findByText(/It works/u);
    press('Connect');
    fireEvent.click(await screen.findByRole('switch', { name: /^Mail me/u }));
    await waitFor(() => expect([...fake.mailed]).toEqual(['sp-new-1']));
  });
});

describe('replacing the credentials', () => {
  it('begins with everything but the secret, for the project that is there', async () => {
    const mixpanel = createFakeMixpanel({ connections: [connection()] });
    const { fake } = show({ mixpanel, path: '/connect/sp1' });
    await waitFor(() => expect(field('Mixpanel project id').value).toBe('3141592'));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Replace the credentials of Recipe app');
    expect(screen.queryByLabelText('Name in Ptero')).toBeNull();
    expect(field('Name of the service account').value).toBe('ptero.a1b2c3.mp-service-account');
    expect(field('Secret of the service account').value).toBe('');
    type('Secret of the service account', 'another-secret');
    press('Check');
    await screen.findByText(/It works/u);
    press('Replace');
    expect(await screen.findByText('The next refresh uses them.')).toBeTruthy();
    expect(fake.sent.at(-1)?.form).toMatchObject({ projectId: 'sp1', region: 'eu', timeZone: 'Europe/Berlin' });
    expect(fake.made).toEqual([]);
  });

  it('says so when it is not connected any more', async () => {
    show({ path: '/connect/gone' });
    expect(await screen.findByText('This project is not connected any more.')).toBeTruthy();
  });
});
