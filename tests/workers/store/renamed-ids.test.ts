import { describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { idsOn, renamedDays } from '#workers/store/renamed-ids.ts';
import { importEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const DAY = 86_400_000;
const at = (day: number, user: string, properties: TestEvent['properties'] = {}, event = 'Open'): TestEvent => ({
  event,
  user,
  time: day * DAY + DAY / 2,
  id: `${event} ${user} ${day}`,
  properties,
});
const days = (from: number, to: number) => [{ from: from * DAY, to: (to + 1) * DAY }];

async function stored(...imports: readonly (readonly TestEvent[])[]) {
  const root = memoryDirectory();
  const open = createOpenImportSession(root, memoryLocks());
  let projectId: string | null = null;
  for (const events of imports)
    ({ projectId } = await importEvents(open, events, {
      projectId,
      mode: projectId === null ? 'add' : 'replace-days',
    }));
  return { root, projectId: projectId! };
}

describe('ids of a stretch of time', () => {
  it('are those with an event in it, each once, and none of a project that is not there', async () => {
    const { root, projectId } = await stored([at(100, 'ada'), at(101, 'bob'), at(101, 'ada'), at(105, 'cy')]);
    expect((await idsOn(root, projectId, days(100, 101))).toSorted()).toEqual(['ada', 'bob']);
    expect(await idsOn(root, projectId, [...days(105, 105), ...days(101, 101)])).toHaveLength(3);
    expect(await idsOn(root, projectId, [])).toEqual([]);
    expect(await idsOn(root, 'nowhere', days(0, 200))).toEqual([]);
    expect(await renamedDays(root, 'nowhere', { was: [], spans: days(0, 200), zone: 'UTC' })).toEqual([]);
  });
});

describe('days that merges of ids have rewritten', () => {
  it('are the other days of ids that have gone from the days pulled anew', async () => {
    const before = [at(40, '$device:x'), at(41, 'ada'), at(60, '$device:x'), at(100, '$device:x'), at(100, 'ada')];
    const { root, projectId } = await stored(before, [at(100, 'ada', {}, 'Pay'), at(100, 'ada')]);
    const asked = { was: ['$device:x', 'ada', 'never stored'], spans: days(100, 100), zone: 'UTC' };
    expect(await renamedDays(root, projectId, asked)).toEqual([
      { day: 40, since: null },
      { day: 60, since: null },
    ]);
    expect(await renamedDays(root, projectId, { ...asked, was: ['ada'] })).toEqual([]);
  });

  it('are days of the project’s zone', async () => {
    const late = { ...at(40, 'x'), time: 41 * DAY - 1 };
    const { root, projectId } = await stored([late, at(100, 'ada')]);
    const asked = { was: ['x'], spans: days(100, 100), zone: 'Europe/Berlin' };
    expect(await renamedDays(root, projectId, asked)).toEqual([{ day: 41, since: null }]);
  });

  it.each([
    ['the device of an event with both ids', 'Open', { $device_id: 'x', $user_id: 'ada' }, '$device:x'],
    ['an identified id', '$identify', { $identified_id: 'ada', $anon_id: 'x' }, 'x'],
    ['an anonymous id', '$identify', { $anon_distinct_id: 'x' }, 'x'],
    ['an alias', '$create_alias', { alias: 'x' }, 'x'],
    ['a merge', '$merge', { $distinct_ids: ['ada', 'x'] }, 'x'],
  ])('are told by %s, from when it says so', async (_what, event, properties, id) => {
    const teller = at(100, 'ada', properties, event);
    const { root, projectId } = await stored([at(40, id), at(41, 'ada'), teller, at(101, 'ada', properties, event)]);
    const asked = { was: [], spans: days(100, 106), zone: 'UTC' };
    expect(await renamedDays(root, projectId, asked)).toEqual([{ day: 40, since: teller.time }]);
  });

  it('are none where the other id still has events beside the one that names it, or the event is older', async () => {
    const teller = at(100, 'ada', { $device_id: 'x', $user_id: 'ada' });
    const { root, projectId } = await stored([at(40, '$device:x'), at(99, 'ada', { $device_id: 'y' }), teller]);
    const asked = { was: [], spans: days(100, 106), zone: 'UTC' };
    expect(await renamedDays(root, projectId, { ...asked, spans: days(40, 106) })).toEqual([]);
    const both = await stored([at(40, '$device:x'), teller, at(101, '$device:x')]);
    expect(await renamedDays(both.root, both.projectId, asked)).toEqual([]);
    const own = await stored([at(40, 'ada'), at(100, 'ada', { $user_id: 'ada', $device_id: 7 })]);
    expect(await renamedDays(own.root, own.projectId, asked)).toEqual([]);
  });
});
