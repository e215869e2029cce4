import { wrap } from 'comlink';
import type { IngestApi } from '#contract/ingest.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { deferred } from './deferred.ts';
import type { IngestWorker } from './ingest-client.ts';

/** Starts an ingest worker. The one place that knows its address. */
export function startIngest(): IngestWorker {
  const worker = new Worker(new URL('../../workers/ingest/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-ingest',
  });
  const { promise: failed, reject } = deferred<never>();
  failed.catch(() => undefined);
  worker.addEventListener('error', (event) =>
    reject(new PteroError({ code: 'internal/unexpected', message: event.message || 'the import worker stopped' })),
  );
  return { api: wrap<IngestApi>(worker), failed, end: () => worker.terminate() };
}
