import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { verifyBlocks } from '#workers/store/read/verify-project.ts';
import { chooseMerge } from '#workers/store/write/choose-merge.ts';
import { importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';
import { importSorted, sortNow } from './sort-now.ts';

const DAY = 86_400_000;
const importer = (root: MemoryDirectory) => createOpenImportSession(root, memoryLocks());

/** Twelve events of one day; `version` tells one pull of it from another. */
const dayOf = (day: number, version = 0): TestEvent[] =>
  Array.from({ length: 12 }, (_, i) => ({
    event: `E${i % 3}`,
    user: `u${(i + day) % 5}`,
    time: day * DAY + i * 3_600_000,
    id: `${i}`,
    processed: version,
    properties: { n: 100 * day + i, version, ...(i % 4 === 0 && { text: `t${day}`, list: [day, `${i}`] }) },
  }));

async function filesOf(root: MemoryDirectory, projectId: string): Promise<string[]> {
  return (await openStoredProject(root, projectId)).manifest.files.map(({ name }) => name);
}

const spelled = (rows: readonly TestEvent[]) => rows.map((row) => JSON.stringify(row));

describe('many imports into one project', () => {
  it('stay a few files, hold every event, and keep the order of import where times are equal', async () => {
    const root = memoryDirectory();
    let projectId: string | null = null;
    for (let day = 0; day < 80; day += 1) {
      ({ projectId } = await importEvents(importer(root), dayOf(day), { projectId }));
      expect((await filesOf(root, projectId)).length).toBeLessThanOrEqual(15);
    }
    const tied = ['second', 'first', 'third'].map((id) => ({
      event: 'Tied',
      user: 'u0',
      time: 7,
      id,
      properties: { id },
    }));
    for (let i = 0; i < 20; i += 1) {
      const event = tied[i] ?? { event: 'Later', user: 'u1', time: 1000 + i };
      await importEvents(importer(root), [event], { projectId });
    }
    await verifyBlocks(await openStoredProject(root, projectId!));
    const rows = await readEvents(await openProject(root, projectId!));
    expect(rows.filter(({ time }) => time === 7).map(({ properties }) => properties?.['id'])).toEqual([
      'second',
      'first',
      'third',
    ]);

    const once = memoryDirectory();
    const all = Array.from({ length: 80 }, (_, day) => dayOf(day)).flat();
    const { projectId: anew } = await importEvents(importer(once), all);
    const isOfADay = ({ properties }: TestEvent) => properties?.['n'] !== undefined;
    expect(spelled(rows.filter(isOfADay))).toEqual(spelled(await readEvents(await openProject(once, anew))));
  });

  it('of the same day over and over do not take more and more room', async () => {
    const root = memoryDirectory();
    let projectId: string | null = null;
    const bytes: number[] = [];
    for (let version = 0; version < 60; version += 1) {
      ({ projectId } = await importEvents(importer(root), dayOf(1, version), { projectId, mode: 'replace-days' }));
      const { manifest } = await openStoredProject(root, projectId);
      bytes.push(manifest.files.reduce((sum, file) => sum + file.bytes, 0));
    }
    expect(Math.max(...bytes.slice(30))).toBeLessThanOrEqual(1.2 * Math.max(...bytes.slice(0, 30)));
    const rows = await readEvents(await openProject(root, projectId!));
    expect(rows.map(({ properties }) => properties!['version'])).toEqual(Array.from({ length: 12 }, () => 59));
  });

  test.prop(
    [
      fc.array(
        fc.record({
          day: fc.nat({ max: 3 }),
          version: fc.nat({ max: 3 }),
          replaces: fc.boolean(),
          rows: fc.nat({ max: 12 }),
        }),
        { minLength: 9, maxLength: 20 },
      ),
    ],
    { numRuns: 25 },
  )('give what one import after the other gives without merging', async (imports) => {
    const root = memoryDirectory();
    const apart = memoryDirectory();
    let projectId: string | null = null;
    let rows: TestEvent[] = [];
    for (const { day, version, replaces, rows: size } of imports) {
      const events = dayOf(day, version).slice(0, size + 1);
      const mode = replaces ? 'replace-days' : 'add';
      ({ projectId } = await importEvents(importer(root), events, { projectId, mode }));
      rows = replaces ? rows.filter(({ time }) => time < events[0]!.time || time > events.at(-1)!.time) : rows;
      for (const event of events) {
        const at = rows.findIndex(({ properties }) => properties!['n'] === event.properties!['n']);
        if (at >= 0 && rows[at]!.processed! >= version) continue;
        rows = [...rows.filter((_, i) => i !== at), event];
      }
    }
    const { projectId: expected } = await importEvents(importer(apart), rows);
    expect(spelled(await readEvents(await openProject(root, projectId!))).sort()).toEqual(
      spelled(await readEvents(await openProject(apart, expected))).sort(),
    );
  });
});

describe('merging', () => {
  async function sevenDays(): Promise<{ root: MemoryDirectory; projectId: string }> {
    const root = memoryDirectory();
    let projectId: string | null = null;
    for (let day = 0; day < 7; day += 1)
      ({ projectId } = await importEvents(importer(root), dayOf(day), { projectId, mode: 'add' }));
    return { root, projectId: projectId! };
  }

  it('is killed, or fails, at any moment and leaves the old events or the new ones', async () => {
    const { root, projectId } = await sevenDays();
    const before = await readEvents(await openProject(root, projectId));
    const whole = root.reopened();
    await importEvents(importer(whole), dayOf(6, 1), { projectId });
    expect(await filesOf(whole, projectId)).toEqual(['merged-8.bin']);
    const after = await readEvents(await openProject(whole, projectId));

    const seen = { old: 0, merged: 0, unmerged: 0 };
    for (const plant of ['killAfter', 'failOnceAfter'] as const) {
      for (let changes = 0; ; changes += 1) {
        const copy = root.reopened();
        copy[plant](changes);
        const failed = await importEvents(importer(copy), dayOf(6, 1), { projectId }).then(
          () => false,
          () => true,
        );
        const isThrough = !failed && copy.changes() <= changes;
        const reopened = copy.reopened();
        await verifyBlocks(await openStoredProject(reopened, projectId));
        const rows = await readEvents(await openProject(reopened, projectId));
        const isOld = spelled(rows).join() === spelled(before).join();
        if (!isOld) expect(spelled(rows)).toEqual(spelled(after));
        if (!failed) expect(isOld).toBe(false);
        const files = await filesOf(reopened, projectId);
        seen[isOld ? 'old' : files.length === 1 ? 'merged' : 'unmerged'] += 1;

        await importEvents(importer(reopened), dayOf(6, 1), { projectId });
        expect(await readEvents(await openProject(reopened, projectId))).toHaveLength(after.length);
        if (isThrough) break;
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(1);
  });

  it('does not lose an import where an older file is damaged', async () => {
    const { root, projectId } = await sevenDays();
    await sortNow(root, projectId);
    const { at } = (await openStoredProject(root, projectId)).files[1]!.index.segments[0]!.time;
    const path = `${projectId}/events-2.bin`;
    const bytes = root.contents().get(path)!.slice();
    bytes[at]! ^= 1;
    root.overwrite(path, bytes);
    const { totals } = await importSorted(root, dayOf(8), { projectId });
    expect(totals.events).toBe(8 * 12);
    expect(await filesOf(root, projectId)).toHaveLength(8);
    const verified = verifyBlocks(await openStoredProject(root, projectId));
    await expect(verified).rejects.toSatisfy((cause) => cause instanceof PteroError && cause.code === 'store/damaged');
    // What is damaged was copied while it was whole.
    expect(await readEvents(await openProject(root, projectId))).toHaveLength(8 * 12);
  });
});

describe('which files are merged', () => {
  const small = { rows: 20_000, dead: 0 };
  const middle = { rows: 200_000, dead: 0 };
  const large = { rows: 4_000_000, dead: 0 };
  const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

  it('is the last eight of a size, and never the large ones before them', () => {
    expect(chooseMerge([large, ...times(7, small)])).toBeNull();
    expect(chooseMerge([large, ...times(8, small)])).toEqual({ from: 1, to: 9 });
    expect(chooseMerge([large, ...times(7, middle), ...times(8, small)])).toEqual({ from: 8, to: 16 });
    expect(chooseMerge([large, ...times(8, middle), small])).toEqual({ from: 1, to: 10 });
    expect(chooseMerge(times(20, large))).toBeNull();
  });

  it('is a large one that is mostly dead', () => {
    expect(chooseMerge([{ ...large, dead: 1_900_000 }, small])).toBeNull();
    expect(chooseMerge([small, { ...large, dead: 2_100_000 }, small])).toEqual({ from: 1, to: 2 });
  });
});
