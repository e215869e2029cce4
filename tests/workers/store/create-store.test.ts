import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '#contract/reply.ts';
import { createStore } from '#workers/store/create-store.ts';
import { createQueries } from '#workers/store/duckdb/queries.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { importEvents } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';

let root: MemoryDirectory;
let projectId: string;
let locks: ReturnType<typeof memoryLocks>;
let store: ReturnType<typeof createStore>;

const value = async <T>(outcome: Promise<Reply<T>>): Promise<T> => {
  const reply = await outcome;
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
};

beforeEach(async () => {
  root = memoryDirectory();
  locks = memoryLocks();
  store = createStore({
    openRoot: async () => root,
    locks,
    queries: createQueries(() => Promise.reject(new Error('no DuckDB here'))),
    readStorage: async () => ({ usedBytes: 1, quotaBytes: 2, persisted: false }),
  });
  ({ projectId } = await importEvents(createOpenImportSession(root, locks), [
    { event: 'A', user: 'u', time: 1, properties: { p: 1 } },
    { event: 'B', user: 'v', time: 2 },
  ]));
});

describe('the store', () => {
  it('lists projects, the one imported last first', async () => {
    const { projectId: later } = await importEvents(
      createOpenImportSession(root, locks),
      [{ event: 'A', user: 'u', time: 1 }],
      { at: 9_000 },
    );
    const projects = await value(store.projects());
    expect(projects.map(({ id }) => id)).toEqual([later, projectId]);
    expect(projects[1]).toMatchObject({
      name: 'Shop',
      createdAt: 1_000,
      updatedAt: 1_000,
      health: 'sound',
      damage: null,
      totals: { events: 2, users: 2, eventNames: 2, days: 1, firstTimeMs: 1, lastTimeMs: 2 },
      imports: [
        {
          at: 1_000,
          files: ['export.ndjson'],
          eventsAdded: 2,
          duplicatesDropped: 0,
          linesRefused: 0,
          incomplete: false,
        },
      ],
    });
    const stored = [...root.contents()].filter(([path]) => path.startsWith(projectId) && path.endsWith('.bin'));
    expect(projects[1]!.bytes).toBe(stored.reduce((sum, [, bytes]) => sum + bytes.length, 0));
  });

  it('names the events that matched rows belong to', async () => {
    const answering = createStore({
      openRoot: async () => root,
      locks,
      queries: {
        ...createQueries(() => Promise.reject(new Error('no DuckDB here'))),
        matchRows: async () => Uint32Array.of(1),
      },
      readStorage: async () => ({ usedBytes: 1, quotaBytes: 2, persisted: false }),
    });
    const first = await value(answering.matchRows(projectId, ['B'], []));
    expect(first).toEqual({ fingerprint: (await value(store.projects()))[0]!.fingerprint, rows: Uint32Array.of(1) });
    await importEvents(createOpenImportSession(root, locks), [{ event: 'B', user: 'w', time: 3 }], { projectId });
    expect((await value(answering.matchRows(projectId, ['B'], []))).fingerprint).not.toBe(first.fingerprint);
  });

  it('renames a project without touching its events', async () => {
    const [before] = await value(store.projects());
    await value(store.rename(projectId, 'Bakery'));
    expect(await value(store.projects())).toEqual([{ ...before, name: 'Bakery' }]);
  });

  it('removes a project with all its files', async () => {
    await value(store.remove(projectId));
    expect(await value(store.projects())).toEqual([]);
    expect(root.contents().size).toBe(0);
    expect(await store.catalogue(projectId)).toMatchObject({ ok: false, error: { code: 'store/missing' } });
  });

  it('neither renames nor removes what another tab is importing into', async () => {
    const release = await locks.take(projectId);
    for (const outcome of [await store.rename(projectId, 'x'), await store.remove(projectId)]) {
      expect(outcome).toMatchObject({ ok: false, error: { code: 'store/locked' } });
    }
    release!();
    expect(await store.remove(projectId)).toMatchObject({ ok: true });
  });

  it('answers the catalogue without DuckDB, and afresh after an import', async () => {
    const first = await value(store.catalogue(projectId));
    expect(first.events.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(await value(store.propertiesOf(projectId, ['A']))).toEqual([{ name: 'p', cells: 1 }]);
    await importEvents(createOpenImportSession(root, locks), [{ event: 'C', user: 'u', time: 5 }], { projectId });
    const second = await value(store.catalogue(projectId));
    expect(second.events.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(second.fingerprint).not.toBe(first.fingerprint);
  });

  it('says of a wrong byte that the project is damaged, from then on', async () => {
    const path = `${projectId}/events-1.bin`;
    const wrong = root.contents().get(path)!.slice();
    wrong[0]! ^= 1;
    root.overwrite(path, wrong);
    expect(await value(store.projects())).toMatchObject([{ health: 'sound' }]);
    expect(await value(store.verify(projectId))).toMatchObject({
      health: 'damaged',
      damage: expect.stringContaining('Shop'),
    });
    expect(await value(store.projects())).toMatchObject([{ health: 'damaged' }]);
  });

  it('verifies a sound project as sound, and knows when there is none', async () => {
    expect(await value(store.verify(projectId))).toMatchObject({ id: projectId, health: 'sound' });
    expect(await store.verify('none')).toMatchObject({ ok: false, error: { code: 'store/missing' } });
  });

  it('tells storage as the browser does', async () => {
    expect(await value(store.storage())).toEqual({ usedBytes: 1, quotaBytes: 2, persisted: false });
  });
});
