import { fireEvent, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type { PropertyValueCount } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { createPropertyValues } from '#ui/scenario/question/create-property-hints.ts';
import { FilterFields } from '#ui/scenario/question/filter-fields.tsx';
import { useApp } from '#ui/kit/app-context.ts';

const value = (text: string, kind: PropertyValueCount['kind'], count: number) => ({ text, kind, count, users: count });
const known: readonly PropertyValueCount[] = [
  value('20', 'number', 9),
  value('true', 'boolean', 5),
  value('IS', 'string', 3),
  value('null', 'null', 2),
];

/** The fields over filters of their own, with a store that answers `answer`. */
async function setUp(answer: () => Promise<readonly PropertyValueCount[]>) {
  const [filters, setFilters] = createSignal<readonly PropertyFilter[]>([
    { property: '$os', operator: 'is', values: [] },
  ]);
  const asked = vi.fn<(...question: unknown[]) => Promise<readonly PropertyValueCount[]>>(answer);
  const Fields = () => {
    Object.assign(useApp().store, { propertyValues: asked });
    return <FilterFields of="start" event="Sign Up" filters={filters()} onChange={setFilters} />;
  };
  renderScreen(() => <Fields />);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  return { filters, asked };
}

describe('a filter', () => {
  it('offers the most frequent values, each taken in as what it is', async () => {
    const { filters, asked } = await setUp(async () => known);
    fireEvent.click(await screen.findByRole('button', { name: '20 9' }));
    fireEvent.click(screen.getByRole('button', { name: 'true 5' }));
    fireEvent.click(screen.getByRole('button', { name: 'IS 3' }));
    expect(filters()[0]?.values).toEqual([20, true, 'IS']);
    expect(screen.queryByRole('button', { name: /null/u })).toBeNull();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('gives a value back, and keeps the focus where it was', async () => {
    const { filters } = await setUp(async () => known);
    const button = await screen.findByRole('button', { name: 'IS 3' });
    button.focus();
    fireEvent.click(button);
    expect(button.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(button);
    expect(filters()[0]?.values).toEqual([]);
    expect(document.activeElement).toBe(button);
  });

  it('still takes any value that is typed', async () => {
    const { filters } = await setUp(async () => known);
    fireEvent.change(screen.getByRole('textbox', { name: /Values, one a line/u }), { target: { value: 'FO\nIS' } });
    expect(filters()[0]?.values).toEqual(['FO', 'IS']);
  });

  it('says that it looks, and what went wrong', async () => {
    let fail: (cause: unknown) => void = () => undefined;
    await setUp(() => new Promise((_resolve, reject) => (fail = reject)));
    expect(await screen.findByText('Looking up its values…')).toBeTruthy();
    fail(new PteroError({ code: 'store/missing', message: 'no such project' }));
    await vi.waitFor(() => expect(screen.queryByText('Looking up its values…')).toBeNull());
    expect(screen.queryByRole('group', { name: /Most frequent values/u })).toBeNull();
  });
});

describe('createPropertyValues', () => {
  it('lets go of an answer to a question that is no longer asked', async () => {
    const answers = new Map<string, (values: readonly PropertyValueCount[]) => void>();
    const [property, setProperty] = createSignal('slow');
    const Probe = () => {
      Object.assign(useApp().store, {
        propertyValues: (_project: string, name: string) => new Promise((resolve) => answers.set(name, resolve)),
      });
      const hints = createPropertyValues(useApp(), () => 'Sign Up', property);
      return <p>{JSON.stringify(hints())}</p>;
    };
    renderScreen(() => <Probe />);
    await vi.waitFor(() => expect(answers.has('slow')).toBe(true));
    setProperty('quick');
    await vi.waitFor(() => expect(answers.has('quick')).toBe(true));
    answers.get('quick')?.([value('new', 'string', 1)]);
    answers.get('slow')?.([value('old', 'string', 1)]);
    expect(await screen.findByText(/"text":"new"/u)).toBeTruthy();
    expect(screen.queryByText(/"text":"old"/u)).toBeNull();
  });
});
