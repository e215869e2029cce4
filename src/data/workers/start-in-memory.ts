import { type Remote, wrap } from 'comlink';
import type { AnalysisApi } from '#contract/analysis.ts';
import type { StoreClient } from '#contract/clients.ts';
import type { IngestApi } from '#contract/ingest.ts';
import type { StoreApi } from '#contract/store.ts';
import type { AnalysisWorker } from './analysis-client.ts';
import type { IngestWorker } from './ingest-client.ts';
import { createStoreClient } from './store-client.ts';
import { failureOf } from './watch-worker.ts';

/** The three workers, in one. */
export interface Workers {
  startStore(): StoreClient;
  startIngest(): IngestWorker;
  startAnalysis(): AnalysisWorker;
}

/** True where the browser has a private file system; some private windows have none. */
export async function canKeepFiles(storage: StorageManager | undefined = navigator.storage): Promise<boolean> {
  try {
    return (await storage?.getDirectory()) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Events in the memory of one worker, for a window that can keep no files: they are gone when it closes.
 *
 * The worker is never ended, since it holds the events; "ending" a part only stops listening to it. If the worker
 * fails, the next call starts an empty one.
 */
export function workersInMemory(): Workers {
  let running: { readonly worker: Worker; readonly failed: Promise<never> } | null = null;
  const begin = () => {
    const worker = new Worker(new URL('../../../workers/memory/main.ts', import.meta.url), {
      type: 'module',
      name: 'ptero-memory',
    });
    const own = { worker, failed: failureOf(worker, 'store/unavailable') };
    own.failed.catch(() => {
      worker.terminate();
      if (running === own) running = null;
    });
    return own;
  };
  const part = <T>(name: 'store' | 'ingest' | 'predictor') => {
    const { worker, failed } = (running ??= begin());
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ part: name }, [port2]);
    return { api: wrap<T>(port1) as Remote<T>, failed, end: () => port1.close() };
  };
  return {
    startStore: () =>
      createStoreClient({
        start: () => {
          const { api, ...rest } = part<StoreApi>('store');
          return { store: api, ...rest };
        },
        persist: async () => false,
      }),
    startIngest: () => ({ ...part<IngestApi>('ingest'), isShared: true }),
    startAnalysis: () => part<AnalysisApi>('predictor'),
  };
}
