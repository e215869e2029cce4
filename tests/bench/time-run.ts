import type { AnalysisApi, AnalysisRequest } from '#contract/analysis.ts';
import type { JobId } from '#contract/reply.ts';
import { bootstrapMs } from './timed-bootstrap.ts';

/** What one analysis took, ms from the call on, and how large it was. */
export interface TimedRun {
  readonly cancelled: boolean;
  readonly firstTableMs: number;
  readonly completeMs: number;
  /** Of `completeMs`. */
  readonly bootstrapMs: number;
  readonly analysed: number;
  readonly cases: number;
  readonly riskSetRows: number;
  readonly parameters: number;
  readonly tableRows: number;
}

/** The question of every bench: no filters, no horizon given. */
export const askFor = (projectId: string, start: string, target: string, jobId: string): AnalysisRequest => ({
  jobId: jobId as JobId,
  projectId,
  definition: {
    start: { event: start, filters: [] },
    target: { event: target, filters: [] },
    horizonMs: null,
    hiddenEvents: [],
    keepOutliers: false,
  },
  startRows: null,
  targetRows: null,
  rowsFingerprint: null,
  seed: 1,
  computedAt: 0,
});

/** Runs one analysis as the predictor's worker does. */
export async function timeRun(predictor: AnalysisApi, request: AnalysisRequest): Promise<TimedRun> {
  const startedAt = performance.now();
  let firstTableMs = Number.NaN;
  const outcome = await predictor.run(request, ({ preliminary }) => {
    if (preliminary) firstTableMs = performance.now() - startedAt;
  });
  const completeMs = performance.now() - startedAt;
  if (!outcome.ok && outcome.error.code !== 'job/cancelled') throw new Error(outcome.error.message);
  const value = outcome.ok ? outcome.value : null;
  return {
    cancelled: !outcome.ok,
    firstTableMs,
    completeMs,
    bootstrapMs: bootstrapMs(),
    analysed: value?.flow.analysed ?? 0,
    cases: value?.model?.cases ?? 0,
    riskSetRows: value?.model?.riskSetRows ?? 0,
    parameters: value?.model?.parameters ?? 0,
    tableRows: value?.rows.length ?? 0,
  };
}
