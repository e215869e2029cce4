import { wrap } from 'comlink';
import type { AnalysisApi } from '#contract/analysis.ts';
import type { AnalysisWorker } from './analysis-client.ts';
import { failureOf } from './watch-worker.ts';

/** Starts a predictor worker. The one place that knows its address. */
export function startAnalysis(): AnalysisWorker {
  const worker = new Worker(new URL('../../../workers/predictor/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-predictor',
  });
  return {
    api: wrap<AnalysisApi>(worker),
    failed: failureOf(worker, 'worker/unavailable'),
    end: () => worker.terminate(),
  };
}
