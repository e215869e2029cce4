import { describe, expect, it } from 'vitest';
import type { TimeBasis } from '#contract/ingest.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_OF_JUNE = Date.UTC(2026, 5, 1);
const utc: TimeBasis = { kind: 'utc' };

/** An event an hour of the given days of June, on clocks that are `offset` hours ahead of UTC. */
const hourly = (days: readonly number[], offset: number, event = 'Old'): TestEvent[] =>
  days.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => ({
      event,
      user: 'u',
      time: FIRST_OF_JUNE + (day - 1) * DAY + (hour - offset) * HOUR,
    })),
  );

async function replace(before: readonly TestEvent[], after: readonly TestEvent[], timeBasis = utc) {
  const root = memoryDirectory();
  const open = createOpenImportSession(root, memoryLocks());
  const { projectId } = await importEvents(open, before, { timeBasis, size: 10 });
  const result = await importEvents(open, after, { projectId, mode: 'replace-days' });
  const rows = await readEvents(await openProject(root, projectId));
  return { ...result, rows: rows.map(({ event, time }) => [event, (time - FIRST_OF_JUNE) / HOUR]) };
}

describe('replacing days', () => {
  it.each([
    ['UTC−8', -8, { kind: 'wall-clock', zone: 'Etc/GMT+8' }],
    ['UTC+2', 2, { kind: 'wall-clock', zone: 'Europe/Berlin' }],
    ['UTC+5:30', 5.5, { kind: 'wall-clock', zone: 'Asia/Kolkata' }],
    ['Los Angeles, with UTC epochs', -7, utc],
    ['Kolkata, with UTC epochs', 5.5, utc],
  ] as const)('takes the middle one of three days, and nothing beside it: %s', async (_, offset, timeBasis) => {
    const outcome = await replace(hourly([1, 2, 3], offset), hourly([2], offset, 'New'), timeBasis);
    expect(outcome.totals.events).toBe(72);
    expect(outcome).toMatchObject({ eventsReplaced: 24, eventsAdded: 24 });
    expect(outcome.rows.filter(([event]) => event === 'New')).toHaveLength(24);
  });

  it.each([
    ['Los Angeles, with UTC epochs', -7, utc],
    ['Los Angeles', -7, { kind: 'wall-clock', zone: 'America/Los_Angeles' }],
    ['Berlin', 2, { kind: 'wall-clock', zone: 'Europe/Berlin' }],
  ] as const)('keeps a day between two that are replaced: %s', async (_, offset, timeBasis) => {
    const outcome = await replace(hourly([1, 2, 3, 4], offset), hourly([1, 3], offset, 'New'), timeBasis);
    expect(outcome.totals.events).toBe(96);
    expect(outcome.eventsReplaced).toBe(48);
  });

  it('takes what lies between two events of neighbouring days of the zone, however far apart', async () => {
    const at = (hour: number, event: string) => ({ event, user: 'u', time: FIRST_OF_JUNE + hour * HOUR });
    const before = [at(1, 'Early'), at(20, 'Old'), at(30, 'Old'), at(48, 'Late')];
    const after = [at(2, 'New'), at(40, 'New')];
    const zoned = await replace(before, after, { kind: 'wall-clock', zone: 'Etc/UTC' });
    expect(zoned.rows).toEqual([
      ['Early', 1],
      ['New', 2],
      ['New', 40],
      ['Late', 48],
    ]);
    expect((await replace(before, after)).eventsReplaced).toBe(0);
  });

  it('takes rows as old as the first and the last event of the import, and no older or younger one', async () => {
    const before = [-1, 0, 5, 6].map((time) => ({ event: 'Old', user: 'u', time: DAY + time }));
    const after = [0, 5, 5].map((time) => ({ event: 'New', user: 'u', time: DAY + time }));
    const { rows, ...outcome } = await replace(before, after);
    expect(outcome).toMatchObject({ eventsAdded: 2, duplicatesDropped: 1, eventsReplaced: 2 });
    expect(rows.map(([event]) => event)).toEqual(['Old', 'New', 'New', 'Old']);
  });
});
