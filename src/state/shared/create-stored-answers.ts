import { createSignal } from 'solid-js';
import type { SharedCache, SharedStore, StoredAnswer } from '#contract/shared.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { RESULT_VERSION } from '#core/predictor/result.ts';
import type { Place } from './create-change-queue.ts';
import type { createRunCells } from '../scenarios/run-cells.ts';

export interface StoredAnswersDeps {
  readonly store: Pick<SharedStore, 'answer' | 'putAnswer'>;
  readonly cache: Pick<SharedCache, 'answer' | 'putAnswer'>;
  readonly cells: ReturnType<typeof createRunCells>;
  readonly place: () => Place | null;
  readonly online: () => boolean;
  readonly noteRefusal: (cause: unknown) => PteroError;
}

/** Answers of a team, fetched when they are opened and kept in this browser from then on. */
export function createStoredAnswers({ store, cache, cells, place, online, noteRefusal }: StoredAnswersDeps) {
  const opened = new Set<string>();
  const [loading, setLoading] = createSignal<ReadonlySet<string>>(new Set());
  const show = (id: string, { result, previous }: StoredAnswer) => {
    if (result.version === RESULT_VERSION) cells.load(id, result, previous);
    else cells.outgrow(id);
  };
  const mark = (id: string, isLoading: boolean) =>
    setLoading((all) => new Set(isLoading ? [...all, id] : [...all].filter((one) => one !== id)));

  const fetchAnswer = async (at: Place, id: string, computedAt: number) => {
    const isHere = () => place() === at;
    const kept = await cache.answer(at.userId, at.workspaceId, id);
    if (kept && isHere()) show(id, kept);
    if (kept?.result.computedAt === computedAt || !isHere()) return;
    if (!online()) {
      if (!kept) throw new PteroError({ code: 'team/answer-not-here', message: 'no network' });
      return;
    }
    const answer = await store.answer(id);
    if (!answer || !isHere()) return;
    show(id, answer);
    await cache.putAnswer(at.userId, at.workspaceId, id, answer);
  };

  return {
    /** Reactive. */
    isLoading: (id: string) => loading().has(id),
    /** Whether a reader looked at it, so that a newer answer is of interest. */
    isOpened: (id: string) => opened.has(id),
    markOpened: (id: string) => void opened.add(id),
    /** Fetches the answer that was stored at `computedAt`, unless it is here. A failure is shown as that of a run. */
    async open(id: string, computedAt: number): Promise<void> {
      const at = place();
      if (!at || loading().has(id) || cells.result(id)?.computedAt === computedAt) return;
      mark(id, true);
      try {
        await fetchAnswer(at, id, computedAt);
      } catch (cause) {
        const error = noteRefusal(cause);
        const isAway = error.details['reason'] === 'backend/unreachable';
        const shown = isAway ? new PteroError({ code: 'team/answer-not-here', message: error.message }) : error;
        if (place() === at && cells.result(id) === null) cells.fail(id, shown);
      } finally {
        mark(id, false);
      }
    },
    /** Keeps an answer that was worked out here, until it is sent and after. */
    async keep(id: string, answer: StoredAnswer): Promise<void> {
      const at = place();
      if (at) await cache.putAnswer(at.userId, at.workspaceId, id, answer);
    },
    /** Sends the answer that is kept. Without one there is nothing to send. */
    async send(workspaceId: string, id: string): Promise<boolean> {
      const at = place();
      const kept = at && (await cache.answer(at.userId, workspaceId, id));
      const result = cells.result(id);
      const answer = result ? { result, previous: cells.previous(id) } : kept;
      return answer ? store.putAnswer(workspaceId, id, answer) : true;
    },
  };
}
