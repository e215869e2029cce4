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

/** Runs analyses one after another, with progress, and stops within a pause when cancelled. */
export function createPredictor({ load, pause, now }: PredictorDeps): AnalysisApi {
  const running = new Map<JobId, AbortController>();

  return {
    run: (request, onProgress) =>
      reply(async () => {
        const controller = new AbortController();
        running.set(request.jobId, controller);
        try {
          return await work(request, controller.signal, onProgress);
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
    onProgress?.({ stage: 'opening', fraction: 0, preliminary: null });
    const data = await load(request.projectId);
    const steps = analyse({ ...data, ...request });
    let stage = '';
    let since = now();
    for (;;) {
      if (signal.aborted) throw new PteroError({ code: 'job/cancelled', message: 'the analysis was cancelled' });
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
