import { describe, expect, it } from 'vitest';
import { countUsage, explainUsage } from '#workers/store/count-usage.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { importEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const DAY_MS = 86_400_000;
const NOON = DAY_MS / 2;
const at = (day: number, user: string, more: Partial<TestEvent> = {}): TestEvent => ({
  event: 'View',
  user,
  time: day * DAY_MS + NOON,
  ...more,
});

async function stored(...projects: readonly (readonly TestEvent[])[]) {
  const root = memoryDirectory();
  const ids: string[] = [];
  for (const events of projects)
    ids.push((await importEvents(createOpenImportSession(root, memoryLocks()), events)).projectId);
  return { root, projects: ids.map((projectId) => ({ projectId, zone: null as string | null })) };
}

describe('monthly users of stored projects', () => {
  it('counts a person of two projects once by Ptero and twice by Mixpanel', async () => {
    const { root, projects } = await stored([at(100, 'ada'), at(100, 'bob')], [at(101, 'ada')]);
    const usage = await countUsage(root, projects, 200);
    expect([usage.firstDay, usage.lastDay]).toEqual([100, 101]);
    expect([...usage.all.ptero]).toEqual([2, 2]);
    expect([...usage.all.mixpanel]).toEqual([2, 3]);
    expect(usage.byProject.map(({ counts }) => [...counts.ptero])).toEqual([
      [2, 2],
      [0, 1],
    ]);
  });

  it('counts days of the zone asked for', async () => {
    const late = { time: 101 * DAY_MS - 1 };
    const { root, projects } = await stored([at(100, 'ada', late)]);
    expect((await countUsage(root, projects, 200)).firstDay).toBe(100);
    const berlin = projects.map((one) => ({ ...one, zone: 'Europe/Berlin' }));
    expect((await countUsage(root, berlin, 200)).firstDay).toBe(101);
  });

  it('leaves out what lies after the day asked for, and bookkeeping', async () => {
    const { root, projects } = await stored([at(100, 'ada'), at(150, 'bob'), at(99, 'cy', { event: '$identify' })]);
    const usage = await countUsage(root, projects, 149);
    expect([usage.firstDay, usage.lastDay]).toEqual([100, 100]);
    expect([...usage.all.ptero]).toEqual([1]);
  });

  it('has no days where nothing counts', async () => {
    const { root, projects } = await stored([at(99, 'cy', { event: '$identify' })]);
    expect((await countUsage(root, projects, 200)).all.ptero).toHaveLength(0);
  });

  it('shows twenty years of one event with a time of long ago', async () => {
    const { root, projects } = await stored([at(1, 'old'), at(20_000, 'ada')]);
    const usage = await countUsage(root, projects, 20_000);
    expect(usage.all.ptero).toHaveLength(7305);
    expect(usage.all.ptero.at(-1)).toBe(1);
  });
});

describe('why they rose', () => {
  it('reads devices and late events from what is stored', async () => {
    const { root, projects } = await stored([
      at(100, '$device:x'),
      at(100, 'ada', { properties: { $device_id: 'x' }, processed: 100 * DAY_MS + NOON + 1 }),
      at(99, 'late', { processed: 110 * DAY_MS }),
      at(20, 'back'),
      at(98, 'back', { processed: 98 * DAY_MS + NOON }),
    ]);
    expect(await explainUsage(root, projects, 100)).toMatchObject({
      now: 4,
      returning: 1,
      newAnonymous: 1,
      newIdentified: 2,
      backfilled: { users: 1, events: 1 },
      sameDevice: { ids: 2, surplus: 1 },
      broughtBy: [{ event: 'View', users: 4 }],
    });
  });

  it('reads late events of rows in any order', async () => {
    const events = [at(100, 'b'), at(90, 'b', { processed: 99 * DAY_MS }), at(95, 'a', { processed: 101 * DAY_MS })];
    const { root, projects } = await stored(events);
    expect((await explainUsage(root, projects, 100)).backfilled).toEqual({ users: 1, events: 2 });
  });
});
