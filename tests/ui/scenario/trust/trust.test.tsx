import { cleanup, configure, fireEvent, screen, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digestOf } from '#core/predictor/words/compare-results.ts';
import { readResult } from '../../../fixtures/read-result.ts';
import { idle, renderScenario } from '../render-scenario.tsx';

// Parts of the page are fetched when they are first shown; a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 15_000 });

const full = readResult('full');
const region = (name: string) => within(screen.getByRole('region', { name }));
const rowOf = (name: RegExp) => screen.getByRole('button', { name }).closest('tr') as HTMLElement;

beforeEach(() => {
  // This DOM does not scroll.
  Element.prototype.scrollIntoView = vi.fn<() => void>();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('how far to trust it', () => {
  it('tells who was counted, how much is chance, what a second model says, and what it cannot tell', () => {
    renderScenario({ run: idle(full) });
    const trust = region('How far to trust this');
    const titles = trust.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent);
    expect(titles.slice(0, 4)).toEqual([
      'Who was counted',
      'How much of it is chance',
      'A second opinion',
      'What it cannot tell',
    ]);
    expect(trust.getByText(/Of the 9 rows shown, about 1 may be chance/)).toBeTruthy();
    expect(trust.getByText(/It agrees on the direction of all 9 rows/)).toBeTruthy();
  });

  it('shows how well it can be foretold, with the chart as a table and what the trees rely on', async () => {
    renderScenario({ run: idle(full) });
    expect(await screen.findByText(/picks the right one 71 times in 100 \(70–73\)/)).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Predicted against observed share who did Start Plan/ })).toBeTruthy();
    const table = within(screen.getByRole('table', { name: 'Predicted against observed' }));
    expect(table.getAllByRole('row')[1]?.textContent).toBe('2%2%0.4% – 4%612');
    const trees = within(screen.getByRole('table', { name: 'What the trees rely on' }));
    expect(trees.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'Share Recipe−4.1',
      'plan−2.2',
      'Invite Friend−1.3',
    ]);
  });

  it('says that nothing predicts it where the interval holds a coin’s share', async () => {
    const quality = { ...full.quality!, predicts: false };
    renderScenario({ run: idle({ ...full, quality }) });
    expect(await screen.findByText(/^Nothing here predicts Start Plan\. /)).toBeTruthy();
    expect(screen.queryByRole('table', { name: 'What the trees rely on' })).toBeNull();
  });

  it('says so when it could not be tested, and says nothing of it in a first look', () => {
    renderScenario({ run: idle({ ...full, quality: null }) });
    expect(screen.getByText(/^Too few people converted late enough/)).toBeTruthy();
    cleanup();
    renderScenario({
      run: { kind: 'running', result: null, progress: null, preliminary: readResult('preliminary') },
      scenario: { definition: full.definition },
    });
    expect(screen.queryByText('How well can it be foretold?')).toBeNull();
    expect(screen.queryByText('A second opinion')).toBeNull();
  });

  it('gives three sentences about where a plain odds ratio differs most', () => {
    renderScenario({ run: idle(full) });
    const differences = within(screen.getByRole('list', { name: 'Where the two differ most' }));
    expect(differences.getAllByRole('listitem')).toHaveLength(3);
  });
});

describe('a row', () => {
  it('shows under its place the places that it takes in samples', () => {
    renderScenario({ run: idle(full) });
    expect(rowOf(/^Share Recipe/).querySelector('td')?.textContent).toMatch(/^2.*1–4$/);
  });

  it('opens to its other explanation, the second model and its place', async () => {
    renderScenario({ run: idle(full) });
    fireEvent.click(screen.getByRole('button', { name: /^Share Recipe/ }));
    expect(await screen.findByText(/^Without the other behaviours in the model/)).toBeTruthy();
    expect(screen.getByText(/^A second model, in steps of time, says 2\.3×/)).toBeTruthy();
    expect(screen.getByText('2nd, 1st–4th')).toBeTruthy();
  });

  it('gives the reason why it is fragile', async () => {
    const rows = full.rows.map((row) =>
      row.event === 'Share Recipe' ? { ...row, tier: 'fragile' as const, replicated: false } : row,
    );
    renderScenario({ run: idle({ ...full, rows }) });
    fireEvent.click(screen.getByRole('button', { name: /^Share Recipe/ }));
    expect(await screen.findByText(/^Fragile: the early and the late half of the people disagree/)).toBeTruthy();
  });
});

describe('what if more people did it', () => {
  it('answers for the share chosen, with the warning and the experiment', async () => {
    renderScenario({ run: idle(full) });
    fireEvent.click(screen.getByRole('button', { name: /^Share Recipe/ }));
    const whatIf = within(await screen.findByRole('region', { name: 'What if more people did it?' }));
    const doing = () => whatIf.getByText('Doing it').nextElementSibling?.textContent;
    expect(doing()).toBe('12% → 22%');
    fireEvent.click(whatIf.getByRole('button', { name: 'A further 20% of the people' }));
    expect(doing()).toBe('12% → 32%');
    fireEvent.input(whatIf.getByRole('spinbutton'), { target: { value: '50' } });
    expect(doing()).toBe('12% → 62%');
    expect(whatIf.getByText(/not proof of cause/)).toBeTruthy();
    expect(whatIf.getByText(/^2 × [\d,]+ people$/)).toBeTruthy();
  });

  it('keeps the last share while the field is empty or makes no sense', async () => {
    renderScenario({ run: idle(full) });
    fireEvent.click(screen.getByRole('button', { name: /^Share Recipe/ }));
    const whatIf = within(await screen.findByRole('region', { name: 'What if more people did it?' }));
    for (const value of ['', '0', '-3']) fireEvent.input(whatIf.getByRole('spinbutton'), { target: { value } });
    expect(whatIf.getByText('12% → 22%')).toBeTruthy();
  });

  it('is not asked of what nobody can change, nor in a first look', async () => {
    renderScenario({ run: idle(full) });
    fireEvent.click(screen.getByRole('button', { name: /^company_size/ }));
    await screen.findByRole('heading', { name: 'In words' });
    expect(screen.queryByRole('region', { name: 'What if more people did it?' })).toBeNull();
    cleanup();
    renderScenario({
      run: { kind: 'running', result: null, progress: null, preliminary: readResult('preliminary') },
      scenario: { definition: full.definition },
    });
    fireEvent.click(screen.getByRole('button', { name: /^Share Recipe/ }));
    await screen.findByRole('heading', { name: 'In words' });
    expect(screen.queryByRole('region', { name: 'What if more people did it?' })).toBeNull();
  });
});

describe('change over time', () => {
  it('shows how each of the first eight rows held by month', async () => {
    renderScenario({ run: idle(full) });
    const table = within(await screen.findByRole('table', { name: 'Effect by month of start' }));
    expect(table.getAllByRole('rowheader')).toHaveLength(8);
    const first = table.getAllByRole('row')[1] as HTMLElement;
    expect(within(first).getByRole('img', { name: /^Jun 26: 2\.7× \(2\.1× to 3\.5×\); Jul 26: / })).toBeTruthy();
    expect(first.textContent).toContain('held in all 6 months');
  });

  it('says so when there are no months to compare', async () => {
    const rows = full.rows.map((row) => ({ ...row, byMonth: [] }));
    renderScenario({ run: idle({ ...full, rows }) });
    expect(await screen.findByText(/^There is nothing to tell month by month/)).toBeTruthy();
  });

  it('marks what is new since the last refresh, and says what is gone', () => {
    const digest = digestOf(full)!;
    const [lost, ...others] = digest.findings;
    const gone = { ...lost!, id: 'gone', name: 'Watch Video' };
    renderScenario({
      run: idle(full),
      previous: { ...digest, fingerprint: 'before', findings: [gone, ...others] },
    });
    expect(
      screen.getByText(
        /^Since the last refresh, on data to 20 Nov 2026: 1 new \(Invite Friend\), 1 gone \(Watch Video\)\./,
      ),
    ).toBeTruthy();
    expect(within(rowOf(/^Invite Friend/)).getByText('New')).toBeTruthy();
    expect(screen.getAllByText('New')).toHaveLength(1);
  });

  it('marks nothing in a first answer, nor over the same events', () => {
    renderScenario({ run: idle(full) });
    expect(screen.queryByText(/last refresh/)).toBeNull();
    cleanup();
    renderScenario({ run: idle(full), previous: { ...digestOf(full)!, findings: [] } });
    expect(screen.getByText(/^The events are the same as at the last refresh, so nothing is new\./)).toBeTruthy();
    expect(screen.queryByText('New')).toBeNull();
  });

  it('asks for a refresh where an earlier version of Ptero kept the answer', () => {
    const { explore } = renderScenario({ run: idle(null, true) });
    expect(screen.getByText(/^The answer kept here is from an earlier version of Ptero/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(explore).toHaveBeenCalledWith('s1');
  });
});

describe('how many more were not ranked', () => {
  it('is counted above the tables, each reason a way to its shelf', () => {
    renderScenario({ run: idle(full) });
    const line = screen.getByText(/^21 more were not ranked:/);
    expect(line.textContent).toBe(
      '21 more were not ranked: 2 steps on the way, 2 without a clear effect, 10 too rare, 1 that nearly everybody did, 2 shown with their twin, 1 possible result, 3 hidden',
    );
    fireEvent.click(within(line).getByRole('link', { name: '10 too rare' }));
    const shelf = region('Too rare');
    expect(shelf.getAllByRole('listitem')).toHaveLength(10);
    expect(document.activeElement).toBe(shelf.getByRole('button', { expanded: true }));
  });

  it('is not said when everything was ranked', () => {
    renderScenario({
      run: idle({ ...full, rows: full.rows.filter((row) => row.tier !== null && row.shelf === 'ranked') }),
    });
    expect(screen.queryByText(/not ranked:/)).toBeNull();
  });
});
