import type { DBSchema } from 'idb';
import type { TeamCache } from '#contract/team.ts';
import { createForgetfulDatabase } from './forgetful-database.ts';

interface Schema extends DBSchema {
  seen: { key: [userId: string, key: string]; value: unknown };
}

/**
 * What was last seen of workspaces, in an IndexedDB database of its own.
 *
 * Where the browser gives none, nothing is kept and nothing fails: it is only for reading without a network.
 */
export function createTeamCache(name = 'ptero-team'): TeamCache {
  const attempt = createForgetfulDatabase<Schema>(name, 1, (database) => void database.createObjectStore('seen'));
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
