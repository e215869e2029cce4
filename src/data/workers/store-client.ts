import type { Remote } from 'comlink';
import type { StoreClient } from '#contract/clients.ts';
import type { Reply } from '#contract/reply.ts';
import type { StoreApi } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { deferred } from './deferred.ts';

/** A running store worker: what it answers, and the way to end it. */
export interface StoreWorker {
  readonly store: Remote<StoreApi> | StoreApi;
  /** Rejects when the worker could not be started, failed or ended by itself; never resolves. */
  readonly failed: Promise<never>;
  end(): void;
}

export interface StoreClientDeps {
  start(): StoreWorker;
  /** Asks the browser not to evict; only pages may. */
  readonly persist: () => Promise<boolean>;
}

const uncounted = () => new PteroError({ code: 'job/cancelled', message: 'nobody waits for it any more' });

/**
 * The event store as the page holds it: plain answers, and a PteroError where the worker replied with one.
 *
 * The worker starts at once. It keeps nothing that is not stored, so when it fails the next call starts another.
 */
export function createStoreClient({ start, persist }: StoreClientDeps): StoreClient {
  let running: StoreWorker | null = null;
  const worker = (): StoreWorker => {
    if (running) return running;
    const own = start();
    running = own;
    own.failed.catch(() => {
      own.end();
      if (running === own) running = null;
    });
    return own;
  };
  worker();

  const answer = async <T>(ask: (store: StoreWorker['store']) => Promise<Reply<T>>): Promise<T> => {
    const { store, failed } = worker();
    const outcome = await Promise.race([ask(store), failed]);
    if (!outcome.ok) throw new PteroError(outcome.error);
    return outcome.value;
  };

  /** In a worker of its own, so that it can be ended. */
  const alone = async <T>(
    ask: (store: StoreWorker['store']) => Promise<Reply<T>>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    if (signal?.aborted) throw uncounted();
    const own = start();
    const { promise: aborted, reject } = deferred<never>();
    aborted.catch(() => undefined);
    const onAbort = () => reject(uncounted());
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const outcome = await Promise.race([aborted, own.failed, ask(own.store)]);
      if (!outcome.ok) throw new PteroError(outcome.error);
      return outcome.value;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      own.end();
    }
  };

  return {
    projects: () => answer((store) => store.projects()),
    rename: (projectId, name) => answer((store) => store.rename(projectId, name)),
    remove: (projectId) => answer((store) => store.remove(projectId)),
    storage: () => answer((store) => store.storage()),
    verify: (projectId) => answer((store) => store.verify(projectId)),
    catalogue: (projectId) => answer((store) => store.catalogue(projectId)),
    mergedEvents: (projectId, merged) => answer((store) => store.mergedEvents(projectId, merged)),
    propertyValues: (projectId, property, events, limit) =>
      answer((store) => store.propertyValues(projectId, property, events, limit)),
    propertiesOf: (projectId, events) => answer((store) => store.propertiesOf(projectId, events)),
    days: (projectId, events) => answer((store) => store.days(projectId, events)),
    matchRows: (projectId, events, filters) => answer((store) => store.matchRows(projectId, events, filters)),
    usage: (projects, upTo, signal) => alone((store) => store.usage(projects, upTo), signal),
    rise: (projects, day, signal) => alone((store) => store.rise(projects, day), signal),
    idsOn: (projectId, spans) => answer((store) => store.idsOn(projectId, spans)),
    renamedDays: (projectId, asked) => answer((store) => store.renamedDays(projectId, asked)),
    putProfiles: (projectId, set) => answer((store) => store.putProfiles(projectId, set)),
    removeProfiles: (projectId) => answer((store) => store.removeProfiles(projectId)),
    persist,
  };
}
