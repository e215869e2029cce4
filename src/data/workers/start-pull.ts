import { wrap } from 'comlink';
import type { PullApi } from '#contract/pull.ts';
import type { PullWorker } from './pull-client.ts';
import { failureOf } from './watch-worker.ts';

/** Starts a worker that pulls. The one place that knows its address. */
export function startPull(): PullWorker {
  const worker = new Worker(new URL('../../../workers/pull/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-pull',
  });
  return {
    api: wrap<PullApi>(worker),
    failed: failureOf(worker, 'worker/unavailable'),
    end: () => worker.terminate(),
  };
}
