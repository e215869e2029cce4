import { wrap } from 'comlink';
import type { StoreClient } from '#contract/clients.ts';
import type { StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createStoreClient } from './store-client.ts';

/** Starts the store worker and answers what the page holds of it. */
export function startStore(): StoreClient {
  const worker = new Worker(new URL('../../workers/store/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-store',
  });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      reject(
        new PteroError({
          code: 'store/unavailable',
          message: `The event store could not be started. ${message ?? ''}`.trim(),
        }),
      );
    });
  });
  // Calls race against it; without a call there is nobody to tell.
  failed.catch(() => {});
  return createStoreClient({ store: wrap<StoreApi>(worker), failed, persist: () => navigator.storage.persist() });
}
