import { cleanup, configure, fireEvent, screen, within, waitFor } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resultToCsv } from '#core/export/result-to-csv.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { readResult } from '../../fixtures/read-result.ts';
import { idle, renderScenario } from './render-scenario.tsx';

// Dialogs and opened rows are fetched when they are first shown; a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 15_000 });

const full = readResult('full');
const table = (name: string) => screen.getByRole('table', { name });
const bodyRows = (name: string) => within(table(name)).getAllByRole('row').slice(1);
const button = (name: string | RegExp) => screen.getByRole('button', { name });

/** What a downloaded file holds; this DOM's blobs have no `text`. */
const textOf = (blob: Blob) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result));
    reader.readAsText(blob);
  });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the question', () => {
  it('is the heading, with the event names and nothing else', () => {
    renderScenario({ run: idle(full) });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('What leads from Sign Up to Start Plan?');
    expect(document.title).toBe('What leads from Sign Up to Start Plan? · Ptero');
  });

  it('shows the name the user gave beside it', () => {
    renderScenario({ run: idle(full), scenario: { name: 'First month' } });
    expect(screen.getByText('First month')).toBeTruthy();
  });

  it('says its conditions', () => {
    renderScenario({ run: idle(readResult('describe-only')) });
    expect(screen.getByText('within 14 days')).toBeTruthy();
    expect(screen.getAllByText('1 Jun – 20 Nov 2026')).toHaveLength(2);
    expect(screen.getByText('country is IS or FO')).toBeTruthy();
  });

  it('says in the place of everyone that it is a sample, and beside filters, too', () => {
    renderScenario({ run: idle(full) });
    expect(screen.getByText('everyone')).toBeTruthy();
    cleanup();
    renderScenario({ run: idle({ ...full, sample: { oneIn: 4 } }) });
    expect(screen.queryByText('everyone')).toBeNull();
    // Among the conditions and on the model card.
    expect(screen.getAllByText('a sample of 1 in 4 users')).toHaveLength(2);
    cleanup();
    renderScenario({ run: idle({ ...readResult('describe-only'), sample: { oneIn: 4 } }) });
    expect(screen.getByText('country is IS or FO')).toBeTruthy();
    expect(screen.getAllByText('a sample of 1 in 4 users')).toHaveLength(2);
  });

  it('is changed in a dialog and asked again', async () => {
    const { update, explore } = renderScenario({ run: idle(full) });
    fireEvent.click(button('Change'));
    const dialog = await screen.findByRole('dialog', { name: 'Change the question' });
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Horizon' }), {
      target: { value: String(7 * 86_400_000) },
    });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Explore' }));
    await vi.waitFor(() => expect(explore).toHaveBeenCalledWith('s1'));
    expect(update).toHaveBeenCalledWith('s1', {
      name: null,
      definition: { ...full.definition, horizonMs: 7 * 86_400_000 },
    });
  });

  it('is not asked when start and target are the same', async () => {
    const same = { ...full.definition, target: full.definition.start };
    const { explore } = renderScenario({ run: idle(full), scenario: { definition: same } });
    fireEvent.click(button('Change'));
    const dialog = await screen.findByRole('dialog', { name: 'Change the question' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Explore' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('same');
    expect(explore).not.toHaveBeenCalled();
  });

  it('is pinned by its button', async () => {
    const { update } = renderScenario({ run: idle(full) });
    fireEvent.click(button('Pin'));
    expect(update).toHaveBeenCalledWith('s1', { pinned: true });
    expect((await screen.findByRole('button', { name: 'Pinned' })).getAttribute('aria-pressed')).toBe('true');
  });

  it('is shared as a link to the clipboard', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(async () => undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    renderScenario({ run: idle(full) });
    fireEvent.click(button('Share'));
    expect(await screen.findByText(/^Link copied/)).toBeTruthy();
    vi.unstubAllGlobals();
    expect(writeText.mock.calls[0]?.[0]).toMatch(
      /^http:\/\/localhost:3000\/open\?from=Sign\+Up&to=Start\+Plan&.*project=Recipe\+app$/,
    );
  });
});

describe('the rankings', () => {
  it('are two tables with the names of the target', () => {
    renderScenario({ run: idle(full) });
    expect(bodyRows('Leads to Start Plan')).toHaveLength(6);
    expect(bodyRows('Leads away from Start Plan')).toHaveLength(3);
  });

  it('draw each effect with its interval in words', () => {
    renderScenario({ run: idle(full) });
    expect(
      within(table('Leads to Start Plan')).getByRole('img', { name: '2.9×, 95% interval 2.4× to 3.5×' }),
    ).toBeTruthy();
  });

  it('show the first twenty of a long list, and the rest on request', () => {
    renderScenario({ run: idle(readResult('many-rows')) });
    expect(bodyRows('Leads to Start Plan')).toHaveLength(20);
    fireEvent.click(button('Show all 43'));
    expect(bodyRows('Leads to Start Plan')).toHaveLength(43);
  });

  it('open a row in place, with its curves, words and raw counts', async () => {
    renderScenario({ run: idle(full) });
    const name = button(/^Share Recipe/);
    expect(name.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(name);
    expect(name.getAttribute('aria-expanded')).toBe('true');
    expect(await screen.findByRole('img', { name: /^Effect by number of times.*3 or more: 2.9×/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Effect by month of entry. Jun 26: / })).toBeTruthy();
    expect(screen.getByText(/^Of 100 people who had shared three recipes/)).toBeTruthy();
    expect(screen.getByText('2,180 people, 371 went on to Start Plan (17%)')).toBeTruthy();
    expect(screen.getByText('A plain odds ratio would have said 1.1× and ranked it 41st.')).toBeTruthy();
    fireEvent.click(name);
    expect(screen.queryByText(/^Of 100 people who had shared/)).toBeNull();
  });

  it('keep an opened row open when the refined result arrives', () => {
    const { setRun } = renderScenario({
      run: { kind: 'running', result: null, progress: null, preliminary: readResult('preliminary') },
      scenario: { definition: full.definition },
    });
    fireEvent.click(button(/^Share Recipe/));
    setRun(idle(full));
    expect(button(/^Share Recipe/).getAttribute('aria-expanded')).toBe('true');
    expect(within(bodyRows('Leads to Start Plan')[1] as HTMLElement).getByRole('button').textContent).toContain(
      'Share Recipe',
    );
  });

  it('hide an event and ask again without it, with a way back', async () => {
    const { scenario, explore } = renderScenario({ run: idle(full) });
    fireEvent.click(button(/^Invite Friend/));
    fireEvent.click(await screen.findByRole('button', { name: 'Hide this event' }));
    const undo = await screen.findByRole('button', { name: 'Undo' });
    expect(scenario().definition.hiddenEvents).toEqual(['Heartbeat', 'Page Ping', 'Session End', 'Invite Friend']);
    expect(explore).toHaveBeenCalledOnce();
    fireEvent.click(undo);
    await vi.waitFor(() => expect(explore).toHaveBeenCalledTimes(2));
    expect(scenario().definition.hiddenEvents).toEqual(['Heartbeat', 'Page Ping', 'Session End']);
  });

  it('say so when nothing stands out from chance', () => {
    renderScenario({ run: idle(readResult('no-findings')) });
    expect(screen.getByText(/Nothing here leads to/).textContent).toBe(
      'Nothing here leads to Start Plan that chance would not explain.',
    );
    expect(screen.queryByRole('table', { name: 'Leads to Start Plan' })).toBeNull();
  });

  it('show names as text, whatever they hold', () => {
    renderScenario({ run: idle(readResult('extreme-names')) });
    fireEvent.click(button(/^1 too rare/));
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('what is not ranked', () => {
  it('has the steps on the way in a region of that name', () => {
    renderScenario({ run: idle(full) });
    const steps = within(screen.getByRole('region', { name: 'Steps on the way' }));
    expect(steps.getAllByRole('listitem').map((item) => item.querySelector('bdi')?.textContent)).toEqual([
      'View Pricing',
      'Enter Card',
    ]);
  });

  it('keeps out of the rankings what chance would explain, on a shelf with its interval', () => {
    renderScenario({ run: idle(full) });
    expect(within(table('Leads to Start Plan')).queryByText('Search')).toBeNull();
    fireEvent.click(button(/^2 without a clear effect/));
    const shelf = within(screen.getByRole('region', { name: 'No clear effect' }));
    expect(shelf.getAllByRole('listitem')[0]?.textContent).toBe('Search1.1×, 95% interval 0.95× to 1.2×10,898 people');
  });

  it('keeps that region when there is no step', () => {
    renderScenario({ run: idle({ ...full, rows: [] }) });
    expect(screen.getByRole('region', { name: 'Steps on the way' }).textContent).toContain('No steps on the way');
  });

  it('brings a hidden event back', async () => {
    const { scenario, explore } = renderScenario({ run: idle(full) });
    fireEvent.click(button(/^3 hidden/));
    fireEvent.click(button('Unhide Page Ping'));
    await vi.waitFor(() => expect(explore).toHaveBeenCalledWith('s1'));
    expect(scenario().definition.hiddenEvents).toEqual(['Heartbeat', 'Session End']);
  });

  it('grows a long shelf a hundred rows at a time, and finds a name in it', () => {
    renderScenario({ run: idle(readResult('many-rows')) });
    fireEvent.click(button(/^568 too rare/));
    const shelf = within(screen.getByRole('region', { name: 'Too rare' }));
    expect(shelf.getAllByRole('listitem')).toHaveLength(100);
    fireEvent.click(shelf.getByRole('button', { name: 'Show 100 more of 568' }));
    expect(shelf.getAllByRole('listitem')).toHaveLength(200);
    fireEvent.input(shelf.getByRole('searchbox', { name: 'Find in Too rare' }), { target: { value: 'feature 639' } });
    expect(shelf.getAllByRole('listitem')).toHaveLength(1);
  });
});

describe('exports', () => {
  it('download the CSV of what is shown', async () => {
    const blobs: Blob[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
        revokeObjectURL: () => undefined,
      }),
    );
    let name = '';
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      name = this.download;
    });
    renderScenario({ run: idle(full) });
    fireEvent.click(button('Download CSV'));
    await waitFor(() => expect(name).toBe('ptero-sign-up-to-start-plan.csv'));
    vi.unstubAllGlobals();
    expect(await textOf(blobs[0] as Blob)).toBe(resultToCsv(full));
  });

  it('are not offered before there is a result', () => {
    renderScenario({ run: idle(null) });
    expect(button('Download CSV').hasAttribute('disabled')).toBe(true);
  });
});

describe('where the analysis stands', () => {
  it('offers to explore when nothing was worked out', () => {
    const { explore } = renderScenario({ run: idle(null) });
    fireEvent.click(button('Explore'));
    expect(explore).toHaveBeenCalledWith('s1');
  });

  it('shows progress in words, and cancels', () => {
    const { cancel } = renderScenario({
      run: {
        kind: 'running',
        result: null,
        progress: { stage: 'risk-sets', fraction: 0.34, preliminary: null },
        preliminary: null,
      },
    });
    const bar = screen.getByRole('progressbar', { name: 'Analysis' });
    expect(bar.getAttribute('aria-valuenow')).toBe('34');
    expect(screen.getByRole('status').textContent).toBe('Drawing comparable people');
    fireEvent.click(button('Cancel'));
    expect(cancel).toHaveBeenCalledWith('s1');
  });

  it('shows the first look while it is refined, and says that it is one', () => {
    renderScenario({
      run: {
        kind: 'running',
        result: null,
        progress: { stage: 'fit', fraction: 0.7, preliminary: null },
        preliminary: readResult('preliminary'),
      },
      scenario: { definition: full.definition },
    });
    expect(bodyRows('Leads to Start Plan')).toHaveLength(5);
    expect(screen.getByRole('status').textContent).toContain('First look, being refined.');
  });

  it('does not show an answer to another question', () => {
    renderScenario({
      run: { kind: 'running', result: full, progress: null, preliminary: null },
      scenario: { definition: { ...full.definition, target: { event: 'Cancel Plan', filters: [] } } },
    });
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('What leads from Sign Up to Cancel Plan?');
  });

  it('says what failed, keeps the last answer, and tries again', () => {
    const { explore } = renderScenario({
      run: { kind: 'failed', result: full, error: new PteroError({ code: 'analysis/failed', message: 'x' }) },
    });
    expect(screen.getByRole('alert').textContent).toContain('The analysis stopped');
    expect(bodyRows('Leads to Start Plan')).toHaveLength(6);
    fireEvent.click(button('Retry'));
    expect(explore).toHaveBeenCalledWith('s1');
  });

  it('offers to refresh when the events have changed', () => {
    const { explore } = renderScenario({ run: idle(full, true) });
    fireEvent.click(button('Refresh'));
    expect(explore).toHaveBeenCalledWith('s1');
  });

  it('has a page for a scenario that is not there', () => {
    renderScenario({ run: idle(full), path: '/scenario/other' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('There is no such scenario here');
    expect(screen.getByRole('link', { name: 'To the dashboard' }).getAttribute('href')).toBe('/');
  });
});

describe('how far to trust it', () => {
  it('claims no ranking where there are too few people, and says why', () => {
    renderScenario({ run: idle(readResult('describe-only')) });
    expect(screen.queryByRole('table', { name: /^Leads/ })).toBeNull();
    expect(screen.getByText('Only 61 people converted; a ranking needs 100 who did and 100 who did not.')).toBeTruthy();
    expect(
      screen.getByRole('img', { name: /^Share who did First Export by time since Open Beta Invite: 19.9%/ }),
    ).toBeTruthy();
  });

  it('names seed, fingerprint and how much was tried', () => {
    renderScenario({ run: idle(full) });
    for (const value of [
      '20261120',
      '5f1c9a7be0d2',
      '412',
      '100,901',
      'conditional-logistic/1',
      '0.8 of the rows shown',
    ])
      expect(screen.getByText(value)).toBeTruthy();
  });

  it('sets the list of a plain odds ratio beside its own', () => {
    renderScenario({ run: idle(full) });
    const rows = within(table('Its first rows'))
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(rows[1]).toBe('Enter Card412×needed first');
    expect(within(table('What it would have buried')).getAllByRole('row')[1]?.textContent).toBe(
      'Open Refund Page77th3rd, leads away',
    );
  });
});
