import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { describe, expect, it, vi } from 'vitest';
import type { ServerCount } from '#contract/mixpanel.ts';
import type { ProjectSummary } from '#contract/store.ts';
import type { CountedProject, UsageFacts } from '#contract/usage.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { UserCounts } from '#core/metering/counting-rules.ts';
import type { Rise } from '#core/metering/rise.ts';
import type { EventQuestions } from '#state/app-state.ts';
import type { SourcesState } from '#state/projects/sources-state.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { project } from '#tests/ui/fakes/clients.ts';
import { connection } from '#tests/ui/fakes/mixpanel.ts';
import { AppContext, useApp } from '#ui/kit/app-context.ts';
import { saveText } from '#ui/kit/save-text.ts';
import { UsageSection } from '#ui/settings/usage/usage-section.tsx';

vi.mock('#ui/kit/save-text.ts', () => ({ saveText: vi.fn() }));

const LAST = Date.UTC(2026, 10, 20) / 86_400_000;
const DAYS = 4000;
const counts = (now: number): UserCounts => {
  const filled = (users: number) => new Float64Array(DAYS).fill(users / 2).fill(users, DAYS - 1);
  return { ptero: filled(now), mixpanel: filled(now + 1), candu: filled(now + 2), chameleon: filled(now + 3) };
};
const rise = (extra: Partial<Rise> = {}): Rise => ({
  day: LAST,
  now: 120,
  before: 100,
  stayed: 70,
  newAnonymous: 20,
  newIdentified: 25,
  returning: 5,
  lost: 30,
  broughtBy: [
    { event: 'Sign Up', users: 40 },
    { event: '<b>هنا</b>', users: 10 },
  ],
  sameDevice: { ids: 8, surplus: 4, examples: [['$device:x', 'ada']] },
  backfilled: { users: 2, events: 9 },
  bots: { users: 1, examples: ['robot'] },
  knowsBefore: true,
  ...extra,
});

interface Options {
  readonly projects?: ProjectSummary[];
  readonly server?: readonly ServerCount[];
  readonly rise?: Rise;
  readonly fails?: boolean;
  readonly empty?: boolean;
  readonly remote?: string;
}

function show({ projects = [project()], server, rise: told = rise(), fails, empty, remote }: Options = {}) {
  const asked: (readonly CountedProject[])[] = [];
  const explained: number[] = [];
  const team = server && {
    workspaces: { current: () => ({ id: 'w1', name: 'Field notes', role: 'admin' }) },
    shared: { localOf: (id: string) => (id === 'sp1' ? 'p1' : null) },
    mixpanel: { connections: () => [connection()], counts: () => server, error: () => null },
  };
  const Within = () => {
    const app = useApp();
    const questions: Pick<EventQuestions, 'usage' | 'rise'> = {
      usage: async (wanted): Promise<UsageFacts> => {
        asked.push(wanted);
        if (fails) throw new PteroError({ code: 'store/damaged', message: '', details: { project: 'Recipe app' } });
        if (empty)
          return {
            firstDay: LAST,
            lastDay: LAST - 1,
            all: none,
            byProject: wanted.map(({ projectId }) => ({ projectId, counts: none })),
          };
        return {
          firstDay: LAST - DAYS + 1,
          lastDay: LAST,
          all: counts(120),
          byProject: wanted.map(({ projectId }, at) => ({ projectId, counts: counts(100 - at * 60) })),
        };
      },
      rise: async (_wanted, day) => {
        explained.push(day);
        return told;
      },
    };
    const store = { ...app.store, ...questions };
    const sources = { isRemote: (id: string) => id === remote } as unknown as SourcesState;
    return (
      <AppContext.Provider
        value={{ ...app, store, sources, ...(team && { team: () => team as unknown as TeamState }) }}
      >
        <UsageSection />
      </AppContext.Provider>
    );
  };
  return { ...renderScreen(() => <Within />, { projects, path: '/settings/usage' }), asked, explained };
}
const nothing = new Float64Array(0);
const none: UserCounts = { ptero: nothing, mixpanel: nothing, candu: nothing, chameleon: nothing };

const figures = () => screen.getByText(/^M(AU|TU) by /u).closest('dl')?.textContent ?? '';

describe('Usage', () => {
  it('counts the current project by Ptero’s rule at first, and by another when it is chosen', async () => {
    show();
    await screen.findByRole('radio', { name: /^Ptero/u });
    expect(figures()).toContain('MAU by Ptero’s rule100exact, on 20 Nov 2026');
    fireEvent.click(screen.getByRole('radio', { name: /^Chameleon/u }));
    expect(figures()).toContain('MTU by Chameleon’s rule103');
    expect(screen.getByRole('img', { name: /^MTU by Chameleon’s rule from/u })).toBeTruthy();
  });

  it('says that files cost nothing where there is no workspace', async () => {
    show();
    await screen.findByRole('radio', { name: /^Ptero/u });
    expect(figures()).toContain('Counted by the server0files on this computer are free');
  });

  it('shows the server’s count beside the exact one, for the connected project in its zone', async () => {
    const { asked } = show({ server: [{ day: LAST, users: 97, byProject: { sp1: 95 } }] });
    await screen.findByRole('radio', { name: /^Ptero/u });
    expect(asked[0]).toEqual([{ projectId: 'p1', zone: 'Europe/Berlin' }]);
    expect(figures()).toContain('Counted by the server97');
  });

  it('parts all projects, and says how many people are in more than one', async () => {
    show({ projects: [project(), project({ id: 'p2', name: 'Второй', fingerprint: 'f2' })] });
    fireEvent.change(await screen.findByLabelText('People of'), { target: { value: 'all' } });
    const parts = await screen.findByRole('region', { name: 'By project' });
    expect(
      within(parts)
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual(['Recipe app100', 'Второй40']);
    expect(parts.textContent).toContain('20 more than all together');
  });

  it('tells why it rose, what brought people, and what to look at', async () => {
    show();
    const region = await screen.findByRole('region', { name: 'Why it rose' });
    expect(region.textContent).toContain('20 more than 30 days before. 50 came: 20 new, known by a device only');
    expect(region.textContent).toContain('30 people of then were not seen again.');
    expect(within(region).getByText('<b>هنا</b>')).toBeTruthy();
    expect(region.textContent).toContain('4Ids that look like one person twice8 ids share a device');
    expect(within(region).getByText('$device:x = ada')).toBeTruthy();
    expect(region.textContent).toContain('2Here by late events alone');
    expect(region.textContent).toContain('1Behave like programs');
  });

  it('explains another month when it is chosen', async () => {
    const { explained } = show();
    const october = Date.UTC(2026, 9, 31) / 86_400_000;
    fireEvent.change(await screen.findByLabelText('30 days to'), { target: { value: String(october) } });
    await waitFor(() => expect(explained).toEqual([LAST, october]));
  });

  it('claims nothing about a change where the days before are not here', async () => {
    show({ rise: rise({ knowsBefore: false }) });
    const region = await screen.findByRole('region', { name: 'Who they are' });
    expect(region.textContent).toContain('nobody can tell who was here before');
    expect(region.textContent).not.toContain('Not seen again');
  });

  it('gives a table by month instead of the graph, newest first', async () => {
    show();
    await screen.findByRole('radio', { name: /^Ptero/u });
    const rows = within(screen.getByRole('region', { name: 'Over time' })).getAllByRole('row');
    expect(rows[1]?.textContent).toBe('November 2026, part100');
    expect(rows.length).toBe(1 + 132);
  });

  it('writes every day of all and of each project as CSV', async () => {
    show({ server: [{ day: LAST, users: 97, byProject: { sp1: 95 } }] });
    fireEvent.click(await screen.findByRole('button', { name: 'Download CSV' }));
    const [name, text] = vi.mocked(saveText).mock.lastCall ?? [];
    const lines = text?.split('\r\n') ?? [];
    expect([name, lines[0]]).toEqual(['ptero-usage.csv', 'day,project,ptero,mixpanel,candu,chameleon,server']);
    expect(lines[DAYS]).toBe('2026-11-20,,120,121,122,123,97');
    expect(lines[2 * DAYS]).toBe('2026-11-20,Recipe app,100,101,102,103,95');
  });

  it('says what failed', async () => {
    show({ fails: true });
    expect((await screen.findByRole('alert')).textContent).toContain('damaged');
  });

  it('says so when there is nobody to count, nothing to count, or nothing that can be counted here', async () => {
    const { unmount } = show({ empty: true });
    expect(await screen.findByText('Nobody to count')).toBeTruthy();
    unmount();
    show({ projects: [] });
    expect(await screen.findByText(/Bring some in/u)).toBeTruthy();
  });

  it('names projects that are counted elsewhere', async () => {
    show({ projects: [project(), project({ id: 'p2', name: 'Warehouse' })], remote: 'p2' });
    expect(await screen.findByText(/Not counted here: Warehouse/u)).toBeTruthy();
  });
});
