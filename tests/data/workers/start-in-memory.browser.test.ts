import { describe, expect, it } from 'vitest';
import { createAnalysisClient } from '#data/workers/analysis-client.ts';
import { createIngestClient } from '#data/workers/ingest-client.ts';
import { canKeepFiles, workersInMemory } from '#data/workers/start-in-memory.ts';
import { definition } from '#tests/ui/fakes/clients.ts';
import { shopEvents, shopFile } from '../../faults/shop.ts';

const request = { projectId: null, projectName: 'P', timeBasis: { kind: 'utc' }, mode: 'add', source: '' } as const;
const options = () => ({ signal: new AbortController().signal, onProgress: () => {} });

describe('a window that can keep no files', () => {
  it('is told by its private file system, which is missing or refused', async () => {
    expect(await canKeepFiles()).toBe(true);
    expect(await canKeepFiles({} as StorageManager)).toBe(false);
    expect(
      await canKeepFiles({ getDirectory: () => Promise.reject(new Error('denied')) } as unknown as StorageManager),
    ).toBe(false);
  });

  it('imports, lists and answers from the memory of one worker, and leaves no file', async () => {
    const workers = workersInMemory();
    const store = workers.startStore();
    const ingest = createIngestClient(workers.startIngest);
    const report = await ingest.run({ ...request, files: [shopFile(shopEvents(0, 3000))] }, options());
    expect(report).toMatchObject({ eventsAdded: 3000, project: { events: 3000, users: 7 } });
    const again = await ingest.run(
      { ...request, projectId: report.projectId, files: [shopFile(shopEvents(2000, 4000))] },
      options(),
    );
    expect(again).toMatchObject({ eventsAdded: 1000, duplicatesDropped: 1000 });
    expect(await store.projects()).toMatchObject([{ id: report.projectId, totals: { events: 4000 }, health: 'sound' }]);
    expect((await store.storage()).usedBytes).toBeGreaterThan(1000);
    expect(await store.persist()).toBe(false);

    const analysis = createAnalysisClient({ start: workers.startAnalysis, store, now: () => 1 });
    const result = await analysis.run(report.projectId, definition('Open', 'Pay'), options());
    expect(result.flow.entrants).toBe(7);

    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('ptero-projects', { create: true });
    const there: string[] = [];
    for await (const name of folder.keys()) there.push(name);
    expect(there).not.toContain(report.projectId);
  });

  it('waits for the answer of a cancelled import, since its worker goes on, and adds nothing', async () => {
    const workers = workersInMemory();
    const store = workers.startStore();
    const ingest = createIngestClient(workers.startIngest);
    const controller = new AbortController();
    const run = ingest.run(
      { ...request, files: [shopFile(shopEvents(0, 200_000))] },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(run).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(await store.projects()).toEqual([]);
  });
});
