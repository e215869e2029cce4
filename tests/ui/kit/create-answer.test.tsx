import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { createAnswer } from '#ui/kit/create-answer.ts';

/** A question that the test changes, and what was asked. */
function setUp() {
  const asked: { readonly question: string; readonly signal: AbortSignal; answer(value: string): void }[] = [];
  const [question, setQuestion] = createSignal<string | null>('first');
  const { answer, leave } = createRoot((dispose) => ({
    leave: dispose,
    answer: createAnswer(
      question,
      (wanted, signal) => new Promise<string>((resolve) => asked.push({ question: wanted, signal, answer: resolve })),
    ),
  }));
  return { asked, setQuestion, answer, leave };
}

describe('an answer', () => {
  it('is to the latest question, and the one before is told that nobody waits for it', async () => {
    const { asked, setQuestion, answer, leave } = setUp();
    setQuestion('second');
    expect(asked.map(({ question, signal }) => [question, signal.aborted])).toEqual([
      ['first', true],
      ['second', false],
    ]);
    asked[0]!.answer('late');
    asked[1]!.answer('right');
    await vi.waitFor(() => expect(answer()).toMatchObject({ value: 'right', isWaiting: false }));
    leave();
  });

  it('is not waited for once its screen is left, or there is no question', () => {
    const { asked, setQuestion, answer, leave } = setUp();
    setQuestion(null);
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(answer()).toEqual({ value: undefined, error: null, isWaiting: false });
    setQuestion('third');
    leave();
    expect(asked[1]!.signal.aborted).toBe(true);
  });
});
