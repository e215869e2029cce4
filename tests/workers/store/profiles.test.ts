import { beforeEach, describe, expect, it } from 'vitest';
import type { ProfileSet } from '#contract/profiles.ts';
import type { Reply } from '#contract/reply.ts';
import { createStore } from '#workers/store/create-store.ts';
import { createQueries } from '#workers/store/duckdb/queries.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { cellAt, importEvents, readEvents } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';

let root: MemoryDirectory;
let locks: ReturnType<typeof memoryLocks>;
let projectId: string;

const storeOf = (directory: MemoryDirectory) =>
  createStore({
    openRoot: async () => directory,
    locks,
    queries: createQueries(() => Promise.reject(new Error('no DuckDB here'))),
    readStorage: async () => ({ usedBytes: 1, quotaBytes: 2, persisted: false }),
  });
const value = async <T>(outcome: Promise<Reply<T>>): Promise<T> => {
  const reply = await outcome;
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
};
const setOf = (properties: readonly string[], lines: readonly (readonly unknown[])[], at = 5): ProfileSet => ({
  properties,
  lines: new Blob(lines.map((line) => `${JSON.stringify(line)}\n`)),
  at,
});
const events = [
  { event: 'A', user: 'u', time: 10, properties: { p: 1 } },
  { event: 'B', user: 'u', time: 20 },
  { event: 'A', user: 'v', time: 30 },
  { event: 'A', user: 'w\u2028ü', time: 5 },
];
const some = setOf(
  ['Country', 'tags'],
  [
    ['nobody', 'FR', null],
    ['w\u2028ü', 'DE\u2028x', ['a', 'b']],
    ['u', true, null],
    ['v', null, 3.5],
  ],
);
const summary = async (directory = root) => (await value(storeOf(directory).projects()))[0]!;
/** Each user's cells, by column. */
async function columnsIn(directory = root) {
  const reader = await openProject(directory, projectId);
  const [table, userIds] = [await reader.eventTable(), await reader.userIds()];
  const columns = await reader.profileColumns({ events: table, userIds }, new Set(['profile: tags']));
  return columns.map((column) => ({
    name: column.name,
    profile: column.profile,
    cells: Object.fromEntries(
      [...column.position].map((at, cell) => [userIds[table.userStart.indexOf(at)], cellAt(column, cell)]),
    ),
  }));
}
const fileOf = (directory: MemoryDirectory) =>
  [...directory.contents().keys()].filter((path) => path.includes('profiles-'));

beforeEach(async () => {
  root = memoryDirectory();
  locks = memoryLocks();
  ({ projectId } = await importEvents(createOpenImportSession(root, locks), events));
});

describe('user profiles in the store', () => {
  it('are a cell at the first event of each user who has them, and no events', async () => {
    const before = [await summary(), await readEvents(await openProject(root, projectId))] as const;
    await value(storeOf(root).putProfiles(projectId, some));
    expect(await columnsIn()).toEqual([
      { name: 'profile: Country', profile: 'changing', cells: { u: true, 'w\u2028ü': 'DE\u2028x' } },
      // An event has a property of that name.
      { name: 'profile: tags (user)', profile: 'changing', cells: { 'w\u2028ü': ['a', 'b'], v: 3.5 } },
    ]);
    const after = await summary();
    expect(after.totals).toEqual(before[0].totals);
    expect(after.imports).toEqual(before[0].imports);
    expect(after.bytes).toBeGreaterThan(before[0].bytes);
    expect(await readEvents(await openProject(root, projectId))).toEqual(before[1]);
    expect(after.profiles).toEqual({ at: 5, properties: ['Country', 'tags'], profiles: 4, matched: 3 });
    const { events: names, properties, profiles } = await value(storeOf(root).catalogue(projectId));
    expect([names.length, properties.map(({ name }) => name)]).toEqual([2, ['p']]);
    expect(profiles).toEqual([
      { name: 'Country', cells: 3, kinds: { string: 2, number: 0, boolean: 1, null: 0, json: 0 }, distinct: 3 },
      { name: 'tags', cells: 2, kinds: { string: 0, number: 1, boolean: 0, null: 0, json: 1 }, distinct: 2 },
    ]);
  });

  it('take the place of the set before as a whole, and stay when events come', async () => {
    const store = storeOf(root);
    await value(store.putProfiles(projectId, some));
    await value(store.putProfiles(projectId, setOf(['plan'], [['v', 'pro']], 9)));
    await importEvents(createOpenImportSession(root, locks), [{ event: 'C', user: 'x', time: 40 }], { projectId });
    expect(await columnsIn()).toEqual([{ name: 'profile: plan', profile: 'changing', cells: { v: 'pro' } }]);
    expect((await summary()).profiles).toMatchObject({ at: 9, profiles: 1 });
    expect(fileOf(root)).toHaveLength(1);
    await value(store.rename(projectId, 'Other'));
    expect((await summary()).profiles).toMatchObject({ at: 9 });
  });

  it('change the fingerprint when they change, and not by their order', async () => {
    const store = storeOf(root);
    const prints: string[] = [(await summary()).fingerprint];
    const put = async (set: ProfileSet) => {
      await value(store.putProfiles(projectId, set));
      prints.push((await summary()).fingerprint);
    };
    await put(
      setOf(
        ['a'],
        [
          ['u', 1],
          ['v', 2],
        ],
      ),
    );
    await put(
      setOf(
        ['a'],
        [
          ['v', 2],
          ['u', 7],
          ['u', 1],
        ],
        99,
      ),
    );
    await put(
      setOf(
        ['a'],
        [
          ['u', 1],
          ['v', 3],
        ],
      ),
    );
    await value(store.removeProfiles(projectId));
    prints.push((await summary()).fingerprint);
    expect(prints[1]).toBe(prints[2]);
    expect(new Set(prints).size).toBe(4);
  });

  it('are gone with their file when they are taken away, and with the project', async () => {
    const store = storeOf(root);
    await value(store.putProfiles(projectId, some));
    await value(store.removeProfiles(projectId));
    await value(store.removeProfiles(projectId));
    expect(fileOf(root)).toEqual([]);
    expect(await columnsIn()).toEqual([]);
    expect(await summary()).not.toHaveProperty('profiles');
    await value(store.putProfiles(projectId, some));
    await value(store.remove(projectId));
    expect([...root.contents().keys()]).toEqual([]);
  });

  it('are there as a whole or not at all, wherever the writer is killed', async () => {
    await value(storeOf(root).putProfiles(projectId, some));
    const [old, events] = [await columnsIn(), await readEvents(await openProject(root, projectId))];
    const next = setOf(['plan'], [['v', 'pro']]);
    const seen = new Set<string>();
    let isOver = false;
    for (let changes = 0; !isOver; changes += 1) {
      const copy = root.reopened();
      copy.killAfter(changes);
      isOver = (await storeOf(copy).putProfiles(projectId, next)).ok;
      const found = await columnsIn(copy.reopened());
      const which = found.length === 1 ? 'new' : 'old';
      if (which === 'old') expect(found).toEqual(old);
      else expect(found).toEqual([{ name: 'profile: plan', profile: 'changing', cells: { v: 'pro' } }]);
      seen.add(which);
      expect(await readEvents(await openProject(copy.reopened(), projectId))).toEqual(events);
    }
    expect([...seen]).toEqual(['old', 'new']);
  });

  it('are refused where a byte is wrong, never other values; the events are as they were', async () => {
    await value(storeOf(root).putProfiles(projectId, some));
    const [path] = fileOf(root);
    const bytes = root.contents().get(path!)!;
    const sound = await columnsIn();
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 3) {
      const copy = root.reopened();
      const changed = bytes.slice();
      changed[at]! ^= 1 << (at % 8);
      copy.overwrite(path!, changed);
      const outcome = await columnsIn(copy).catch((cause: unknown) => cause);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ code: 'store/profiles-damaged' });
        refused += 1;
      } else expect(outcome).toEqual(sound);
      expect(await readEvents(await openProject(copy, projectId))).toHaveLength(4);
    }
    expect(refused).toBeGreaterThan(bytes.length / 6);
    const cut = root.reopened();
    cut.overwrite(path!, bytes.slice(0, 9));
    expect(await storeOf(cut).verify(projectId)).toMatchObject({
      ok: false,
      error: { code: 'store/profiles-damaged' },
    });
    expect((await summary(cut)).health).toBe('sound');
  });

  it('wait for another writer, and belong to a project that is there', async () => {
    const release = await locks.take(projectId);
    expect(await storeOf(root).putProfiles(projectId, some)).toMatchObject({ error: { code: 'store/locked' } });
    release?.();
    expect(await storeOf(root).putProfiles('none', some)).toMatchObject({ error: { code: 'store/missing' } });
    const broken = { ...some, properties: ['Country'] };
    expect(await storeOf(root).putProfiles(projectId, broken)).toMatchObject({ ok: false });
    expect(await summary()).not.toHaveProperty('profiles');
  });
});
