import { deferred } from '../workers/deferred.ts';

/** Lets tabs of one browser know who is importing. */
export interface ImportPresence {
  /** Says that this tab imports into a project (empty: a new one) until the returned way to stop is called or the tab is gone. */
  announce(projectId: string): () => void;
  /** Calls back with the projects other tabs import into, now and at every change, until the returned way to stop is called. */
  watch(listener: (projectIds: ReadonlySet<string>) => void): () => void;
}

const PREFIX = 'ptero-import-notice:';

/**
 * Web Locks hold the notice, so that a killed tab takes its own away; a BroadcastChannel tells that there is a new one.
 *
 * Without Web Locks nothing is ever announced.
 */
export function createImportPresence(locks: LockManager | undefined = globalThis.navigator.locks): ImportPresence {
  if (!locks) return { announce: () => () => undefined, watch: () => () => undefined };
  const own = new Set<string>();
  const channel = new BroadcastChannel('ptero-imports');

  return {
    announce(projectId) {
      const name = `${PREFIX}${crypto.randomUUID()}:${projectId}`;
      const { promise, resolve } = deferred<void>();
      own.add(name);
      void locks.request(name, () => {
        channel.postMessage('changed');
        return promise;
      });
      return () => {
        own.delete(name);
        resolve(undefined);
      };
    },
    watch(listener) {
      let watching = true;
      const waited = new Set<string>();
      const look = async () => {
        const { held = [] } = await locks.query();
        if (!watching) return;
        const others = held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) && !own.has(name) ? [name] : []));
        listener(new Set(others.map((name) => name.slice(name.indexOf(':', PREFIX.length) + 1))));
        for (const name of others) {
          if (waited.has(name)) continue;
          waited.add(name);
          void locks.request(name, () => undefined).then(look);
        }
      };
      const heard = () => void look();
      channel.addEventListener('message', heard);
      heard();
      return () => {
        watching = false;
        channel.removeEventListener('message', heard);
      };
    },
  };
}
