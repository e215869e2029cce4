import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { TeamCache } from '#contract/team.ts';

interface Schema extends DBSchema {
  seen: { key: [userId: string, key: string]; value: unknown };
}

/**
 * What was last seen of workspaces, in an IndexedDB database of its own.
 *
 * Where the browser gives none, nothing is kept and nothing fails: it is only for reading without a network.
 */
export function createTeamCache(name = 'ptero-team'): TeamCache {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const open = () => {
    opening ??= openDB<Schema>(name, 1, {
      upgrade: (database) => void database.createObjectStore('seen'),
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
  const attempt = async <T>(work: (database: IDBPDatabase<Schema>) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work(await open());
    } catch {
      opening = null;
      return otherwise;
    }
  };
  return {
    get: <T>(userId: string, key: string) =>
      attempt(async (database) => ((await database.get('seen', [userId, key])) ?? null) as T | null, null),
    put: (userId, key, value) =>
      attempt(async (database) => void (await database.put('seen', value, [userId, key])), undefined),
    forget: (userId, prefix) =>
      attempt(async (database) => {
        const range = IDBKeyRange.bound([userId, prefix], [userId, `${prefix}\uFFFF`]);
        await database.delete('seen', range);
      }, undefined),
    wipe: () => attempt((database) => database.clear('seen'), undefined),
  };
}
