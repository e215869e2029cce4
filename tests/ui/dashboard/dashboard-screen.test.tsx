import { fireEvent, screen, within } from '@solidjs/testing-library';
import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { type FakeAppOptions, renderScreen } from '#tests/ui/fakes/app.tsx';
import { definition, project, result } from '#tests/ui/fakes/clients.ts';
import { DashboardScreen } from '#ui/dashboard/dashboard-screen.tsx';
import { ToastRegion } from '#ui/kit/toast.tsx';

const plan = definition('Sign Up', 'Start Plan');

async function setUp(options: FakeAppOptions = {}) {
  const view = renderScreen(
    () => (
      <>
        <DashboardScreen />
        <ToastRegion />
      </>
    ),
    options,
  );
  await vi.waitFor(() => expect(view.app.projects.catalogue()).toBeDefined());
  await vi.waitFor(() => expect(view.app.scenarios.list()).toBeDefined());
  return view;
}
async function withAnswer(asked = plan, special: Partial<ResultDocument> = {}) {
  const view = await setUp();
  const scenario = await view.app.scenarios.create(asked);
  view.app.scenarios.explore(scenario.id);
  view.analysis.runs.at(-1)?.succeed({ ...result(asked), ...special });
  await vi.waitFor(() => expect(view.app.scenarios.run(scenario.id).kind).toBe('idle'));
  return { ...view, scenario };
}
const choose = (label: string, name: string) =>
  fireEvent.input(screen.getByRole('combobox', { name: label }), { target: { value: name } });
const card = (name: RegExp) => screen.getByRole('link', { name }).closest('li') as HTMLElement;
const openMenu = async (name: string) => {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.keyDown(button, { key: 'ArrowDown' });
  return screen.findByRole('menu');
};

describe('a card', () => {
  it('stays, with the focus that is on it, when its scenario changes', async () => {
    const { app, scenario } = await withAnswer();
    const before = card(/Sign Up/);
    const more = within(before).getByRole('button', { name: /^More for/ });
    more.focus();
    await app.scenarios.update(scenario.id, { colour: 'red', name: 'Paying' });
    expect(await screen.findByRole('link', { name: /Paying/ })).toBeTruthy();
    expect(card(/Paying/)).toBe(before);
    expect(document.activeElement).toBe(more);
  });
});

describe('new scenario', () => {
  it('explores two events at once and goes to their scenario', async () => {
    const { analysis, went } = await setUp();
    choose('Start event', 'Sign Up');
    choose('Target event', 'Start Plan');
    fireEvent.change(screen.getByRole('combobox', { name: 'Horizon' }), { target: { value: String(7 * 86_400_000) } });
    fireEvent.click(screen.getByRole('button', { name: 'Explore' }));
    await vi.waitFor(() => expect(went).toEqual(['/scenario/s1']));
    expect(analysis.runs[0]?.arguments).toEqual({
      projectId: 'p1',
      definition: { ...plan, horizonMs: 7 * 86_400_000 },
    });
  });

  it('says in place what is missing, and forgets it when one chooses', async () => {
    const { analysis } = await setUp();
    fireEvent.click(screen.getByRole('button', { name: 'Explore' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Choose a start event.');
    expect(screen.getByRole('combobox', { name: 'Start event' }).getAttribute('aria-invalid')).toBe('true');
    choose('Start event', 'Sign Up');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(analysis.runs).toHaveLength(0);
  });

  it('offers events by users, bookkeeping left out', async () => {
    await setUp();
    choose('Start event', 'i');
    const options = within(screen.getByRole('listbox'))
      .getAllByRole('option')
      .map((option) => option.querySelector('.name')?.textContent);
    expect(options).toEqual(['Sign Up', 'View Recipe']);
  });

  it('does not run a question again that is answered', async () => {
    const { analysis, went, scenario } = await withAnswer();
    choose('Start event', 'Sign Up');
    choose('Target event', 'Start Plan');
    fireEvent.click(screen.getByRole('button', { name: 'Explore' }));
    await vi.waitFor(() => expect(went).toEqual([`/scenario/${scenario.id}`]));
    expect(analysis.runs).toHaveLength(1);
  });
});

describe('a scenario’s card', () => {
  it('shows the rate, the three rows with most power, and leads to the scenario', async () => {
    const { scenario } = await withAnswer();
    const text = card(/Sign Up/u).textContent ?? '';
    expect(text).toContain('14.3% convert');
    expect(text).toContain('Invite Friend 3.0× · Share Recipe 2.9× · Hit Import Error 0.44×');
    expect(text).not.toContain('Import Contacts');
    expect(screen.getByRole('link', { name: /Sign Up/u }).getAttribute('href')).toBe(`/scenario/${scenario.id}`);
  });

  it('says when it was worked out from a sample', async () => {
    await withAnswer(plan, { sample: { oneIn: 8 } });
    expect(card(/Sign Up/u).textContent).toContain('a sample of 1 in 8 users');
  });

  it('moves to Pinned and back', async () => {
    await withAnswer();
    fireEvent.click(screen.getByRole('button', { name: 'Pin Sign Up → Start Plan' }));
    const pinned = await screen.findByRole('region', { name: 'Pinned' });
    fireEvent.click(within(pinned).getByRole('button', { name: 'Unpin Sign Up → Start Plan' }));
    await vi.waitFor(() => expect(screen.queryByRole('region', { name: 'Pinned' })).toBeNull());
  });

  it('is deleted at once and comes back at Undo', async () => {
    await withAnswer();
    const menu = await openMenu('More for Sign Up → Start Plan');
    fireEvent.keyDown(within(menu).getByRole('menuitem', { name: 'Delete' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await vi.waitFor(() => expect(card(/Sign Up/u).textContent).toContain('14.3%'));
  });

  it('changes its colour through a menu of names', async () => {
    const { app, scenario } = await withAnswer();
    const menu = await openMenu('Colour of Sign Up → Start Plan: blue');
    fireEvent.keyDown(within(menu).getByRole('menuitemradio', { name: 'Red: negative' }), { key: 'Enter' });
    await vi.waitFor(() => expect(app.scenarios.byId(scenario.id)?.colour).toBe('red'));
  });

  it('is renamed, and called by its events again when the name is emptied', async () => {
    const { app, scenario } = await withAnswer();
    const menu = await openMenu('More for Sign Up → Start Plan');
    fireEvent.keyDown(within(menu).getByRole('menuitem', { name: 'Rename…' }), { key: 'Enter' });
    const dialog = await screen.findByRole('dialog', { name: 'Rename the scenario' });
    fireEvent.input(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: '  Growth ' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Rename' }));
    await vi.waitFor(() => expect(app.scenarios.byId(scenario.id)?.name).toBe('Growth'));
  });

  it('says when its answer is older than the data', async () => {
    const { app, projects } = await withAnswer();
    projects[0] = project({ fingerprint: 'f2' });
    await app.projects.refresh();
    expect(await screen.findByText('stale')).toBeTruthy();
  });

  it('says what went wrong in its place', async () => {
    const { app, analysis } = await setUp();
    const { id } = await app.scenarios.create(plan);
    app.scenarios.explore(id);
    analysis.runs[0]?.fail(new PteroError({ code: 'scenario/nobody', message: 'x', details: { event: 'Sign Up' } }));
    expect(await screen.findByText(/Nobody did “Sign Up” here/u)).toBeTruthy();
  });
});

describe('the dashboard', () => {
  it('shows suggestions with their reason and how far they are', async () => {
    await setUp({ suggestions: [{ definition: plan, colour: 'pink', because: 'Start Plan looks like an upgrade.' }] });
    const suggested = await screen.findByRole('region', { name: 'Suggested' });
    expect(suggested.textContent).toContain('Start Plan looks like an upgrade.');
    expect(within(suggested).getByRole('img', { name: 'suggested' })).toBeTruthy();
    expect(screen.getByText(/0 of 1 scenario done/u)).toBeTruthy();
  });

  it('searches and filters by colour once there are more than a few', async () => {
    const { app } = await setUp();
    for (let index = 0; index < 7; index += 1)
      await app.scenarios.create(definition(`Event ${index}`, 'Start Plan'), { colour: index === 3 ? 'red' : 'blue' });
    fireEvent.input(await screen.findByRole('searchbox', { name: 'Search scenarios' }), {
      target: { value: 'plan event 5' },
    });
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    fireEvent.input(screen.getByRole('searchbox', { name: 'Search scenarios' }), { target: { value: '' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Colour' }), { target: { value: 'red' } });
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(card(/Event 3/u)).toBeTruthy();
  });

  it('offers to import again instead of numbers when the store is damaged', async () => {
    const { projects } = renderScreen(() => <DashboardScreen />, {
      projects: [project({ health: 'damaged', damage: 'Segment 3 does not match.' })],
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The stored events of Recipe app are damaged');
    expect(screen.getByText('Segment 3 does not match.')).toBeTruthy();
    expect(screen.getByLabelText('Import again')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Explore' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Delete this project' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Recipe app?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete project' }));
    await vi.waitFor(() => expect(projects).toHaveLength(0));
  });
});

describe('an answer kept by an earlier version', () => {
  it('is not shown; its card says to refresh it', async () => {
    const view = await setUp();
    const { id } = await view.app.scenarios.create(plan);
    const old = { ...result(plan), version: 1 } as unknown as ReturnType<typeof result>;
    await view.local.putResult({ scenarioId: id, result: old });
    view.local.change();
    expect(await screen.findByText('Answered by an earlier version; refresh it')).toBeTruthy();
    expect(screen.getByText('stale')).toBeTruthy();
  });
});
