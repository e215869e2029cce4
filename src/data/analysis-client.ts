import { proxy, type Remote } from 'comlink';
import type { AnalysisApi } from '#contract/analysis.ts';
import type { AnalysisClient, StoreClient } from '#contract/clients.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenarioDefinition, ScenarioEvent } from '#core/scenario/definition.ts';
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
const changed = () => new PteroError({ code: 'store/changed', message: 'an import finished between two queries' });
const isChange = (cause: unknown) => cause instanceof PteroError && cause.code === 'store/changed';

/**
 * Runs analyses in the predictor worker, which starts at the first one.
 *
 * The rows that pass filters belong to one state of the events. When an import finishes in between, they are asked for
 * afresh, once; if it happens again the run fails with `store/changed`.
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
  const rowsOf = async (projectId: string, { start: from, target: to }: ScenarioDefinition) => {
    const rows = ({ event, filters }: ScenarioEvent) =>
      filters.length === 0 ? null : store.matchRows(projectId, event, filters);
    const [starts, targets] = await Promise.all([rows(from), rows(to)]);
    if (starts && targets && starts.fingerprint !== targets.fingerprint) throw changed();
    return {
      startRows: starts?.rows ?? null,
      targetRows: targets?.rows ?? null,
      rowsFingerprint: starts?.fingerprint ?? targets?.fingerprint ?? null,
    };
  };

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
      const once = async () => {
        const [rows] = await Promise.race([Promise.all([rowsOf(projectId, definition), stopping]), aborted]);
        const running = (worker ??= start());
        const jobId = crypto.randomUUID() as JobId;
        const request = { jobId, projectId, definition, ...rows, seed: 1, computedAt: now() };
        const listen = proxy((progress: Parameters<typeof onProgress>[0]) => {
          if (!signal.aborted) onProgress(progress);
        });
        const answer = running.api.run(request, listen);
        stopJob = () => stop(running, jobId, answer);
        const outcome = await Promise.race([answer, running.failed, aborted]).catch((cause: unknown) => {
          if (!signal.aborted) end(running);
          throw PteroError.from(cause, 'analysis/failed');
        });
        stopJob = null;
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
    },
  };
}
