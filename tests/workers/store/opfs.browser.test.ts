import { wrap, type Remote } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '#contract/reply.ts';
import { openProject, openStoreRoot } from '#workers/store/project-reader.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { verifyBlocks } from '#workers/store/read/verify-project.ts';
import { webWriterLocks } from '#workers/store/writer-locks.ts';
import { readEvents, type TestEvent } from './batches.ts';
import type { Importer } from './opfs-worker.ts';

const events: TestEvent[] = Array.from({ length: 2_500 }, (_, i) => ({
  event: `E${i % 4}`,
  user: `u${i % 91}`,
  time: 1_700_000_000_000 + i * 60_000,
  id: `${i}`,
  properties: { n: i, text: `v${i % 9}` },
}));

let workers: Worker[] = [];
function importingTab(): { importer: Remote<Importer>; kill: () => void } {
  const worker = new Worker(new URL('./opfs-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return { importer: wrap<Importer>(worker), kill: () => worker.terminate() };
}

const value = async <T>(outcome: Promise<Reply<T>>): Promise<T> => {
  const reply = await outcome;
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.value;
};
const lockIsFree = (projectId: string) => navigator.locks.request(`ptero-import-${projectId}`, () => true);

async function wipe(): Promise<void> {
  const root = await openStoreRoot();
  for (const { name } of await root.list()) await root.remove(name);
}

beforeEach(wipe);
afterEach(async () => {
  for (const worker of workers) worker.terminate();
  workers = [];
});

describe('in the private file system of a real browser', () => {
  it('what one worker imports another thread reads, and imports add up', async () => {
    const { importer } = importingTab();
    const { projectId, totals } = await value(importer.run(events.slice(0, 2_000), null));
    expect(totals).toMatchObject({ events: 2_000, users: 91, eventNames: 4 });
    const again = await value(importer.run(events.slice(1_000), projectId));
    expect(again).toMatchObject({ eventsAdded: 500, duplicatesDropped: 1_000 });
    const root = await openStoreRoot();
    const rows = await readEvents(await openProject(root, projectId));
    expect(rows).toHaveLength(2_500);
    expect(rows.toSorted((a, b) => a.time - b.time).map(({ properties }) => properties!.n)).toEqual(
      events.map((_, i) => i),
    );
    expect(await listProjects(root)).toMatchObject([{ id: projectId, health: 'sound' }]);
  });

  it('a second writer is refused and readers are not', async () => {
    const first = importingTab().importer;
    const { projectId } = await value(first.run(events.slice(0, 10), null));
    await value(first.begin(events, projectId));
    const refused = await importingTab().importer.run(events, projectId);
    expect(refused).toMatchObject({ ok: false, error: { code: 'store/locked' } });
    const root = await openStoreRoot();
    expect(await readEvents(await openProject(root, projectId))).toHaveLength(10);
    expect(await value(first.finish())).toMatchObject({ totals: { events: 2_500 } });
  });

  it('a tab killed in the middle leaves the old events, frees the lock, and the next import clears up', async () => {
    const slow = importingTab();
    const { projectId } = await value(slow.importer.run(events.slice(0, 10), null));
    await value(slow.importer.begin(events, projectId));
    slow.kill();
    await lockIsFree(projectId);
    const root = await openStoreRoot();
    expect(await readEvents(await openProject(root, projectId))).toHaveLength(10);
    const next = importingTab().importer;
    expect(await value(next.run(events, projectId))).toMatchObject({ eventsAdded: 2_490, duplicatesDropped: 10 });
    await verifyBlocks(await openStoredProject(root, projectId));
  });

  it('a wrong byte is noticed', async () => {
    const { projectId } = await value(importingTab().importer.run(events, null));
    const origin = await navigator.storage.getDirectory();
    const folder = await (await origin.getDirectoryHandle('ptero-projects')).getDirectoryHandle(projectId);
    const handle = await folder.getFileHandle('events-1.bin');
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    bytes[bytes.length >> 2]! ^= 8;
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    await expect(openStoredProject(await openStoreRoot(), projectId).then(verifyBlocks)).rejects.toMatchObject({
      code: 'store/damaged',
      details: { file: 'events-1.bin' },
    });
  });

  it('a removed project is gone', async () => {
    const { projectId } = await value(importingTab().importer.run(events, null));
    const root = await openStoreRoot();
    await root.remove(projectId);
    expect(await listProjects(root)).toEqual([]);
    await expect(openProject(root, projectId)).rejects.toMatchObject({ code: 'store/missing' });
  });

  it('the writer lock is given once and comes back', async () => {
    const locks = webWriterLocks();
    const release = await locks.take('p');
    expect(await locks.take('p')).toBeNull();
    release!();
    await lockIsFree('p');
    const again = await locks.take('p');
    expect(again).not.toBeNull();
    again!();
  });

  it('who gives way is told that the writer lock is wanted, and it is waited for', async () => {
    const locks = webWriterLocks();
    const yielding = (await locks.takeYielding('q'))!;
    expect(await locks.takeYielding('q')).toBeNull();
    expect(await yielding.isWanted()).toBe(false);
    const wanted = locks.take('q');
    await vi.waitFor(async () => expect(await yielding.isWanted()).toBe(true));
    yielding.release();
    const release = await wanted;
    expect(release).not.toBeNull();
    expect(await locks.takeYielding('q')).toBeNull();
    expect(await locks.take('q')).toBeNull();
    release!();
    await lockIsFree('q');
    expect(await locks.takeYielding('q')).not.toBeNull();
    expect(await webWriterLocks(navigator.locks, 10).take('q')).toBeNull();
  });
});
