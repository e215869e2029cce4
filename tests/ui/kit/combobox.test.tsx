import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Combobox, type ComboboxOption } from '#ui/kit/combobox.tsx';
import { matchOptions } from '#ui/kit/match-options.ts';

afterEach(cleanup);

const names = ['Sign Up', 'Sign Up Completed', 'View "Pro" Recipe', 'Resign'];
const options = names.map((value, index) => ({ value, detail: `${100 - index} people` }));

function setUp(given: readonly ComboboxOption[] = options) {
  const changed = vi.fn();
  render(() => {
    const [value, setValue] = createSignal<string | null>(null);
    const change = (chosen: string | null) => {
      changed(chosen);
      setValue(chosen);
    };
    return <Combobox label="Start event" options={given} value={value()} onChange={change} />;
  });
  const input = screen.getByRole<HTMLInputElement>('combobox', { name: 'Start event' });
  const type = (text: string) => fireEvent.input(input, { target: { value: text } });
  return { input, type, changed };
}
const offered = () =>
  screen
    .queryAllByRole('option')
    .map((option) => option.getAttribute('aria-labelledby') && option.querySelector('.name')?.textContent);

describe('Combobox', () => {
  it('names an option by its value alone and describes it by its count', () => {
    const { type } = setUp();
    type('compl');
    const option = screen.getByRole('option', { name: 'Sign Up Completed' });
    expect(document.getElementById(option.getAttribute('aria-describedby') ?? '')?.textContent).toBe('99 people');
  });

  it('filters while one types, the best first', () => {
    const { type } = setUp();
    type('sign');
    expect(offered()).toEqual(['Sign Up', 'Sign Up Completed', 'Resign']);
  });

  it('takes a name that is typed in full', () => {
    const { type, changed } = setUp();
    type('Sign Up');
    expect(changed).toHaveBeenLastCalledWith('Sign Up');
  });

  it('closes the list when the name that was typed in full is clicked as well', async () => {
    const { input, type, changed } = setUp();
    type('Sign Up');
    const option = screen.getByRole('option', { name: 'Sign Up' });
    fireEvent.pointerDown(option, { pointerType: 'mouse' });
    fireEvent.pointerUp(option, { pointerType: 'mouse' });
    fireEvent.click(option);
    await vi.waitFor(() => expect(input.getAttribute('aria-expanded')).toBe('false'));
    expect(changed).toHaveBeenLastCalledWith('Sign Up');
  });

  it('takes the first match at Enter, quotes in the name and all', () => {
    const { input, type, changed } = setUp();
    type('pro');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(changed).toHaveBeenLastCalledWith('View "Pro" Recipe');
  });

  it('closes the list once Enter has chosen', () => {
    const { input, type } = setUp();
    type('pro');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.getAttribute('aria-expanded')).toBe('false');
  });

  it('keeps focus in the field while an option is pressed', () => {
    const { type } = setUp();
    type('compl');
    // False: the default, which would move focus, was prevented.
    expect(fireEvent.mouseDown(screen.getByRole('option', { name: 'Sign Up Completed' }))).toBe(false);
  });

  it('moves with the arrow keys and chooses with Enter', () => {
    const { input, type, changed } = setUp();
    type('sign');
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(changed).toHaveBeenLastCalledWith('Sign Up Completed');
  });

  it('gives the choice up when the field is emptied', () => {
    const { type, changed } = setUp();
    type('Sign Up');
    type('');
    expect(changed).toHaveBeenLastCalledWith(null);
  });

  it('draws at most a hundred of thousands and says how many more there are', () => {
    const { type } = setUp(Array.from({ length: 3000 }, (_, index) => ({ value: `Event ${index}` })));
    type('event');
    expect(screen.getAllByRole('option')).toHaveLength(100);
    expect(screen.getByText('2,900 more. Type to narrow the list.')).toBeTruthy();
  });

  it('says that nothing matches', () => {
    const { type } = setUp();
    type('zebra');
    expect(screen.getByText('Nothing matches “zebra”.')).toBeTruthy();
  });
});

describe('matchOptions', () => {
  const match = (typed: string, values: readonly string[]) =>
    matchOptions(
      values.map((value) => ({ value })),
      typed,
    ).map((option) => option.value);

  it('puts the text itself first, then beginnings, then beginnings of words, then the rest', () => {
    expect(match('plan', ['Explant', 'Start Plan', 'Planning', 'plan'])).toEqual([
      'plan',
      'Planning',
      'Start Plan',
      'Explant',
    ]);
  });

  it('keeps the given order and everything when nothing is typed', () => {
    expect(match(' ', ['b', 'a'])).toEqual(['b', 'a']);
  });
});
