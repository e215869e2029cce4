import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { importEvents, readEvents, type Cell, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const DAY = 86_400_000;

/** What the store must hold: one event a key, the one processed last, in import order. */
function expected(imports: readonly (readonly TestEvent[])[]): TestEvent[] {
  const kept = new Map<string, TestEvent>();
  for (const event of imports.flat()) {
    const key = JSON.stringify([event.event, event.user, event.time, event.id ?? '']);
    const before = kept.get(key);
    if (before !== undefined && (event.processed ?? 0) <= (before.processed ?? 0)) continue;
    kept.delete(key);
    kept.set(key, event);
  }
  return [...kept.values()];
}

const plain = ({ event, user, time, properties = {} }: TestEvent) => ({ event, user, time, properties });
const inOrder = (events: readonly TestEvent[]) =>
  events
    .map(plain)
    .map((event) => JSON.stringify([event.user, event.time, event.event, Object.entries(event.properties).sort()]))
    .sort();

function fresh() {
  const root = memoryDirectory();
  return { root, open: createOpenImportSession(root, memoryLocks()) };
}

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom('a', 'b', 'ä\u2028', '\uFEFFx', ''),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 300 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom('x', 1, true), { maxLength: 2 }),
);
const someEvent: fc.Arbitrary<TestEvent> = fc.record(
  {
    event: fc.constantFrom('Open', 'Buy', 'Close'),
    user: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
    time: fc.integer({ min: 0, max: 40 }).map((n) => 1_700_000_000_000 + n * 6 * 3_600_000 + (n % 3)),
    id: fc.constantFrom('i', 'j'),
    processed: fc.constantFrom(0, 5, 1_800_000_000_000),
    properties: fc.dictionary(fc.constantFrom('p', 'q', 'r'), cell, { noNullPrototype: true }),
  },
  { requiredKeys: ['event', 'user', 'time'] },
);

describe('importing', () => {
  test.prop([fc.array(fc.array(someEvent, { maxLength: 40 }), { minLength: 1, maxLength: 3 })], { numRuns: 200 })(
    'keeps one event a key, the one processed last, over any number of imports',
    async (imports) => {
      const { root, open } = fresh();
      let projectId: string | null = null;
      for (const [i, events] of imports.entries()) {
        const before = expected(imports.slice(0, i)).length;
        const after = expected(imports.slice(0, i + 1)).length;
        const result = await importEvents(open, events, { projectId });
        projectId = result.projectId;
        expect(result.eventsAdded).toBe(after - before);
        expect(result.duplicatesDropped).toBe(events.length - (after - before));
        expect(result.totals.events).toBe(after);
      }
      const reader = await openProject(root, projectId!);
      expect(inOrder(await readEvents(reader))).toEqual(inOrder(expected(imports)));
    },
  );

  test.prop([fc.array(someEvent, { minLength: 1, maxLength: 60 })])(
    'counts events, users, names and days exactly',
    async (events) => {
      const { root, open } = fresh();
      const { totals, projectId } = await importEvents(open, events);
      const kept = expected([events]);
      const times = kept.map(({ time }) => time);
      expect(totals).toEqual({
        events: kept.length,
        users: new Set(kept.map(({ user }) => user)).size,
        eventNames: new Set(kept.map(({ event }) => event)).size,
        days: new Set(times.map((time) => Math.floor(time / DAY))).size,
        firstTimeMs: Math.min(...times),
        lastTimeMs: Math.max(...times),
      });
      const table = await (await openProject(root, projectId)).eventTable();
      expect(table.userCount).toBe(totals.users);
      expect(table.eventNames.length).toBe(totals.eventNames);
    },
  );

  it('sorts by the hash of the user, then time, then event, whatever the order of import', async () => {
    const { root, open } = fresh();
    const { projectId } = await importEvents(open, [
      { event: 'C', user: 'b', time: 5 },
      { event: 'B', user: 'a', time: 5 },
      { event: 'A', user: 'a', time: 5 },
      { event: 'Z', user: 'a', time: 1 },
    ]);
    await importEvents(
      open,
      [
        { event: 'AA', user: 'a', time: 5 },
        { event: 'Y', user: 'a', time: 2 },
      ],
      { projectId },
    );
    const rows = await readEvents(await openProject(root, projectId));
    expect(rows.map(({ user, event }) => user + event)).toEqual(['aZ', 'aY', 'aA', 'aAA', 'aB', 'bC']);
  });

  it('importing the same file twice doubles nothing', async () => {
    const { root, open } = fresh();
    const events = Array.from({ length: 50 }, (_, i) => ({
      event: 'E',
      user: `u${i % 7}`,
      time: i * 1000,
      id: `${i}`,
    }));
    const first = await importEvents(open, events);
    const second = await importEvents(open, events, { projectId: first.projectId, size: 13 });
    expect(second).toMatchObject({ eventsAdded: 0, duplicatesDropped: 50, eventsReplaced: 0, totals: first.totals });
    expect(await readEvents(await openProject(root, first.projectId))).toHaveLength(50);
  });

  it('leaves users and events out once their last row is gone', async () => {
    const { root, open } = fresh();
    const { projectId } = await importEvents(open, [
      { event: 'Old', user: 'gone', time: 0 },
      { event: 'Keep', user: 'u', time: DAY },
    ]);
    await importEvents(open, [{ event: 'New', user: 'u', time: 0 }], { projectId, mode: 'replace-days' });
    const reader = await openProject(root, projectId);
    expect(await reader.userIds()).toEqual(['u']);
    expect((await reader.eventTable()).eventNames).toEqual(['Keep', 'New']);
    expect(reader.summary.totals).toMatchObject({ events: 2, users: 1, eventNames: 2 });
  });

  it('gives back texts that are hard to store', async () => {
    const { root, open } = fresh();
    const texts = ['', '\uFEFF', 'a\u2028b', '😀', 'é', '\u0000', 'x'.repeat(100_000)];
    const events = texts.map((text, i) => ({
      event: `E${text}`,
      user: `u${text}`,
      time: i,
      properties: { [`p${text}`]: text },
    }));
    const { projectId } = await importEvents(open, events, { size: 3 });
    const byTime = (await readEvents(await openProject(root, projectId))).sort((a, b) => a.time - b.time);
    expect(byTime).toEqual(events.map(plain));
  });

  it('refuses a second writer, and takes it once the first is over', async () => {
    const { open } = fresh();
    const { projectId } = await importEvents(open, [{ event: 'E', user: 'u', time: 1 }]);
    const target = {
      projectId,
      projectName: '',
      mode: 'add',
      timeBasis: { kind: 'utc' },
      source: '',
      signal: new AbortController().signal,
    } as const;
    const first = await open(target);
    await expect(open(target)).rejects.toMatchObject({ code: 'store/locked' });
    await first.abort();
    await (await open(target)).abort();
  });

  it('leaves nothing behind when it is aborted', async () => {
    const { root, open } = fresh();
    const { projectId } = await importEvents(open, [{ event: 'E', user: 'u', time: 1 }]);
    const before = [...root.contents().keys()];
    for (const id of [projectId, null]) {
      const session = await open({
        projectId: id,
        projectName: 'X',
        mode: 'add',
        timeBasis: { kind: 'utc' },
        source: '',
        signal: new AbortController().signal,
      });
      await session.abort();
      await session.abort();
    }
    expect([...root.contents().keys()]).toEqual(before);
    expect(await root.list()).toHaveLength(1);
  });

  it('stops when it is cancelled in the middle of the commit', async () => {
    const { root, open } = fresh();
    const controller = new AbortController();
    const session = await open({
      projectId: null,
      projectName: 'X',
      mode: 'add',
      timeBasis: { kind: 'utc' },
      source: '',
      signal: controller.signal,
    });
    const meta = { files: [], linesRefused: 0, incomplete: false, at: 1 };
    await expect(session.commit(meta, (fraction) => fraction > 0.3 && controller.abort())).rejects.toMatchObject({
      code: 'job/cancelled',
    });
    expect(root.contents().size).toBe(0);
  });

  it('says that the disk is full and keeps the old state', async () => {
    const { root, open } = fresh();
    const { projectId } = await importEvents(open, [{ event: 'E', user: 'u', time: 1 }]);
    root.fill();
    await expect(importEvents(open, [{ event: 'F', user: 'u', time: 2 }], { projectId })).rejects.toMatchObject({
      code: 'store/full',
    });
    expect(await readEvents(await openProject(root, projectId))).toEqual([
      { event: 'E', user: 'u', time: 1, properties: {} },
    ]);
    expect([...root.contents().keys()].some((path) => path.endsWith('events-2.bin'))).toBe(false);
  });

  it('gives equal fingerprints to equal imports only', async () => {
    const events = [{ event: 'E', user: 'u', time: 1 }];
    const prints = [];
    for (const list of [events, events, [...events, { event: 'E', user: 'u', time: 2 }]]) {
      const { root, open } = fresh();
      const { projectId } = await importEvents(open, list, { at: prints.length });
      prints.push((await openProject(root, projectId)).summary.fingerprint);
      await importEvents(open, list, { projectId });
      expect((await openProject(root, projectId)).summary.fingerprint).not.toBe(prints.at(-1));
    }
    expect(prints[0]).toBe(prints[1]);
    expect(prints[0]).not.toBe(prints[2]);
  });
});
