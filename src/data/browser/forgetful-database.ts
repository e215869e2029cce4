import { type IDBPDatabase, openDB, type OpenDBCallbacks } from 'idb';

/**
 * An IndexedDB database that is only for being quicker or without a network: opened when it is first needed, and anew after it
 * was lost. Where the browser gives none, each piece of work answers `otherwise`.
 */
export function createForgetfulDatabase<Schema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): <T>(work: (database: IDBPDatabase<Schema>) => Promise<T>, otherwise: T) => Promise<T> {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const open = () => {
    opening ??= openDB<Schema>(name, version, {
      upgrade,
      blocking: (_current, _blocked, event) => {
        opening = null;
        (event.target as IDBDatabase).close();
      },
      terminated: () => {
        opening = null;
      },
    });
    return opening;
  };
  return async (work, otherwise) => {
    try {
      return await work(await open());
    } catch {
      opening = null;
      return otherwise;
    }
  };
}
