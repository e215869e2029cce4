import { wrap } from 'comlink';
import type { AnalysisApi } from '#contract/analysis.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { AnalysisWorker } from './analysis-client.ts';
import { deferred } from './deferred.ts';

/** Starts a predictor worker. The one place that knows its address. */
export function startAnalysis(): AnalysisWorker {
  const worker = new Worker(new URL('../../workers/predictor/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-predictor',
  });
  const { promise: failed, reject } = deferred<never>();
  failed.catch(() => undefined);
  worker.addEventListener('error', (event) =>
    reject(new PteroError({ code: 'analysis/failed', message: event.message || 'the analysis worker stopped' })),
  );
  return { api: wrap<AnalysisApi>(worker), failed, end: () => worker.terminate() };
}
