import { wrap } from 'comlink';
import type { StoreClient } from '#contract/clients.ts';
import type { StoreApi } from '#contract/store.ts';
import { createStoreClient, type StoreWorker } from './store-client.ts';
import { failureOf } from './watch-worker.ts';

function startWorker(): StoreWorker {
  const worker = new Worker(new URL('../../../workers/store/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-store',
  });
  return {
    store: wrap<StoreApi>(worker),
    failed: failureOf(worker, 'store/unavailable'),
    end: () => worker.terminate(),
  };
}

/** Starts the store worker and answers what the page holds of it. */
export function startStore(): StoreClient {
  return createStoreClient({ start: startWorker, persist: () => navigator.storage.persist() });
}
