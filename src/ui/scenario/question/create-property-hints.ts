import { createEffect, createMemo, createSignal, on, type Accessor } from 'solid-js';
import type { PropertyValueCount } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { AppState } from '#state/app-state.ts';

/** What can be offered for a field of a filter. */
export type Hints<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly list: readonly T[] }
  | { readonly kind: 'failed'; readonly error: PteroError };

const VALUES = 12;

/** Follows a question to the store; an answer that comes after the question changed is let go. */
function ask<T>(wording: Accessor<string | null>, answer: (question: string) => Promise<readonly T[]>) {
  // The same question again must not take away what is offered.
  const question = createMemo(wording);
  const [hints, setHints] = createSignal<Hints<T>>({ kind: 'none' });
  createEffect(
    on(question, (asked) => {
      if (asked === null) {
        setHints({ kind: 'none' });
        return;
      }
      setHints({ kind: 'loading' });
      const settle = (next: Hints<T>) => {
        if (question() === asked) setHints(next);
      };
      answer(asked).then(
        (list) => settle({ kind: 'known', list }),
        (cause: unknown) => settle({ kind: 'failed', error: PteroError.from(cause) }),
      );
    }),
  );
  return hints;
}

/** The properties that an event carries, most frequent first. Asked only while there is a use for them. */
export function createEventProperties(
  app: AppState,
  event: Accessor<string>,
  wanted: Accessor<boolean>,
): Accessor<Hints<{ readonly name: string; readonly cells: number }>> {
  const question = () => (wanted() && event() !== '' && app.projects.current() ? event() : null);
  return ask(question, (name) => app.store.propertiesOf(app.projects.current()?.id ?? '', name));
}

/** The most frequent values of a property on an event, those that a filter can name. */
export function createPropertyValues(
  app: AppState,
  event: Accessor<string>,
  property: Accessor<string>,
): Accessor<Hints<PropertyValueCount>> {
  const question = () => (property() !== '' && app.projects.current() ? JSON.stringify([event(), property()]) : null);
  return ask(question, async () => {
    const projectId = app.projects.current()?.id ?? '';
    const found = await app.store.propertyValues(projectId, property(), event() || null, 2 * VALUES);
    return found
      .filter((value) => value.kind !== 'null' && value.kind !== 'json' && value.text !== '')
      .slice(0, VALUES);
  });
}
