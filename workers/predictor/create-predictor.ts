import type { AnalysisApi, AnalysisProgress, AnalysisRequest } from '#contract/analysis.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { analyse } from '#core/predictor/analyse.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { reply } from '../shared/reply.ts';
import type { ProjectData } from './project-data.ts';

export interface PredictorDeps {
  load(projectId: string): Promise<ProjectData>;
  /** Lets waiting messages in. */
  pause(): Promise<void>;
  now(): number;
}

/** Work at most this long before looking whether somebody cancelled, ms. */
const LOOK_UP_MS = 40;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the analysis was cancelled' });

/**
 * Runs analyses one after another, with progress. One that is cancelled stops within a pause, or at once while it
 * waits for its turn.
 */
export function createPredictor({ load, pause, now }: PredictorDeps): AnalysisApi {
  const running = new Map<JobId, AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    run: (request, onProgress) =>
      reply(async () => {
        const controller = new AbortController();
        const { signal } = controller;
        running.set(request.jobId, controller);
        let isWaiting = true;
        const withdrawn = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => isWaiting && reject(cancelled()), { once: true });
        });
        const turn = last.then(() => {
          isWaiting = false;
          return work(request, signal, onProgress);
        });
        last = turn.catch(() => undefined);
        try {
          return await Promise.race([turn, withdrawn]);
        } finally {
          running.delete(request.jobId);
        }
      }),
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };

  async function work(
    request: AnalysisRequest,
    signal: AbortSignal,
    onProgress?: (progress: AnalysisProgress) => void,
  ): Promise<ResultDocument> {
    if (signal.aborted) throw cancelled();
    onProgress?.({ stage: 'opening', fraction: 0, preliminary: null });
    const data = await load(request.projectId);
    if (request.rowsFingerprint !== null && request.rowsFingerprint !== data.fingerprint) {
      throw new PteroError({ code: 'store/changed', message: 'an import finished since the filters were applied' });
    }
    const steps = analyse({ ...data, ...request });
    let stage = '';
    let since = now();
    for (;;) {
      if (signal.aborted) throw cancelled();
      const step = steps.next();
      if (step.done) return step.value;
      if (step.value.stage !== stage || step.value.preliminary) {
        stage = step.value.stage;
        onProgress?.(step.value);
      }
      if (now() - since > LOOK_UP_MS) {
        await pause();
        since = now();
      }
    }
  }
}
