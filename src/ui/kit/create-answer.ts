import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';

/** Where a question stands. What was answered before stays in sight while the next answer is on its way. */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly error: PteroError | null;
  readonly isWaiting: boolean;
}

/**
 * Asks again whenever the question changes, and shows the latest answer only. Suspends nothing.
 *
 * @param question - by its value; null asks nothing and forgets the answer.
 * @param ask - its signal aborts when another question is asked, or nobody looks any more.
 */
export function createAnswer<Q, T>(
  question: Accessor<Q | null>,
  ask: (question: Q, signal: AbortSignal) => Promise<T>,
): Accessor<Answer<T>> {
  const [answer, setAnswer] = createSignal<Answer<T>>({ value: undefined, error: null, isWaiting: false });
  let asked = 0;
  createEffect(
    on(
      () => JSON.stringify(question()),
      () => {
        const now = ++asked;
        // Runs before the next question, and when the screen is left.
        const controller = new AbortController();
        onCleanup(() => {
          asked += 1;
          controller.abort();
        });
        const wanted = question();
        if (wanted === null) {
          setAnswer({ value: undefined, error: null, isWaiting: false });
          return;
        }
        setAnswer((before) => ({ ...before, error: null, isWaiting: true }));
        ask(wanted, controller.signal).then(
          (value) => now === asked && setAnswer({ value, error: null, isWaiting: false }),
          (cause: unknown) =>
            now === asked && setAnswer({ value: undefined, error: PteroError.from(cause), isWaiting: false }),
        );
      },
    ),
  );
  return answer;
}
