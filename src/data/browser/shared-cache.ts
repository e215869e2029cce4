import type { DBSchema, IDBPDatabase } from 'idb';
import type { SeenWorkspace, SharedCache, StoredAnswer } from '#contract/shared.ts';
import type { SharedChange } from '#core/sharing/shared-change.ts';
import { createForgetfulDatabase } from './forgetful-database.ts';

type Owner = readonly [userId: string, workspaceId: string];

interface Schema extends DBSchema {
  seen: { key: [string, string]; value: SeenWorkspace };
  answers: { key: [string, string, string]; value: StoredAnswer };
  changes: {
    key: number;
    value: { readonly owner: Owner; readonly id: string; readonly change: SharedChange };
    indexes: { owner: [string, string]; id: string };
  };
}

/** Another shape of what is kept needs another number here: what an earlier one kept is then forgotten. */
const VERSION = 1;

/** What this browser keeps of workspaces, in an IndexedDB database of its own. Tells other tabs over a BroadcastChannel. */
export function createSharedCache(name = 'ptero-shared'): SharedCache {
  const channel = new BroadcastChannel(`${name}-changes`);
  // Without a database the workspace is read from the network each time.
  const attempt = createForgetfulDatabase<Schema>(name, VERSION, (database) => {
    for (const store of database.objectStoreNames) database.deleteObjectStore(store);
    database.createObjectStore('seen');
    database.createObjectStore('answers');
    const changes = database.createObjectStore('changes', { autoIncrement: true });
    changes.createIndex('owner', 'owner');
    changes.createIndex('id', 'id', { unique: true });
  });
  const write = async (work: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> => {
    await attempt(work, undefined);
  };
  const change = async (work: (database: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> => {
    await write(work);
    channel.postMessage('changed');
  };

  return {
    seen: (...owner) => attempt(async (database) => (await database.get('seen', owner)) ?? null, null),
    putSeen: (userId, workspaceId, seen) => write((database) => database.put('seen', seen, [userId, workspaceId])),
    answer: (...key) => attempt(async (database) => (await database.get('answers', key)) ?? null, null),
    putAnswer: (userId, workspaceId, scenarioId, answer) =>
      write((database) => database.put('answers', answer, [userId, workspaceId, scenarioId])),
    changes: (...owner) =>
      attempt(
        async (database) => (await database.getAllFromIndex('changes', 'owner', owner)).map((kept) => kept.change),
        [],
      ),
    putChange: (userId, workspaceId, kept) =>
      change(async (database) => {
        const writing = database.transaction('changes', 'readwrite');
        const key = await writing.store.index('id').getKey(kept.id);
        await writing.store.put({ owner: [userId, workspaceId], id: kept.id, change: kept }, key);
        await writing.done;
      }),
    dropChanges: (ids) =>
      change(async (database) => {
        const writing = database.transaction('changes', 'readwrite');
        for (const id of ids) {
          const key = await writing.store.index('id').getKey(id);
          if (key !== undefined) await writing.store.delete(key);
        }
        await writing.done;
      }),
    forget: (userId, workspaceId) =>
      change(async (database) => {
        const writing = database.transaction(['seen', 'answers', 'changes'], 'readwrite');
        const changes = writing.objectStore('changes');
        const waiting = await changes.index('owner').getAllKeys([userId, workspaceId]);
        const answers = IDBKeyRange.bound([userId, workspaceId], [userId, workspaceId, '\uFFFF']);
        await Promise.all([
          writing.objectStore('seen').delete([userId, workspaceId]),
          writing.objectStore('answers').delete(answers),
          ...waiting.map((key) => changes.delete(key)),
          writing.done,
        ]);
      }),
    wipe: () =>
      change(async (database) => {
        const writing = database.transaction(['seen', 'answers', 'changes'], 'readwrite');
        await Promise.all([
          ...(['seen', 'answers', 'changes'] as const).map((store) => writing.objectStore(store).clear()),
          writing.done,
        ]);
      }),
    onChange(listener) {
      const heard = () => listener();
      channel.addEventListener('message', heard);
      return () => channel.removeEventListener('message', heard);
    },
  };
}
