import 'fake-indexeddb/auto';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import type { ResultSummary } from '#core/sharing/shared-scenario.ts';
import { createSharedCache } from '#data/browser/shared-cache.ts';
import { createShared } from '#state/shared/create-shared.ts';
import { chosenScenarios, switchScenarios } from '#state/scenarios/switch-scenarios.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { DashboardScreen } from '#ui/dashboard/dashboard-screen.tsx';
import { AppContext } from '#ui/kit/app-context.ts';
import { NavigationContext } from '#ui/kit/navigation.ts';
import { ToastRegion } from '#ui/kit/toast.tsx';
import { createFileIntake, FileIntakeContext } from '#ui/shell/file-intake.ts';
import { shared } from '#tests/core/sharing/two-people.ts';
import { createSharedServer } from '#tests/state/fakes/shared-server.ts';
import { createFakeApp } from '#tests/ui/fakes/fake-app.ts';
import { definition, NOON } from '#tests/ui/fakes/clients.ts';

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
let made = 0;

/** The dashboard of one person in a workspace, over the real state and a server in memory. */
function renderTeam(
  server: ReturnType<typeof createSharedServer>,
  userId: string,
  options: Parameters<typeof createFakeApp>[0] = {},
) {
  const tab = server.person(userId);
  let fake: ReturnType<typeof createFakeApp> | undefined;
  render(() => {
    fake = createFakeApp(options);
    const { app, local, analysis } = fake;
    const state = createShared({
      ...tab,
      store: tab.store,
      cache: createSharedCache(`ui-${(made += 1)}`),
      analysis: analysis.client,
      local,
      localScenarios: app.scenarios,
      projects: app.projects,
      eventNames: app.eventNames,
      now: () => NOON,
      newId: () => `ui-id-${(made += 1)}`,
    });
    const team = { session: tab.session, workspaces: tab.workspaces, shared: state } as unknown as TeamState;
    const scenarios = switchScenarios(app.scenarios, () => chosenScenarios(team));
    return (
      <AppContext.Provider value={{ ...app, scenarios, team: () => team }}>
        <NavigationContext.Provider value={{ path: () => '/', go: () => undefined }}>
          <FileIntakeContext.Provider value={createFileIntake(app)}>
            <DashboardScreen />
            <ToastRegion />
          </FileIntakeContext.Provider>
        </NavigationContext.Provider>
      </AppContext.Provider>
    );
  });
  return { ...tab, local: fake!.app.scenarios };
}

const summary: ResultSummary = {
  version: 2,
  stage: 'complete',
  claim: 'ranked',
  entrants: 100,
  converted: 14,
  conversion: { share: 0.143 },
  dataFromMs: NOON - 1,
  dataToMs: NOON,
  computedAt: NOON,
  fingerprint: 'f1',
  top: [
    {
      id: 'x',
      kind: 'behaviour',
      event: 'Invite Friend',
      property: null,
      value: null,
      minCount: 1,
      hazard: { ratio: 3, low: 2, high: 4 },
    },
  ],
};
const team = () => {
  const server = createSharedServer();
  server.projects.set('p', { id: 'p', name: 'Recipe app' });
  const put = (id: string, target: string, more: Parameters<typeof shared>[1]) =>
    server.scenarios.set(id, shared(id, { definition: definition('Sign Up', target), ...more }));
  put('pinned', 'Start Plan', { pin: { by: 'bob', at: 1 }, answer: { summary, computedBy: 'ada', computedAt: NOON } });
  put('adas', 'Share Recipe', { createdBy: 'ada', updatedAt: 5 });
  put('bobs', 'Invite Friend', { createdBy: 'bob', updatedAt: 6 });
  return server;
};
const region = (name: string) => screen.findByRole('region', { name });

describe('the dashboard of a team', () => {
  it('parts pinned ones, mine and my team’s, and says who pinned, who worked it out, and what was found', async () => {
    renderTeam(team(), 'ada');
    const pinned = await region('Pinned');
    await within(pinned).findByRole('img', { name: 'Pinned by Bob' });
    expect(pinned.textContent).toContain('14.3% convert');
    expect(pinned.textContent).toContain('Invite Friend 3.0×');
    await waitFor(() => expect(pinned.textContent).toContain('You'));
    expect((await region('My recent scenarios')).textContent).toContain('Share Recipe');
    expect((await region('My team’s recent scenarios')).textContent).toContain('Invite Friend');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Scenarios of Wrens');
  });

  it.each([
    ['My team’s recent scenarios', ['Rename…', 'Duplicate']],
    ['My recent scenarios', ['Rename…', 'Duplicate', 'Delete']],
  ])(
    'offers in %s to delete what the reader may delete, and to refresh only with the events',
    async (section, names) => {
      renderTeam(team(), 'bob');
      const more = await within(await region(section)).findByRole('button', { name: /^More for/ });
      fireEvent.pointerDown(more, { button: 0, pointerType: 'mouse' });
      fireEvent.click(more);
      expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).toEqual(names);
    },
  );

  it('says offline what moment it shows, which change waits, and afterwards what became of it', async () => {
    const server = team();
    const bob = renderTeam(server, 'bob');
    await region('Pinned');
    await waitFor(() => expect(screen.queryByText(/Showing what was there/)).toBeNull());
    bob.leave();
    await screen.findByText(/Showing what was there/);
    fireEvent.click(within(await region('My recent scenarios')).getByRole('button', { name: /^Pin / }));
    await within(await region('Pinned')).findByText('pending');
    screen.getByText(/1 change of yours will be sent/);
    server.scenarios.delete('bobs');
    server.deleted.add('bobs');
    bob.return();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('was deleted by a teammate meanwhile. Your pin came to nothing');
    fireEvent.click(within(alert).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('draws forty of thousands, and loads the older ones when asked', async () => {
    const server = createSharedServer();
    for (let at = 0; at < 1500; at += 1)
      server.scenarios.set(`s${at}`, shared(`s${at}`, { createdBy: 'ada', updatedAt: at }));
    renderTeam(server, 'bob');
    const list = await region('My team’s recent scenarios');
    expect(within(list).getAllByRole('listitem')).toHaveLength(40);
    fireEvent.click(screen.getByRole('button', { name: 'Load older ones, too' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Load/ })).toBeNull());
    expect(within(list).getAllByRole('listitem')).toHaveLength(40);
    fireEvent.click(within(list).getByRole('button', { name: 'Show 40 more' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(80);
  });

  it('says to one without events what they are for, and names the projects whose events are elsewhere', async () => {
    renderTeam(team(), 'bob', { projects: [] });
    await region('Pinned');
    await screen.findByText(/are not in this browser: its answers can be read, not refreshed/);
    expect(screen.queryByRole('form', { name: 'New scenario' })).toBeNull();
  });

  it('links a project of this browser to the team’s, after which the note is gone', async () => {
    renderTeam(team(), 'bob');
    const select = await screen.findByRole('combobox', { name: /with the events of Recipe app/ });
    fireEvent.change(select, { target: { value: 'p1' } });
    await waitFor(() => expect(screen.queryByRole('combobox', { name: /with the events of/ })).toBeNull());
  });

  it('moves all scenarios of this browser in, and puts them back by Undo', async () => {
    const server = team();
    const ada = renderTeam(server, 'ada');
    await region('Pinned');
    await waitFor(() => expect(ada.local.list()).toBeDefined());
    await ada.local.create(definition('Sign Up', 'Import Contacts'));
    await ada.local.create(definition('Sign Up', 'Hit Import Error'));
    fireEvent.click(await screen.findByRole('button', { name: 'Move all 2 scenarios to the workspace' }));
    await screen.findByText('2 scenarios moved to Wrens');
    await waitFor(() => expect(server.scenarios.size).toBe(5));
    expect(screen.queryByRole('region', { name: 'Only in this browser' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(server.scenarios.size).toBe(3));
    await waitFor(() => expect(ada.local.list()).toHaveLength(2));
  });
});
