import { proxy, type Remote } from 'comlink';
import type { AnalysisApi } from '#contract/analysis.ts';
import type { AnalysisClient, StoreClient } from '#contract/clients.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import { deferred } from './deferred.ts';

/** A running predictor worker: what it answers, and the way to end it. */
export interface AnalysisWorker {
  readonly api: Pick<Remote<AnalysisApi>, 'run' | 'cancel'>;
  /** Rejects when the worker itself fails, so that no call hangs for ever. */
  readonly failed: Promise<never>;
  end(): void;
}

export interface AnalysisClientDeps {
  start(): AnalysisWorker;
  readonly store: Pick<StoreClient, 'matchRows'>;
  now(): number;
}

/** How long a cancelled job may take to answer before its worker is ended, ms. */
const GRACE_MS = 150;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the analysis was cancelled' });

/**
 * Runs analyses in the predictor worker, which starts at the first one.
 *
 * A cancelled job is asked to stop; if it has not answered within 150 ms, its worker is ended and the next run starts a new one.
 */
export function createAnalysisClient({ start, store, now }: AnalysisClientDeps): AnalysisClient {
  let worker: AnalysisWorker | null = null;
  let stopping: Promise<void> = Promise.resolve();

  const end = (ended: AnalysisWorker) => {
    ended.end();
    if (worker === ended) worker = null;
  };
  const rows = (projectId: string, event: string, filters: readonly PropertyFilter[]) =>
    filters.length === 0 ? Promise.resolve(null) : store.matchRows(projectId, event, filters);

  // Runs while the signal still aborts, so that the next run already sees what it must wait for.
  const stop = (running: AnalysisWorker, jobId: JobId, answer: Promise<unknown>) => {
    const timer = setTimeout(() => end(running), GRACE_MS);
    const graceOver = new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS));
    const answered = answer.then(
      () => clearTimeout(timer),
      () => end(running),
    );
    stopping = Promise.race([answered, graceOver]);
    running.api.cancel(jobId).catch(() => end(running));
  };

  return {
    async run(projectId, definition, { signal, onProgress }) {
      if (signal.aborted) throw cancelled();
      const { promise: aborted, reject: abort } = deferred<never>();
      aborted.catch(() => undefined);
      let stopJob: (() => void) | null = null;
      const onAbort = () => {
        stopJob?.();
        abort(cancelled());
      };
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        const { start: from, target: to } = definition;
        const [startRows, targetRows] = await Promise.race([
          Promise.all([rows(projectId, from.event, from.filters), rows(projectId, to.event, to.filters), stopping]),
          aborted,
        ]);
        const running = (worker ??= start());
        const jobId = crypto.randomUUID() as JobId;
        const request = { jobId, projectId, definition, startRows, targetRows, seed: 1, computedAt: now() };
        const listen = proxy((progress: Parameters<typeof onProgress>[0]) => {
          if (!signal.aborted) onProgress(progress);
        });
        const answer = running.api.run(request, listen);
        stopJob = () => stop(running, jobId, answer);
        const outcome = await Promise.race([answer, running.failed, aborted]).catch((cause: unknown) => {
          if (!signal.aborted) end(running);
          throw PteroError.from(cause, 'analysis/failed');
        });
        if (!outcome.ok) throw new PteroError(outcome.error);
        return outcome.value;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
