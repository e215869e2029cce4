import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createStore } from '#workers/store/create-store.ts';
import { giveWay } from '#workers/store/give-way.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { verifyBlocks } from '#workers/store/read/verify-project.ts';
import { importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';
import { sortNow } from './sort-now.ts';

const eventsFrom = (from: number): TestEvent[] =>
  Array.from({ length: 30 }, (_, i) => ({
    event: `E${i % 3}`,
    user: `u${i % 7}`,
    time: (from + i) * 3_600_000,
    id: `${from + i}`,
    properties: { n: from + i },
  }));

async function imported(locks = memoryLocks()) {
  const root = memoryDirectory();
  const open = createOpenImportSession(root, locks);
  const { projectId } = await importEvents(open, eventsFrom(0));
  return { root, open, locks, projectId };
}

const copiesOf = async (root: MemoryDirectory, projectId: string) =>
  (await openStoredProject(root, projectId)).manifest.files.map(({ sorted }) => sorted?.name ?? null);
const rowsOf = async (root: MemoryDirectory, projectId: string) => readEvents(await openProject(root, projectId));

describe('after the commit of an import', () => {
  it('the project is whole without sorted copies, and gets them under a manifest of their own', async () => {
    const { root, projectId } = await imported();
    expect(await copiesOf(root, projectId)).toEqual([null]);
    const before = await openProject(root, projectId);
    const rows = await readEvents(before);
    expect(rows).toHaveLength(30);

    await sortNow(root, projectId);
    expect(await copiesOf(root, projectId)).toEqual(['sorted-events-1.bin']);
    const after = await openProject(root, projectId);
    expect(await readEvents(after)).toEqual(rows);
    expect(after.summary.fingerprint).toBe(before.summary.fingerprint);
    expect(after.summary.updatedAt).toBe(before.summary.updatedAt);
    await verifyBlocks(await openStoredProject(root, projectId));
  });

  it('a kill at any change leaves the same events, and what is missing is made the next time', async () => {
    const { root, projectId } = await imported();
    const rows = await rowsOf(root, projectId);
    for (let changes = 0, isOver = false; !isOver; changes += 1) {
      const killed = root.reopened();
      killed.killAfter(changes);
      await sortNow(killed, projectId).catch(() => undefined);
      isOver = killed.changes() < changes;
      const left = killed.reopened();
      expect(await rowsOf(left, projectId)).toEqual(rows);
      await verifyBlocks(await openStoredProject(left, projectId));

      await importEvents(createOpenImportSession(left, memoryLocks()), eventsFrom(40), { projectId });
      await sortNow(left, projectId);
      expect(await copiesOf(left, projectId)).toEqual(['sorted-events-1.bin', 'sorted-events-2.bin']);
      expect(await rowsOf(left, projectId)).toHaveLength(60);
    }
  });

  it('a second import comes in at once, at whichever pause, and the copies are given up until it is done', async () => {
    for (let pauses = 0, isOver = false; !isOver; pauses += 1) {
      const { root, open, locks, projectId } = await imported();
      let reached = 0;
      let second: Promise<unknown> | null = null;
      const pauseFor = giveWay({ isBusy: async () => false, wait: async () => {}, ticks: () => 1000 * reached });
      const lock = { ...locks, takeYielding: vi.fn(locks.takeYielding) };
      await sortNow(root, projectId, lock, async () => {
        if (reached++ === pauses) second = importEvents(open, eventsFrom(40), { projectId });
        await pauseFor(await lock.takeYielding.mock.results[0]!.value)();
      });
      isOver = second === null;
      if (isOver) continue;
      expect(reached).toBe(pauses + 1);
      await second;
      expect(await copiesOf(root, projectId)).toEqual([null, null]);
      expect([...root.contents().keys()].filter((path) => path.includes('sorted-'))).toEqual([]);
      expect(await rowsOf(root, projectId)).toHaveLength(60);
      await sortNow(root, projectId, locks);
      expect(await copiesOf(root, projectId)).toEqual(['sorted-events-1.bin', 'sorted-events-2.bin']);
    }
  });

  it('copies that are made already stay when the rest is given up, and half a copy goes', async () => {
    const { root, open, projectId } = await imported();
    await importEvents(open, eventsFrom(40), { projectId });
    const seen = new Set<string>();
    for (let left = 0; !seen.has('sorted-events-1.bin sorted-events-2.bin'); left += 1) {
      const some = root.reopened();
      let pauses = 0;
      await sortNow(some, projectId, memoryLocks(), async () => {
        if (pauses++ === left) throw new PteroError({ code: 'job/cancelled', message: 'wanted' });
      });
      const copies = (await copiesOf(some, projectId)).filter((name) => name !== null);
      const files = [...some.contents().keys()].filter((path) => path.includes('sorted-'));
      expect(files.map((path) => path.split('/')[1]).sort()).toEqual(copies);
      expect(await rowsOf(some, projectId)).toHaveLength(60);
      seen.add(copies.join(' '));
    }
    expect([...seen]).toEqual(['', 'sorted-events-1.bin', 'sorted-events-1.bin sorted-events-2.bin']);
  });

  it('nothing is done while somebody imports, and a project that was removed stays so', async () => {
    const { root, locks, projectId } = await imported();
    const release = await locks.take(projectId);
    await sortNow(root, projectId, locks);
    expect(await copiesOf(root, projectId)).toEqual([null]);
    release!();
    await root.remove(projectId);
    await expect(sortNow(root, projectId, locks)).rejects.toMatchObject({ code: 'store/missing' });
    expect([...root.contents().keys()]).toEqual([]);
    expect(await locks.take(projectId)).not.toBeNull();
  });

  it('a project can be removed while its copies are made', async () => {
    const { root, locks, projectId } = await imported();
    const store = createStore({
      openRoot: async () => root,
      locks,
      queries: { forget: async () => {} } as never,
      readStorage: async () => ({ usedBytes: 0, quotaBytes: null, persisted: false }),
    });
    let removed: ReturnType<typeof store.remove> | null = null;
    const lock = { ...locks, takeYielding: vi.fn(locks.takeYielding) };
    await sortNow(root, projectId, lock, async () => {
      removed ??= store.remove(projectId);
      await giveWay({ isBusy: async () => false, wait: async () => {}, ticks: () => 0 })(
        await lock.takeYielding.mock.results[0]!.value,
      )();
    });
    expect(await removed).toEqual({ ok: true, value: undefined });
    expect([...root.contents().keys()]).toEqual([]);
  });
});

describe('work that gives way', () => {
  it('waits for as long as somebody waits for an analysis, and stops once the lock is wanted', async () => {
    let at = 0;
    let analyses = 3;
    let isWanted = false;
    const wait = vi.fn(async () => void (analyses -= 1));
    const lock = { isWanted: async () => isWanted, release: () => {} };
    const pause = giveWay({ isBusy: async () => analyses > 0, wait, ticks: () => at })(lock);
    await pause();
    expect(wait).toHaveBeenCalledTimes(3);
    isWanted = true;
    await pause();
    at = 1000;
    await expect(pause()).rejects.toMatchObject({ code: 'job/cancelled' });
  });
});
