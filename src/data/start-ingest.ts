import { wrap } from 'comlink';
import type { IngestApi } from '#contract/ingest.ts';
import type { IngestWorker } from './ingest-client.ts';
import { failureOf } from './watch-worker.ts';

/** Starts an ingest worker. The one place that knows its address. */
export function startIngest(): IngestWorker {
  const worker = new Worker(new URL('../../workers/ingest/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-ingest',
  });
  return { api: wrap<IngestApi>(worker), failed: failureOf(worker, 'worker/ended'), end: () => worker.terminate() };
}
