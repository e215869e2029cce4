import { fireEvent, screen, within } from '@solidjs/testing-library';
import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { event, project } from '#tests/ui/fakes/clients.ts';
import { coverageRows } from '#ui/data/coverage-rows.ts';
import { DataScreen } from '#ui/data/data-screen.tsx';
import { kindsInWords } from '#ui/data/properties-table.tsx';

describe('Data', () => {
  it('shows totals, source, imports and events by users', async () => {
    renderScreen(() => <DataScreen />, { projects: [project({ source: 'Derived from tldr-pages, CC BY 4.0' })] });
    await screen.findByRole('heading', { level: 1, name: 'Recipe app' });
    for (const words of [
      '37,812 events',
      'Derived from tldr-pages, CC BY 4.0',
      'export.ndjson.gz',
      '37,812 events added',
    ]) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    const rows = within(await screen.findByRole('table', { name: 'Events' })).getAllByRole('row');
    expect(rows[1]?.textContent).toMatch(/^Sign Up18,20454,612/u);
  });

  it('says first when the project is a sample', async () => {
    renderScreen(() => <DataScreen />, { projects: [project({ sample: { oneIn: 4 } })] });
    expect(await screen.findByText('a sample of 1 in 4 users')).toBeTruthy();
  });

  it('hides Mixpanel’s bookkeeping when asked', async () => {
    renderScreen(() => <DataScreen />);
    const table = await screen.findByRole('table', { name: 'Events' });
    expect(within(table).getByText('$identify')).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: /bookkeeping events/u }));
    expect(within(table).queryByText('$identify')).toBeNull();
  });

  it('finds an event among thousands', async () => {
    const events = Array.from({ length: 3000 }, (_, index) => event(`Event ${index}`, 3000 - index));
    renderScreen(() => <DataScreen />, { catalogue: { events } });
    fireEvent.input(await screen.findByRole('searchbox', { name: 'Search events' }), {
      target: { value: 'event 2999' },
    });
    expect(within(screen.getByRole('table', { name: 'Events' })).getByText('Event 2999')).toBeTruthy();
  });

  it('shows the values of a property when it is chosen, and closes them', async () => {
    renderScreen(() => <DataScreen />);
    fireEvent.click(await screen.findByRole('button', { name: '$os' }));
    const values = await screen.findByRole('region', { name: 'Values of $os' });
    expect((await within(values).findByText('iOS')).closest('li')?.textContent).toContain('900 events');
    fireEvent.click(within(values).getByRole('button', { name: 'Close the values' }));
    expect(screen.queryByRole('region', { name: 'Values of $os' })).toBeNull();
  });

  it('says in place when the values cannot be had', async () => {
    const view = renderScreen(() => <DataScreen />);
    vi.spyOn(view.app.store, 'propertyValues').mockRejectedValue(
      new PteroError({ code: 'query/unavailable', message: 'x' }),
    );
    fireEvent.click(await screen.findByRole('button', { name: '$os' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Connect to the network once');
  });

  it('asks the browser to keep the data, and stops asking once it does', async () => {
    renderScreen(() => <DataScreen />);
    fireEvent.click(await screen.findByRole('button', { name: 'Keep on this computer' }));
    expect(await screen.findByText('The browser keeps it until you delete it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Keep on this computer' })).toBeNull();
  });

  it('deletes only after the dialog is answered, and goes home', async () => {
    const { projects, went } = renderScreen(() => <DataScreen />);
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Recipe app?' });
    expect(projects).toHaveLength(1);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete project' }));
    await vi.waitFor(() => expect(projects).toHaveLength(0));
    await vi.waitFor(() => expect(went).toEqual(['/']));
  });

  it('renames, and says in the dialog when that fails', async () => {
    const { app } = renderScreen(() => <DataScreen />);
    fireEvent.click(await screen.findByRole('button', { name: 'Rename' }));
    const dialog = await screen.findByRole('dialog', { name: 'Rename the project' });
    vi.spyOn(app.projects, 'rename').mockRejectedValueOnce(new PteroError({ code: 'store/locked', message: 'x' }));
    fireEvent.input(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Cooks' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Rename' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Another tab is importing');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Rename' }));
    await vi.waitFor(() => expect(app.projects.current()?.name).toBe('Cooks'));
  });
});

describe('events of the Data screen', () => {
  const events = [
    event('Sign Up', 500),
    event('signup', 300),
    event('Start Plan', 100),
    event('$identify', 20, { bookkeeping: true }),
  ];
  const table = () => screen.findByRole('table', { name: 'Events' });
  const select = async (...names: string[]) => {
    for (const name of names) fireEvent.click(within(await table()).getByRole('checkbox', { name: `Select ${name}` }));
  };
  const button = (name: string | RegExp) => screen.getByRole('button', { name });

  it('merges what is selected under the name of the most frequent one, and takes it apart again', async () => {
    const { app } = renderScreen(() => <DataScreen />, { catalogue: { events } });
    await select('Sign Up', 'signup');
    expect(screen.getByRole('group', { name: 'Selected events' }).textContent).toContain('2 selected');
    fireEvent.click(button(/^Merge…/u));
    const dialog = await screen.findByRole('dialog', { name: 'Merge 2 events' });
    expect(within(dialog).getByRole<HTMLInputElement>('textbox').value).toBe('Sign Up');
    expect(within(dialog).getByRole('row', { name: /signup 300 900/u })).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Merge' }));
    await vi.waitFor(async () => expect(within(await table()).getByText('2 merged')).toBeTruthy());
    const row = within(await table()).getByRole('row', { name: /Sign Up/u });
    expect(row.textContent).toContain('Sign Up · signup');
    expect(row.textContent).toContain('800');
    expect(app.projects.catalogue()?.events.map(({ name }) => name)).toEqual(['Sign Up', 'Start Plan', '$identify']);

    await select('Sign Up');
    fireEvent.click(button('Un-merge'));
    await vi.waitFor(async () => expect(within(await table()).queryByText('2 merged')).toBeNull());
    expect(within(await table()).getByText('signup')).toBeTruthy();
  });

  it('says in the dialog why a name cannot be taken, and takes a new one', async () => {
    const { app } = renderScreen(() => <DataScreen />, { catalogue: { events } });
    await select('Sign Up', 'signup');
    fireEvent.keyDown(within(await table()).getByRole('checkbox', { name: 'Select signup' }), { key: 'm' });
    const dialog = await screen.findByRole('dialog', { name: 'Merge 2 events' });
    const name = within(dialog).getByRole('textbox', { name: 'Name of the merged event' });
    const merge = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Merge' }));
    fireEvent.input(name, { target: { value: 'Start Plan' } });
    merge();
    expect((await within(dialog).findByRole('alert')).textContent).toContain('is the name of another event');
    expect(name.getAttribute('aria-invalid')).toBe('true');
    fireEvent.input(name, { target: { value: ' Joined ' } });
    expect(within(dialog).queryByRole('alert')).toBeNull();
    merge();
    await vi.waitFor(() => expect(app.eventNames.of('p1')?.merged[0]?.name).toBe('Joined'));

    await select('Joined');
    fireEvent.click(button('Rename…'));
    const rename = await screen.findByRole('dialog', { name: 'Rename the merged event' });
    fireEvent.input(within(rename).getByRole('textbox'), { target: { value: 'Registered' } });
    fireEvent.click(within(rename).getByRole('button', { name: 'Rename' }));
    await vi.waitFor(() => expect(app.eventNames.of('p1')?.merged[0]?.name).toBe('Registered'));
  });

  it('hides by a key, marks and finds what is hidden, and shows it again', async () => {
    const { app } = renderScreen(() => <DataScreen />, { catalogue: { events } });
    await select('signup');
    fireEvent.keyDown(within(await table()).getByRole('checkbox', { name: 'Select signup' }), { key: 'h' });
    await vi.waitFor(() => expect(app.eventNames.of('p1')?.hidden).toEqual(['signup']));
    expect(app.projects.catalogue()?.events.some(({ name }) => name === 'signup')).toBe(false);
    fireEvent.click(screen.getByRole('radio', { name: 'Hidden 1' }));
    const rows = within(await table()).getAllByRole('row');
    expect(rows).toHaveLength(2);
    expect(rows[1]?.textContent).toContain('hidden');
    await select('signup');
    fireEvent.click(button('Unhide'));
    await vi.waitFor(async () => expect(within(await table()).getAllByRole('row')).toHaveLength(5));
    expect(app.eventNames.of('p1')?.hidden).toEqual([]);
  });

  it('selects everything between two with Shift, and lets go with Escape', async () => {
    renderScreen(() => <DataScreen />, { catalogue: { events } });
    await select('Sign Up');
    const last = within(await table()).getByRole('checkbox', { name: 'Select Start Plan' });
    fireEvent.click(last, { shiftKey: true });
    const bar = screen.getByRole('group', { name: 'Selected events' });
    expect(bar.textContent).toContain('3 selected');
    fireEvent.keyDown(last, { key: 'Escape' });
    expect(bar.textContent).toContain('Select events');
  });

  it('offers no choice of bookkeeping events', async () => {
    renderScreen(() => <DataScreen />, { catalogue: { events } });
    expect(within(await table()).getByText('$identify')).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Select $identify' })).toBeNull();
  });
});

describe('coverageRows', () => {
  const days = (first: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      day: new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
      events: index + 1,
      users: 1,
    }));

  it('is a line a month for a few months, gaps included', () => {
    const { unit, rows } = coverageRows([
      { day: '2026-01-31', events: 1, users: 1 },
      { day: '2026-03-01', events: 9, users: 1 },
    ]);
    expect(unit).toBe('month');
    expect(rows).toEqual([
      { label: 'Jan 2026', days: [{ at: 30, level: 1 }] },
      { label: 'Feb 2026', days: [] },
      { label: 'Mar 2026', days: [{ at: 0, level: 4 }] },
    ]);
  });

  it('is a line a year for many, and the table counts every month', () => {
    const { unit, rows, months } = coverageRows(days('2023-12-30', 800));
    expect(unit).toBe('year');
    expect(rows.map((row) => row.label)).toEqual(['2023', '2024', '2025', '2026']);
    expect(rows[1]?.days).toHaveLength(366);
    expect(months[0]).toEqual({ label: 'Dec 2023', days: 2, events: 3 });
  });

  it('is empty without days', () => {
    expect(coverageRows([])).toEqual({ unit: 'month', rows: [], months: [] });
  });
});

describe('kindsInWords', () => {
  it('names one kind plainly, and shares of several', () => {
    expect(kindsInWords({ string: 5, number: 0, boolean: 0, null: 0, json: 0 })).toBe('text');
    expect(kindsInWords({ string: 25, number: 75, boolean: 0, null: 0, json: 0 })).toBe('number 75%, text 25%');
  });
});
