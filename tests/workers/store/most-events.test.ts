import { describe, expect, it } from 'vitest';
import { mostCells, mostEvents } from '#workers/shared/most-events.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { importEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const events: TestEvent[] = Array.from({ length: 30 }, (_, i) => ({ event: 'E', user: `u${i}`, time: 1000 + i }));

describe('more events than a project can hold', () => {
  it('are refused before memory runs out, counting those that are there, and change nothing', async () => {
    const root = memoryDirectory();
    const open = createOpenImportSession(root, memoryLocks(), 50);
    const { projectId } = await importEvents(open, events);
    const more = events.slice(0, 21).map((event) => ({ ...event, time: event.time + 1e6 }));
    await expect(importEvents(open, more, { projectId })).rejects.toMatchObject({
      code: 'import/too-large',
      message: expect.stringMatching(/about 51 events.*about 50\..*Export fewer days/) as string,
    });
    expect(await listProjects(root)).toMatchObject([{ totals: { events: 30 } }]);
    await importEvents(open, more.slice(1), { projectId });
    expect(await listProjects(root)).toMatchObject([{ totals: { events: 50 } }]);
  });

  it('are fewer where there is less memory, and twenty million fit into a usual computer', () => {
    expect(mostEvents(4)).toBe(mostEvents(8) / 2);
    expect(mostEvents(8)).toBeGreaterThan(20_000_000);
  });

  it('have room for fewer properties the more they are, and for ten at least', () => {
    expect(mostCells(20_000_000, 8) / 20_000_000).toBeGreaterThan(30);
    expect(mostCells(mostEvents(8), 8) / mostEvents(8)).toBeCloseTo(10, 3);
    expect(mostCells(100_000_000, 8)).toBe(0);
  });
});

describe('an import into a new project', () => {
  it('takes no lock of a finished one, so it never refuses an import into that', async () => {
    const root = memoryDirectory();
    const taken: string[] = [];
    const locks = memoryLocks();
    const open = createOpenImportSession(root, {
      take: (projectId) => {
        taken.push(projectId);
        return locks.take(projectId);
      },
    });
    const first = await importEvents(open, events);
    const second = await importEvents(open, events);
    expect(taken).toEqual([first.projectId, second.projectId]);
  });
});
