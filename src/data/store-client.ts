import type { Remote } from 'comlink';
import type { StoreClient } from '#contract/clients.ts';
import type { Reply } from '#contract/reply.ts';
import type { StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

export interface StoreClientDeps {
  readonly store: Remote<StoreApi> | StoreApi;
  /** Rejects when the worker could not be started; never resolves. */
  readonly failed: Promise<never>;
  /** Asks the browser not to evict; only pages may. */
  readonly persist: () => Promise<boolean>;
}

/** The event store as the page holds it: plain answers, and a PteroError where the worker replied with one. */
export function createStoreClient({ store, failed, persist }: StoreClientDeps): StoreClient {
  const answer = async <T>(call: Promise<Reply<T>>): Promise<T> => {
    const outcome = await Promise.race([call, failed]);
    if (!outcome.ok) throw new PteroError(outcome.error);
    return outcome.value;
  };

  return {
    projects: () => answer(store.projects()),
    rename: (projectId, name) => answer(store.rename(projectId, name)),
    remove: (projectId) => answer(store.remove(projectId)),
    storage: () => answer(store.storage()),
    verify: (projectId) => answer(store.verify(projectId)),
    catalogue: (projectId) => answer(store.catalogue(projectId)),
    mergedEvents: (projectId, merged) => answer(store.mergedEvents(projectId, merged)),
    propertyValues: (projectId, property, events, limit) =>
      answer(store.propertyValues(projectId, property, events, limit)),
    propertiesOf: (projectId, events) => answer(store.propertiesOf(projectId, events)),
    days: (projectId, events) => answer(store.days(projectId, events)),
    matchRows: (projectId, events, filters) => answer(store.matchRows(projectId, events, filters)),
    persist,
  };
}
