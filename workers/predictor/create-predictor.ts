import type { AnalysisApi, AnalysisProgress, AnalysisRequest } from '#contract/analysis.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { analyse } from '#core/predictor/analyse.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import type { AnalysisStep } from '#core/predictor/steps.ts';
import { findProspects } from '#core/predictor/who/find-prospects.ts';
import { namesBehind } from '#core/scenario/event-names.ts';
import { reply } from '../shared/reply.ts';
import { type RemoteStudy, studyRemotely } from './study-remotely.ts';
import type { ProjectData } from './project-data.ts';

export interface PredictorDeps {
  /** @param didAny - who is asked about: users who did any of these events. Others may be left out. */
  load(projectId: string, didAny: readonly string[]): Promise<ProjectData>;
  /** Lets waiting messages in. */
  pause(): Promise<void>;
  now(): number;
  /** Runs a job so that others can see that there is one. */
  visibly?<T>(work: () => Promise<T>): Promise<T>;
}

type Listen = (progress: AnalysisProgress) => void;
/** Something worked out in steps over a project's events. */
type Work<T> = (input: AnalysisInput) => Generator<AnalysisStep, T>;

/** Of people whose events stay on a server the ids stay there too. */
const withoutIds = async (): Promise<never> => {
  throw new PteroError({ code: 'engine/no-ids', message: 'ids of users stay on the server' });
};

/** Work at most this long before looking whether somebody cancelled, ms. */
const LOOK_UP_MS = 40;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the analysis was cancelled' });

/**
 * Runs analyses and searches for users one after another, with progress. One that is cancelled stops within a pause, or
 * at once while it waits for its turn.
 */
export function createPredictor({ load, pause, now, visibly = (work) => work() }: PredictorDeps): AnalysisApi {
  const running = new Map<JobId, AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  const job =
    <T>(work: Work<T>) =>
    (request: AnalysisRequest, onProgress?: Listen): Promise<Reply<T>> =>
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
          return visibly(() => toItsEnd(work, request, signal, onProgress));
        });
        last = turn.catch(() => undefined);
        try {
          return await Promise.race([turn, withdrawn]);
        } finally {
          running.delete(request.jobId);
        }
      });

  const findWho = job(findProspects);

  return {
    run: job(analyse),
    who: (request, onProgress) => (request.remote ? reply(withoutIds) : findWho(request, onProgress)),
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };

  async function toItsEnd<T>(
    work: Work<T>,
    request: AnalysisRequest,
    signal: AbortSignal,
    onProgress?: Listen,
  ): Promise<T> {
    if (signal.aborted) throw cancelled();
    onProgress?.({ stage: 'opening', fraction: 0, preliminary: null });
    const { study, close } = await studyOf(request, signal);
    try {
      if (request.rowsFingerprint !== null && request.rowsFingerprint !== study.fingerprint) {
        throw new PteroError({ code: 'store/changed', message: 'an import finished since the filters were applied' });
      }
      return await follow(work({ ...request, ...study }), signal, onProgress);
    } finally {
      close();
    }
  }

  async function follow<T>(steps: ReturnType<Work<T>>, signal: AbortSignal, onProgress?: Listen): Promise<T> {
    let stage = '';
    let since = now();
    for (;;) {
      if (signal.aborted) throw cancelled();
      const step = steps.next();
      if (step.done) return step.value;
      const { until, ...progress } = step.value;
      if (progress.stage !== stage || progress.preliminary || until) {
        stage = progress.stage;
        onProgress?.(progress);
      }
      if (until) await until;
      else if (now() - since > LOOK_UP_MS) await pause();
      else continue;
      since = now();
    }
  }

  async function studyOf(request: AnalysisRequest, signal: AbortSignal): Promise<RemoteStudy> {
    const { remote, definition, startRows, targetRows } = request;
    if (remote) return studyRemotely(remote, request.jobId, definition, signal);
    const didA = namesBehind(definition.mergedEvents, definition.start.event);
    return { study: { ...(await load(request.projectId, didA)), startRows, targetRows }, close: () => undefined };
  }
}
