import { type Remote, wrap } from 'comlink';
import type { EngineApi, RemoteDraw } from '#contract/engine.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import type { Catalogue } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { openStudy, type Study } from '#core/predictor/passes/open-study.ts';
import type { StudyQuestions } from '#core/predictor/passes/questions.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';

/** An analysis over a server's events, by the worker that speaks with it. */
export interface RemoteStudy {
  readonly study: Study;
  /** To be called when nothing more will be asked. */
  close(): void;
}

/** Begin one. An abort ends the question under way. @throws PteroError of that worker. */
export async function studyRemotely(
  { source, port, most }: RemoteDraw,
  jobId: JobId,
  definition: ScenarioDefinition,
  signal: AbortSignal,
): Promise<RemoteStudy> {
  const engine = wrap<EngineApi>(port);
  const stop = (): void => void engine.cancel(jobId);
  signal.addEventListener('abort', stop, { once: true });
  const close = (): void => {
    signal.removeEventListener('abort', stop);
    port.close();
  };
  try {
    const known = opened(await engine.ask(jobId, source, 'catalogue', [])) as Omit<Catalogue, 'projectId'>;
    return { study: await openStudy(questionsBy(engine, jobId, source), known, definition, most), close };
  } catch (cause) {
    close();
    throw cause;
  }
}

function questionsBy(engine: Remote<EngineApi>, jobId: JobId, source: RemoteDraw['source']): StudyQuestions {
  const ask =
    <K extends keyof StudyQuestions>(question: K) =>
    async (...values: Parameters<StudyQuestions[K]>): Promise<unknown> =>
      opened(await engine.count(jobId, source, question, values));
  return {
    people: ask('people'),
    tally: ask('tally'),
    valuesAtStart: ask('valuesAtStart'),
    valueChanges: ask('valueChanges'),
    steadiness: ask('steadiness'),
    eventValues: ask('eventValues'),
    ranges: ask('ranges'),
    before: ask('before'),
    byThen: ask('byThen'),
  } as StudyQuestions;
}

function opened(answer: Reply<unknown>): unknown {
  if (!answer.ok) throw new PteroError(answer.error);
  return answer.value;
}
