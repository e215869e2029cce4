import { beforeAll, describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { verifyBlocks } from '#workers/store/read/verify-project.ts';
import { importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';
import { sortNow } from './sort-now.ts';

const root = memoryDirectory();
let projectId = '';
let sound: TestEvent[] = [];

beforeAll(async () => {
  const open = createOpenImportSession(root, memoryLocks());
  const events = Array.from({ length: 40 }, (_, i) => ({
    event: `E${i % 3}`,
    user: `u${i % 7}`,
    time: i * 1_234_567,
    processed: i,
    properties: { p: `v${i % 5}`, q: i / 8, r: i % 2 === 0 },
  }));
  ({ projectId } = await importEvents(open, events, { size: 40 }));
  await importEvents(
    open,
    events.slice(30).map((event) => ({ ...event, processed: 99, properties: { p: 'later' } })),
    { projectId, size: 40 },
  );
  await sortNow(root, projectId);
  sound = await readEvents(await openProject(root, projectId));
});

async function readAll(copy: MemoryDirectory): Promise<TestEvent[]> {
  await verifyBlocks(await openStoredProject(copy, projectId));
  return readEvents(await openProject(copy, projectId));
}

describe('a damaged file', () => {
  it('is noticed whichever of its bytes is wrong, or gives the same events', async () => {
    const tally = { damaged: 0, unharmed: 0 };
    let copies = 0;
    for (const [path, bytes] of root.contents()) {
      // The state that the second import replaced is read by nobody.
      if (path.endsWith('state-1.bin')) continue;
      const isCopy = path.includes('/sorted-');
      const isPacked = path.endsWith('.bin');
      for (let at = 0; at < bytes.length; at += isPacked ? 3 : 97) {
        const copy = root.reopened();
        const changed = bytes.slice();
        changed[at]! ^= 1 << (at % 8);
        copy.overwrite(path, changed);
        const outcome = await readAll(copy).catch((cause: unknown) => cause);
        if (outcome instanceof Error) {
          expect(outcome).toMatchObject({ code: 'store/damaged' });
          tally.damaged += 1;
        } else {
          expect(outcome).toEqual(sound);
          if (isCopy) copies += 1;
          else tally.unharmed += 1;
        }
        // The files that a copy was made of are whole: they are read then.
        if (isCopy) expect(outcome).not.toBeInstanceOf(Error);
      }
    }
    expect(copies).toBeGreaterThan(100);
    // Unharmed: the other copy of the manifest, and the padding between blocks.
    expect(tally.damaged).toBeGreaterThan(5 * tally.unharmed);
  });

  it('is named, with its project, and the list says so when a file is short or gone', async () => {
    for (const harm of ['short', 'gone'] as const) {
      const copy = root.reopened();
      const path = `${projectId}/events-1.bin`;
      if (harm === 'short') copy.overwrite(path, copy.contents().get(path)!.slice(0, -8));
      else await (await copy.find(projectId))!.remove('events-1.bin');
      await expect(openProject(copy, projectId)).rejects.toMatchObject({
        code: 'store/damaged',
        details: { project: 'Shop', file: 'events-1.bin' },
      });
      expect(await listProjects(copy)).toMatchObject([
        { id: projectId, name: 'Shop', health: 'damaged', damage: expect.stringContaining('events-1.bin') },
      ]);
    }
  });

  it('is survived when it is one of the two manifests', async () => {
    for (const slot of ['manifest-a', 'manifest-b']) {
      const copy = root.reopened();
      copy.overwrite(`${projectId}/${slot}`, new Uint8Array(5));
      expect(await readAll(copy)).toEqual(sound);
    }
  });

  it('is said to be damage when both manifests are broken, and the project does not vanish', async () => {
    const copy = root.reopened();
    for (const slot of ['manifest-a', 'manifest-b']) copy.overwrite(`${projectId}/${slot}`, new Uint8Array(5));
    await expect(openProject(copy, projectId)).rejects.toMatchObject({ code: 'store/damaged' });
    expect(await listProjects(copy)).toMatchObject([{ id: projectId, health: 'damaged' }]);
    await importEvents(createOpenImportSession(copy, memoryLocks()), [{ event: 'E', user: 'u', time: 1 }]);
    expect(await listProjects(copy)).toHaveLength(2);
  });

  it('is not added to by another import', async () => {
    const copy = root.reopened();
    const path = `${projectId}/state-2.bin`;
    copy.overwrite(
      path,
      copy
        .contents()
        .get(path)!
        .map((byte) => byte ^ 1),
    );
    const again = importEvents(createOpenImportSession(copy, memoryLocks()), [{ event: 'E', user: 'u', time: 1 }], {
      projectId,
    });
    await expect(again).rejects.toMatchObject({ code: 'store/damaged' });
  });
});

describe('a project of a newer version', () => {
  it('is not read, and not taken for nothing', async () => {
    const { crc32 } = await import('#workers/shared/crc32.ts');
    const copy = root.reopened();
    const bytes = copy.contents().get(`${projectId}/manifest-a`)!.slice();
    const words = new DataView(bytes.buffer);
    words.setUint32(4, 2, true);
    words.setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)), true);
    copy.overwrite(`${projectId}/manifest-a`, bytes);
    expect(await listProjects(copy)).toMatchObject([
      { health: 'damaged', damage: expect.stringContaining('newer version') },
    ]);
  });
});
