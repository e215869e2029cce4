import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { LocalStore, SavedResult, SavedScenario } from '#contract/saved.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

interface Schema extends DBSchema {
  scenarios: { key: string; value: SavedScenario };
  results: { key: string; value: SavedResult };
  settings: { key: string; value: unknown };
}

const unavailable = (cause: unknown) =>
  new PteroError(
    {
      code: 'store/unavailable',
      message: cause instanceof Error ? cause.message : String(cause),
      details: { where: 'IndexedDB' },
    },
    { cause },
  );

/**
 * Scenarios, results and settings in this browser's IndexedDB.
 *
 * Opens the database at the first call and again after it was closed, by the browser or for a newer version in another tab. Tells other tabs over a BroadcastChannel.
 *
 * @throws PteroError `store/unavailable` from every method when the browser gives no database.
 */
export function createLocalStore(name = 'ptero'): LocalStore {
  const channel = new BroadcastChannel(`${name}-changes`);
  let opening: Promise<IDBPDatabase<Schema>> | null = null;

  const open = () => {
    opening ??= openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('scenarios', { keyPath: 'id' });
        database.createObjectStore('results', { keyPath: 'scenarioId' });
        database.createObjectStore('settings');
      },
      blocking: (_current, _blocked, event) => {
        opening = null;
        (event.target as IDBDatabase).close();
      },
      terminated: () => {
        opening = null;
      },
    }).catch((cause: unknown) => {
      opening = null;
      throw cause;
    });
    return opening;
  };

  const read = async <T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
    try {
      return await work(await open());
    } catch (cause) {
      throw unavailable(cause);
    }
  };
  const write = async (work: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> => {
    await read(work);
    channel.postMessage('changed');
  };

  return {
    scenarios: () => read((database) => database.getAll('scenarios')),
    putScenario: (scenario) => write((database) => database.put('scenarios', scenario)),
    removeScenario: (id) =>
      write(async (database) => {
        const change = database.transaction(['scenarios', 'results'], 'readwrite');
        await Promise.all([
          change.objectStore('scenarios').delete(id),
          change.objectStore('results').delete(id),
          change.done,
        ]);
      }),
    result: (scenarioId) => read(async (database) => (await database.get('results', scenarioId))?.result ?? null),
    results: () => read((database) => database.getAll('results')),
    putResult: (saved) => write((database) => database.put('results', saved)),
    setting: <T>(key: string) => read(async (database) => ((await database.get('settings', key)) ?? null) as T | null),
    putSetting: (key, value) => write((database) => database.put('settings', value, key)),
    removeSetting: (key) => write((database) => database.delete('settings', key)),
    onChange(listener) {
      const heard = () => listener();
      channel.addEventListener('message', heard);
      return () => channel.removeEventListener('message', heard);
    },
  };
}
