import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { orderOfUsers } from '#core/predictor/canonical/orders.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import type { Directory } from '#workers/store/directory.ts';
import { readManifest, writeManifest } from '#workers/store/format/manifest.ts';
import type { EventsFile, Manifest } from '#workers/store/format/layout.ts';
import { openProject, type ProjectReader } from '#workers/store/project-reader.ts';
import { openStoredProject, readDictionary } from '#workers/store/read/stored-project.ts';
import { sortFile } from '#workers/store/write/sort-file.ts';
import { readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, type MemoryDirectory } from './memory-directory.ts';
import { importSorted } from './sort-now.ts';

const HOUR = 3_600_000;

async function manifestOf(root: Directory, projectId: string): Promise<Manifest> {
  const state = await readManifest((await root.find(projectId))!);
  if (state.kind !== 'whole') throw new Error(state.kind);
  return state.manifest;
}

/** The same project with other copies. */
async function withCopies(
  root: MemoryDirectory,
  projectId: string,
  copyOf: (file: EventsFile) => Promise<EventsFile['sorted']>,
): Promise<void> {
  const manifest = await manifestOf(root, projectId);
  const files: EventsFile[] = [];
  for (const { name, bytes, rows, index } of manifest.files) {
    const plain = { name, bytes, rows, index };
    const sorted = await copyOf(plain);
    files.push({ ...plain, ...(sorted && { sorted }) });
  }
  await writeManifest((await root.find(projectId))!, { ...manifest, generation: manifest.generation + 1, files });
}

/** As an earlier version left it. */
async function asBefore(root: MemoryDirectory, projectId: string): Promise<MemoryDirectory> {
  const old = root.reopened();
  await withCopies(old, projectId, async () => undefined);
  const folder = (await old.find(projectId))!;
  for (const { name } of await folder.list()) if (name.startsWith('sorted-')) await folder.remove(name);
  return old;
}

/** The same files, but none that a copy was made of can be read, save for its texts. */
async function onlyCopies(root: Directory, projectId: string): Promise<Directory> {
  const { files } = await openStoredProject(root, projectId);
  const forbidden = new Set<number>();
  for (const { index } of files) {
    for (const { time, event, properties } of index.segments)
      for (const { at } of [time, event, ...properties.map(({ rows }) => rows)]) forbidden.add(at);
  }
  // Columns that take no bytes lie where the next block does.
  for (const { file, index } of files) {
    forbidden.delete(file.index.at);
    for (const text of Object.values(index.dictionaries).flat())
      for (const { at } of [text, text.lengths]) forbidden.delete(at);
  }
  const view = (of: Directory): Directory => ({
    ...of,
    open: async (name) => {
      const file = await of.open(name);
      if (file === null || !/^(events|merged)-/.test(name)) return file;
      return {
        ...file,
        read: async (offset, length) => {
          if (forbidden.has(offset)) throw new Error(`${name} is read at ${offset}`);
          return file.read(offset, length);
        },
      };
    },
    find: async (name) => {
      const found = await of.find(name);
      return found && view(found);
    },
  });
  return view(root);
}

/** Everything that readers are given, number by number. */
async function allOf(reader: ProjectReader) {
  const columns = [];
  for (const { name } of await reader.properties()) columns.push(await reader.propertyColumn(name));
  return { table: await reader.eventTable(), users: await reader.userIds(), columns };
}

const someEvent = fc.record(
  {
    event: fc.constantFrom('A', 'A', 'B', 'B', 'B', 'rare', 'é'),
    user: fc.constantFrom('u', 'v', 'w', 'x', 'y', 'z'),
    time: fc.nat({ max: 60 }).map((hour) => hour * HOUR + (hour % 3)),
    id: fc.constantFrom('1', '2'),
    processed: fc.nat({ max: 3 }),
    properties: fc.record(
      { p: fc.constantFrom('a', 'b', 1, 2.5, true, null, ['a']), q: fc.nat({ max: 2 }), r: fc.constant('same') },
      { requiredKeys: ['r'] },
    ),
  },
  { requiredKeys: ['event', 'user', 'time'] },
);
const someImports = fc.array(
  fc.record({
    mode: fc.constantFrom('add' as const, 'replace-days' as const),
    events: fc.array(someEvent, { minLength: 1, maxLength: 30 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('a project with sorted copies', () => {
  let narrowings = 0;
  afterAll(() => expect(narrowings).toBeGreaterThan(20));

  test.prop([someImports, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 })], { numRuns: 100 })(
    'reads as one whose files are sorted anew, whatever was imported, replaced and merged, and however many users lie together',
    async (imports, groupRows, chunkRows) => {
      const root = memoryDirectory();
      let projectId: string | null = null;
      for (const { mode, events } of imports) ({ projectId } = await importSorted(root, events, { projectId, mode }));
      const old = await asBefore(root, projectId!);
      const expected = await allOf(await openProject(old, projectId!));
      const reader = await openProject(await onlyCopies(root, projectId!), projectId!);
      expect(await allOf(reader)).toEqual(expected);

      const grouped = root.reopened();
      const { files, directory } = await openStoredProject(grouped, projectId!);
      const [userIds, eventNames] = [await readDictionary(files, 'users'), await readDictionary(files, 'events')];
      await withCopies(grouped, projectId!, async ({ name }) => {
        const file = files.find((one) => one.file.name === name)!;
        const source = { file, dead: null, userIds, eventNames, encode: undefined, pause: async () => {} };
        return sortFile(directory, source, { groupRows, chunkRows });
      });
      const fromGroups = await openProject(await onlyCopies(grouped, projectId!), projectId!);
      expect(await allOf(fromGroups)).toEqual(expected);

      const rows = await readEvents(reader);
      for (const event of ['A', 'rare', 'é']) {
        const did = new Set(rows.filter((row) => row.event === event).map(({ user }) => user));
        const theirs = rows.filter(({ user }) => did.has(user));
        const narrowed = await fromGroups.narrow([event]);
        if (theirs.length > rows.length / 2) expect(narrowed).toBe(fromGroups);
        if (theirs.length === 0) expect(narrowed).not.toBe(fromGroups);
        expect(await readEvents(narrowed)).toEqual(narrowed === fromGroups ? rows : theirs);
        if (narrowed !== fromGroups && theirs.length > 0) narrowings += 1;
        expect((await narrowed.eventTable()).eventNames).toEqual(expected.table.eventNames);
      }
    },
  );

  test.prop([fc.array(someEvent, { minLength: 1, maxLength: 60 })])(
    'holds its events by user, time and name, and where these are equal as they were imported',
    async (events) => {
      const unlike = events.map((event, i) => ({ ...event, id: `${i}`, properties: { i } }));
      const root = memoryDirectory();
      const { projectId } = await importSorted(root, unlike);
      const ids = [...new Set(events.map(({ user }) => user))];
      const place = new Map(Array.from(orderOfUsers(ids), (user, at) => [ids[user], at]));
      const byName = (a: TestEvent, b: TestEvent) => (a.event < b.event ? -1 : a.event > b.event ? 1 : 0);
      const sorted = [...unlike].sort(
        (a, b) => place.get(a.user)! - place.get(b.user)! || a.time - b.time || byName(a, b),
      );
      const read = await readEvents(await openProject(root, projectId));
      expect(read.map(({ properties }) => properties)).toEqual(sorted.map(({ properties }) => properties));
    },
  );

  it('of an earlier version is opened, and its next import makes the copies', async () => {
    const root = memoryDirectory();
    const first = Array.from({ length: 50 }, (_, i) => ({
      event: 'E',
      user: `u${i % 9}`,
      time: i * HOUR,
      properties: { i },
    }));
    const { projectId } = await importSorted(root, first);
    const old = await asBefore(root, projectId);
    expect(await readEvents(await openProject(old, projectId))).toHaveLength(50);
    await importSorted(old, [{ event: 'E', user: 'u1', time: 7 }], { projectId });
    expect((await manifestOf(old, projectId)).files.map(({ sorted }) => sorted?.name)).toEqual([
      'sorted-events-1.bin',
      'sorted-events-2.bin',
    ]);
    expect(await readEvents(await openProject(old, projectId))).toHaveLength(51);
  });

  it('whose copy went away is read from its files, and its next import makes the copy anew', async () => {
    const root = memoryDirectory();
    const events = Array.from({ length: 9 }, (_, i) => ({ event: 'E', user: 'u', time: i, properties: { i } }));
    const { projectId } = await importSorted(root, events);
    const path = `${projectId}/sorted-events-1.bin`;
    await (await root.find(projectId))!.remove('sorted-events-1.bin');
    expect(await readEvents(await openProject(root, projectId))).toHaveLength(9);
    await importSorted(root, [{ event: 'E', user: 'v', time: 7 }], { projectId });
    expect(root.contents().has(path)).toBe(true);
  });

  it('counts an import for whose copy there is no room', async () => {
    const root = memoryDirectory();
    const fullForCopies = (directory: Directory): Directory => ({
      ...directory,
      create: async (name) => {
        if (name.startsWith('sorted-')) throw new PteroError({ code: 'store/full', message: 'no room' });
        return directory.create(name);
      },
      find: async (name) => {
        const found = await directory.find(name);
        return found && fullForCopies(found);
      },
      make: async (name) => fullForCopies(await directory.make(name)),
    });
    const { projectId, eventsAdded } = await importSorted(fullForCopies(root), [
      { event: 'E', user: 'u', time: 1, properties: { p: 'x' } },
    ]);
    expect(eventsAdded).toBe(1);
    expect([...root.contents().keys()].some((path) => path.includes('sorted-'))).toBe(false);
    expect(await readEvents(await openProject(root, projectId))).toHaveLength(1);
  });
});

/** Counts the bytes that are read. */
function counted(directory: Directory): { readonly directory: Directory; bytes(): number } {
  let bytes = 0;
  const view = (of: Directory): Directory => ({
    ...of,
    open: async (name) => {
      const file = await of.open(name);
      if (file === null) return null;
      return {
        bytes: file.bytes,
        read: async (offset, length) => {
          bytes += length;
          return file.read(offset, length);
        },
      };
    },
    find: async (name) => {
      const found = await of.find(name);
      return found && view(found);
    },
  });
  return { directory: view(directory), bytes: () => bytes };
}

describe('a scenario of few users', () => {
  it('reads a small part of the bytes, and of several files', async () => {
    const root = memoryDirectory();
    const dayOf = (day: number) =>
      Array.from({ length: 90_000 }, (_, i) => ({
        event: i % 3000 === 7 && day === 0 && i < 9000 ? 'Rare' : `E${i % 11}`,
        user: `user ${i % 3000}`,
        time: day * 24 * HOUR + i * 900,
        id: `${i}`,
        properties: { plan: `p${i % 5}`, n: (i * 7919) % 10_000, ...(i % 10 === 0 && { some: `v${i % 400}` }) },
      }));
    const { projectId } = await importSorted(root, dayOf(0), { size: 90_000 });
    await importSorted(root, dayOf(1), { projectId, size: 90_000 });

    const read = async (didAny?: readonly string[]) => {
      const { directory, bytes } = counted(root);
      const data = await createProjectData((id) => openProject(directory, id))(projectId, didAny);
      return { bytes: bytes(), data };
    };
    const [whole, few] = [await read(), await read(['Rare'])];
    expect(few.data.userIds).toEqual(['user 7']);
    expect(few.data.events.row.length).toBe(60);
    expect(few.data.columns.map(({ name }) => name)).toEqual(whole.data.columns.map(({ name }) => name));
    expect(few.bytes).toBeLessThan(whole.bytes / 6);
  });
});
