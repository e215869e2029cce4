import { cleanup, configure, fireEvent, screen, within } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { Prospect, Prospects } from '#core/predictor/who/prospects.ts';
import { chosenOf, chosenSentence, riskySentence } from '#ui/scenario/who/who-choice.ts';
import { readResult } from '../../../fixtures/read-result.ts';
import { idle, renderScenario } from '../render-scenario.tsx';

// Parts of the page are fetched when they are first shown; a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 15_000 });

const full = readResult('full');
const DAY = 86_400_000;
const person = (id: string, probability: number): Prospect => ({ id, probability, enteredAtMs: Date.UTC(2026, 10, 3) });
const prospects: Prospects = {
  horizonMs: 30 * DAY,
  open: Array.from({ length: 1200 }, (_, i) => person(`open-${i}`, (1200 - i) / 2400)),
  dropped: [person('=dropped', 0.6), person('b', 0.2)],
};
const section = async () => within(await screen.findByRole('region', { name: 'Who is next' }));
const textOf = (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.readAsText(blob);
  });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('who is next', () => {
  it('is found on request, and says that nothing leaves the computer', async () => {
    const { find } = renderScenario({ run: idle(full) });
    const who = await section();
    expect(await who.findByText(/nothing leaves this computer by itself/)).toBeTruthy();
    fireEvent.click(who.getByRole('button', { name: 'Find them' }));
    expect(find).toHaveBeenCalledWith('s1');
  });

  it('shows how far it is, and is cancelled', async () => {
    const progress = { stage: 'fit', fraction: 0.5, preliminary: null } as const;
    const { stopFinding, setWho } = renderScenario({ run: idle(full), who: { kind: 'running', progress } });
    const who = await section();
    const bar = await who.findByRole('progressbar', { name: 'Who is next' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(who.getByRole('status').textContent).toBe('Weighing them against one another');
    fireEvent.click(who.getByRole('button', { name: 'Cancel' }));
    expect(stopFinding).toHaveBeenCalledWith('s1');
    setWho({ kind: 'cancelled' });
    expect(who.getByRole('status').textContent?.trim()).toBe('Cancelled.');
    setWho({ kind: 'running', progress: null });
    expect(who.getByRole('status').textContent).toBe('Waiting for its turn');
  });

  it('says what failed, and tries again', async () => {
    const error = new PteroError({ code: 'store/missing', message: 'x' });
    const { find } = renderScenario({ run: idle(full), who: { kind: 'failed', error } });
    const who = await section();
    expect((await who.findByRole('alert')).textContent).toContain('no longer in this browser');
    fireEvent.click(who.getByRole('button', { name: 'Retry' }));
    expect(find).toHaveBeenCalledWith('s1');
  });

  it.each([
    [idle(full, true), /Refresh the answer first/],
    [{ kind: 'running', result: full, progress: null, preliminary: null } as const, /Wait until the answer/],
  ])('cannot be asked for beside an answer that is out of date or being worked out', async (run, why) => {
    renderScenario({ run });
    const who = await section();
    expect((await who.findByRole('button', { name: 'Find them' })).hasAttribute('disabled')).toBe(true);
    expect(who.getByText(why)).toBeTruthy();
  });

  it('is not there in a first look, nor where too few converted', () => {
    renderScenario({
      run: { kind: 'running', result: null, progress: null, preliminary: readResult('preliminary') },
      scenario: { definition: full.definition },
    });
    expect(screen.queryByRole('region', { name: 'Who is next' })).toBeNull();
    expect(screen.queryByRole('region', { name: 'Change over time' })).toBeNull();
    cleanup();
    renderScenario({ run: idle(readResult('describe-only')) });
    expect(screen.queryByRole('region', { name: 'Who is next' })).toBeNull();
    expect(screen.getByText(/no saying who is next/)).toBeTruthy();
  });

  it('warns where nothing predicts the target', async () => {
    const quality = { ...full.quality!, predicts: false };
    renderScenario({ run: idle({ ...full, quality }) });
    expect(await (await section()).findByText('Nothing here predicts it')).toBeTruthy();
  });

  it('downloads the ids of those chosen, under the name that Mixpanel knows', async () => {
    const blobs: Blob[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
        revokeObjectURL: () => undefined,
      }),
    );
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download);
    });
    renderScenario({ run: idle(full), who: { kind: 'done', prospects } });
    const who = await section();
    const save = await who.findByRole('button', { name: 'Download ids' });
    fireEvent.click(save);
    fireEvent.click(who.getByRole('radio', { name: /^Dropped/ }));
    expect(who.getByText(/1 id starts with = \+ - or @ and gets an apostrophe/)).toBeTruthy();
    fireEvent.click(save);
    vi.unstubAllGlobals();
    expect(names).toEqual(['ptero-sign-up-to-start-plan-open.csv', 'ptero-sign-up-to-start-plan-dropped.csv']);
    const open = (await textOf(blobs[0] as Blob)).split('\r\n');
    expect(open[0]).toBe('$distinct_id,ptero_probability');
    expect(open[1]).toBe('open-0,0.5');
    expect(open).toHaveLength(102);
    expect(await textOf(blobs[1] as Blob)).toBe("$distinct_id,ptero_probability\r\n'=dropped,0.6\r\nb,0.2\r\n");
  });

  it('takes more, all, or those above a probability, and shows the first of them', async () => {
    renderScenario({ run: idle(full), who: { kind: 'done', prospects } });
    const who = await section();
    const many = await who.findByRole('combobox', { name: 'How many' });
    const choose = (value: string) => fireEvent.change(many, { target: { value } });
    expect(who.getByRole('status').textContent).toContain('100 people, from 50% down to 46% likely');
    choose('1000');
    expect(who.getByRole('status').textContent).toContain('1,000 people');
    choose('all');
    expect(who.getByRole('status').textContent).toContain('1,200 people');
    choose('threshold');
    fireEvent.input(who.getByRole('spinbutton', { name: /Least probability/ }), { target: { value: '40' } });
    expect(who.getByRole('status').textContent).toContain('241 people, from 50% down to 40% likely');
    expect(within(who.getByRole('table', { name: 'The first of them' })).getAllByRole('row')).toHaveLength(9);
    expect(who.getByText('and 233 more in the file')).toBeTruthy();
  });

  it('says so when nobody is left', async () => {
    renderScenario({ run: idle(full), who: { kind: 'done', prospects: { ...prospects, open: [] } } });
    const who = await section();
    expect(await who.findByText(/^Nobody is still open/)).toBeTruthy();
    expect(who.getByRole('button', { name: 'Download ids' }).hasAttribute('disabled')).toBe(true);
  });
});

describe('the choice of users', () => {
  const list = [person('a', 0.5), person('b', 0.3), person('c', 0.05)];

  it('ends where the probability falls below the least one', () => {
    expect(chosenOf(list, 'threshold', 30).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(chosenOf(list, 'threshold', 0)).toBe(list);
    expect(chosenOf(list, 'threshold', 99)).toEqual([]);
  });

  it('says how many are expected, and nothing of the kind about nobody', () => {
    expect(chosenSentence(list, 'open', 'Buy')).toBe(
      '3 people, from 50% down to 5% likely. About 1 of them would reach Buy without any doing of yours.',
    );
    expect(chosenSentence(list, 'dropped', 'Buy')).toMatch(/would have been expected to reach Buy; none did\.$/);
    expect(chosenSentence(list.slice(2), 'open', 'Buy')).toContain('Hardly one of them would reach Buy');
    expect(chosenSentence([], 'open', 'Buy')).toBe('Nobody is that likely.');
    expect(riskySentence(list)).toBeUndefined();
  });
});
