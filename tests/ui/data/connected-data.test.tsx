import { fireEvent, screen } from '@solidjs/testing-library';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CoveredDay } from '#contract/pull.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ProjectPull } from '#state/mixpanel/pull-state.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { connection, createConnectedTeam, createFakeMixpanel, createFakePull } from '#tests/ui/fakes/mixpanel.ts';
import { createFakeBilling, plans } from '#tests/ui/fakes/billing.ts';
import { createFakeServer, fieldNotes } from '#tests/ui/fakes/team.ts';
import { ConnectedData } from '#ui/data/connected-data.tsx';
import { AppContext, useApp } from '#ui/kit/app-context.ts';

const LAST = Date.UTC(2026, 10, 20) / 86_400_000;
const days = (state: (ago: number) => CoveredDay['state']): CoveredDay[] =>
  Array.from({ length: 182 }, (_, at) => ({ day: LAST - 181 + at, state: state(181 - at) }));
const pulled = (extra: Partial<ProjectPull> = {}): ProjectPull => ({
  kind: 'rest',
  wait: null,
  error: null,
  days: days(() => 'done'),
  progress: null,
  isFirst: false,
  pulledAt: Date.now() - 10_000,
  localId: 'p1',
  ...extra,
});

function show(pull: ProjectPull, options: { isReadOnly?: boolean; here?: boolean; as?: string } = {}) {
  const fake = createFakePull({ sp1: pull });
  const mixpanel = createFakeMixpanel({ connections: [connection()] });
  const made = createConnectedTeam(createFakeServer([fieldNotes()], options.as ?? 'Ada'), mixpanel, {
    hints: { 'ptero-workspace': 'w1' },
    projects: [{ id: 'sp1', name: 'Recipe app' }],
    locals: options.here === false ? {} : { sp1: 'p1' },
    pull: fake,
    ...(options.isReadOnly && { billing: createFakeBilling(plans.readOnly()) }),
  });
  const Within = () => (
    <AppContext.Provider value={{ ...useApp(), team: () => made.team }}>
      <ConnectedData localId="p1" />
    </AppContext.Provider>
  );
  return { ...renderScreen(() => <Within />), fake };
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeAll(() => import('#ui/data/pull-status.tsx'), 60_000);

describe('the data of a connected project', () => {
  it('are refreshed on demand, and say when they were last', async () => {
    const { fake } = show(pulled());
    expect(await screen.findByRole('heading', { name: 'Up to date' })).toBeTruthy();
    expect(screen.getByText(/^Last refreshed just now/u)).toBeTruthy();
    press('Refresh now');
    expect(fake.calls).toEqual(['start sp1']);
  });

  it('show how far the first import is, and are paused and resumed', async () => {
    const { fake } = show(
      pulled({ kind: 'pulling', isFirst: true, progress: { daysDone: 91, days: 182, bytes: 5_000_000 } }),
    );
    const bar = await screen.findByRole('progressbar', { name: 'Import' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(bar.getAttribute('aria-valuetext')).toBe('91 of 182 days');
    expect(screen.getByText('5.0 MB')).toBeTruthy();
    press('Pause');
    fake.set('sp1', pulled({ kind: 'paused', isFirst: true }));
    expect(screen.getByRole('heading', { name: 'Paused before everything was here' })).toBeTruthy();
    press('Resume');
    expect(fake.calls).toEqual(['pause sp1', 'start sp1']);
  });

  it('are cancelled, say what is missing, and are fetched again only when asked for', async () => {
    const { fake } = show(
      pulled({ kind: 'pulling', isFirst: true, progress: { daysDone: 30, days: 182, bytes: 5_000_000 } }),
    );
    await screen.findByRole('progressbar', { name: 'Import' });
    press('Cancel');
    fake.set('sp1', pulled({ kind: 'cancelled', isFirst: true, days: days((ago) => (ago < 30 ? 'done' : 'waiting')) }));
    expect(screen.getByRole('heading', { name: 'Cancelled before everything was here' })).toBeTruthy();
    expect(screen.getByText(/^30 of 182 days are here and stay; 152 are missing\. Nothing is fetched/u)).toBeTruthy();
    press('Fetch the missing days');
    expect(fake.calls).toEqual(['cancel sp1', 'start sp1']);
  });

  it('say of a cancelled refresh when the next one comes', async () => {
    const { fake } = show(pulled({ kind: 'cancelled' }));
    expect(await screen.findByRole('heading', { name: 'Refresh cancelled' })).toBeTruthy();
    expect(screen.getByText(/^What came stays\. The next refresh comes by itself, in an hour/u)).toBeTruthy();
    press('Refresh now');
    expect(fake.calls).toEqual(['start sp1']);
  });

  it('count down while Mixpanel’s limit is reached', async () => {
    show(
      pulled({
        kind: 'pulling',
        progress: { daysDone: 0, days: 7, bytes: 0 },
        wait: {
          why: 'rate-limit',
          untilMs: Date.now() + 185_500,
          counts: { running: 1, runningLimit: 5, lastHour: 61, lastHourLimit: 60 },
        },
      }),
    );
    expect(await screen.findByText(/61 exports in the last hour, 60 are allowed/u)).toBeTruthy();
    expect(screen.getByRole('timer', { name: 'Goes on in' }).textContent).toMatch(/^3:0[0-6]$/u);
  });

  it('say that there is no network, without a clock', async () => {
    show(pulled({ kind: 'pulling', progress: { daysDone: 0, days: 7, bytes: 0 }, wait: { why: 'offline' } }));
    expect(await screen.findByText(/^No network\. It goes on by itself/u)).toBeTruthy();
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('say what failed and what to do, with the way to the credentials for an admin', async () => {
    const reason = 'mixpanel/wrong-secret';
    const error = new PteroError({ code: 'mixpanel/refused', message: reason, details: { reason } });
    show(pulled({ kind: 'failed', error }));
    expect((await screen.findByRole('alert')).textContent).toContain('no longer accepts the name or the secret');
    const link = await screen.findByRole('link', { name: 'Replace the credentials' });
    expect(link.getAttribute('href')).toBe('/connect/sp1');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('do not lead a member to credentials', async () => {
    const reason = 'mixpanel/wrong-secret';
    const error = new PteroError({ code: 'mixpanel/refused', message: reason, details: { reason } });
    show(pulled({ kind: 'failed', error }), { as: 'Bob' });
    await screen.findByRole('alert');
    expect(screen.queryByRole('link', { name: 'Replace the credentials' })).toBeNull();
  });

  it('are begun by hand in a browser that has none of them', async () => {
    const { fake } = show(pulled({ kind: 'unbegun', isFirst: true, localId: null, pulledAt: null }), { here: false });
    expect(await screen.findByRole('heading', { name: 'Recipe app' })).toBeTruthy();
    press('Fetch the last six months');
    expect(fake.calls).toEqual(['start sp1']);
  });

  it('are fetched by nobody in a read-only workspace, and it says why', async () => {
    const { fake } = show(pulled(), { isReadOnly: true });
    const button = await screen.findByRole('button', { name: 'Refresh now' });
    await screen.findByText(/Nothing new is fetched while this workspace is read-only/u);
    expect(screen.getByRole('heading', { name: 'Not refreshed while read-only' })).toBeTruthy();
    expect(screen.getByText(/^Last refreshed/u).textContent).not.toContain('by itself');
    fireEvent.click(button);
    expect(fake.calls).toEqual([]);
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('have a calendar that tells each state apart, also days that came from a file', async () => {
    const states = (ago: number) => (ago === 0 ? 'pulling' : ago === 1 ? 'failed' : ago > 10 ? 'waiting' : 'done');
    const { container } = show(pulled({ days: days(states) }));
    // The store has events of 30 October and 2 November.
    const calendar = await screen.findByRole('img', {
      name: 'The last 182 days: 9 here, 1 on its way, 169 waiting, 1 failed, 2 from a file.',
    });
    expect(calendar.querySelectorAll('.pull-day')).toHaveLength(182);
    const shapes = ['done', 'pulling', 'waiting', 'failed', 'file'].map(
      (state) => container.querySelector(`.pull-legend .${state}`)?.innerHTML,
    );
    expect(new Set(shapes).size).toBe(4);
    expect(screen.getAllByRole('row', { hidden: true }).length).toBeGreaterThan(6);
  });
});
