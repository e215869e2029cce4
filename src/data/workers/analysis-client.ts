import { proxy, type Remote, transfer } from 'comlink';
import type { AnalysisApi, AnalysisProgress, AnalysisRequest } from '#contract/analysis.ts';
import type { AnalysisClient, AnalysisOptions, StoreClient } from '#contract/clients.ts';
import type { RemoteDraw } from '#contract/engine.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenarioDefinition, ScenarioEvent } from '#core/scenario/definition.ts';
import { namesBehind } from '#core/scenario/event-names.ts';
import { type Deferred, deferred } from './deferred.ts';

type Api = Pick<Remote<AnalysisApi>, 'run' | 'who' | 'cancel'>;
type Listen = (progress: AnalysisProgress) => void;

/** A running predictor worker: what it answers, and the way to end it. */
export interface AnalysisWorker {
  readonly api: Api;
  /** Rejects when the worker itself fails, so that no call hangs for ever. */
  readonly failed: Promise<never>;
  end(): void;
}

export interface AnalysisClientDeps {
  start(): AnalysisWorker;
  readonly store: Pick<StoreClient, 'matchRows'>;
  /** Where a project's people are to be drawn from, when its events are not in this browser; else null. */
  readonly remoteOf?: (projectId: string) => Promise<RemoteDraw | null>;
  now(): number;
}

interface Running {
  readonly worker: AnalysisWorker;
  /** Rejects when another job's cancel ended the worker. */
  readonly ended: Deferred<never>;
}

/** A server finds the rows that pass filters itself. */
const NO_ROWS = { startRows: null, targetRows: null, rowsFingerprint: null };

/** How long a cancelled job may take to answer before its worker is ended, ms. */
const GRACE_MS = 150;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the analysis was cancelled' });
const changed = () => new PteroError({ code: 'store/changed', message: 'an import finished between two queries' });
const isChange = (cause: unknown) => cause instanceof PteroError && cause.code === 'store/changed';
const ENDED = Symbol('the worker was ended for another job');

/**
 * Runs analyses, and searches for the users to convert next, in the predictor worker, which starts at the first one.
 *
 * The rows that pass filters belong to one state of the events. When an import finishes in between, they are asked for
 * afresh, once; if it happens again the job fails with `store/changed`.
 *
 * A cancelled job is asked to stop; if it has not answered within 150 ms, its worker is ended and the next job starts a
 * new one. A job that was waiting in the ended worker begins again in the new one.
 */
export function createAnalysisClient({ start, store, remoteOf, now }: AnalysisClientDeps): AnalysisClient {
  let running: Running | null = null;
  let stopping: Promise<void> = Promise.resolve();

  const begin = (): Running => {
    const ended = deferred<never>();
    ended.promise.catch(() => undefined);
    return { worker: start(), ended };
  };
  const end = (own: Running) => {
    own.worker.end();
    own.ended.reject(ENDED);
    if (running === own) running = null;
  };
  const rowsOf = async (projectId: string, definition: ScenarioDefinition) => {
    const { start: from, target: to, mergedEvents } = definition;
    const rows = ({ event, filters }: ScenarioEvent) =>
      filters.length === 0 ? null : store.matchRows(projectId, namesBehind(mergedEvents, event), filters);
    const [starts, targets] = await Promise.all([rows(from), rows(to)]);
    if (starts && targets && starts.fingerprint !== targets.fingerprint) throw changed();
    return {
      startRows: starts?.rows ?? null,
      targetRows: targets?.rows ?? null,
      rowsFingerprint: starts?.fingerprint ?? targets?.fingerprint ?? null,
    };
  };

  // Runs while the signal still aborts, so that the next job already sees what it must wait for.
  const stop = (own: Running, jobId: JobId, answer: Promise<unknown>) => {
    const timer = setTimeout(() => end(own), GRACE_MS);
    const graceOver = new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS));
    const answered = answer.then(
      () => clearTimeout(timer),
      () => end(own),
    );
    stopping = Promise.race([answered, graceOver]);
    own.worker.api.cancel(jobId).catch(() => end(own));
  };

  const job =
    <T>(call: (api: Api, request: AnalysisRequest, listen: Listen) => Promise<Reply<T>>) =>
    async (projectId: string, definition: ScenarioDefinition, { signal, onProgress }: AnalysisOptions): Promise<T> => {
      if (signal.aborted) throw cancelled();
      const { promise: aborted, reject: abort } = deferred<never>();
      aborted.catch(() => undefined);
      let stopJob: (() => void) | null = null;
      const onAbort = () => {
        stopJob?.();
        abort(cancelled());
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const once = async (): Promise<T> => {
        const remote = (await Promise.race([remoteOf?.(projectId), aborted])) ?? null;
        const rows = await Promise.race([remote ? NO_ROWS : rowsOf(projectId, definition), aborted]);
        await Promise.race([stopping, aborted]);
        const own = (running ??= begin());
        const jobId = crypto.randomUUID() as JobId;
        const asked = { jobId, projectId, definition, ...rows, seed: 1, computedAt: now() };
        const request = remote ? transfer({ ...asked, remote }, [remote.port]) : asked;
        const listen = proxy((progress: AnalysisProgress) => {
          if (!signal.aborted) onProgress(progress);
        });
        const answer = call(own.worker.api, request, listen);
        stopJob = () => stop(own, jobId, answer);
        const outcome = await Promise.race([answer, own.worker.failed, own.ended.promise, aborted]).catch(
          (cause: unknown) => {
            if (cause === ENDED) return null;
            if (!signal.aborted) end(own);
            throw PteroError.from(cause, 'analysis/failed');
          },
        );
        stopJob = null;
        if (outcome === null) return once();
        if (!outcome.ok) throw new PteroError(outcome.error);
        return outcome.value;
      };
      try {
        return await once().catch((cause: unknown) => {
          if (!isChange(cause)) throw cause;
          return once();
        });
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    };

  return {
    run: job((api, request, listen) => api.run(request, listen)),
    who: job((api, request, listen) => api.who(request, listen)),
  };
}
