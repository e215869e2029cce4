import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import type { MergedEvent } from '#core/scenario/definition.ts';
import { mergedSummaries } from '#workers/store/read/merged-summaries.ts';
import { catalogueOf, propertiesOfEvents } from '#workers/store/read/catalogue.ts';
import { importEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

async function catalogue(events: readonly TestEvent[]) {
  const root = memoryDirectory();
  const { projectId } = await importEvents(createOpenImportSession(root, memoryLocks()), events);
  const reader = await openProject(root, projectId);
  return {
    ...catalogueOf(reader.summary, reader.catalogue),
    propertiesOf: (...events: string[]) => propertiesOfEvents(reader.catalogue, events),
    merged: async (merges: readonly MergedEvent[]) => mergedSummaries(await reader.eventTable(), merges),
  };
}

const distinctUsers = (events: readonly TestEvent[]) => new Set(events.map(({ user }) => user)).size;

describe('the catalogue', () => {
  const someEvent = fc.record({
    event: fc.constantFrom('A', 'B', 'C', '$identify'),
    user: fc.constantFrom('u', 'v', 'w'),
    time: fc.integer({ min: 0, max: 6 }),
  });

  test.prop([fc.array(someEvent, { minLength: 1, maxLength: 40 })])(
    'counts rows, users, firsts and lasts as a plain count does',
    async (list) => {
      const events = list.map((event, i) => ({ ...event, id: `${i}` }));
      const { events: summaries } = await catalogue(events);
      const edge = (user: string, pick: (...times: number[]) => number) =>
        pick(...events.filter((event) => event.user === user).map(({ time }) => time));
      for (const name of new Set(events.map(({ event }) => event))) {
        const own = events.filter(({ event }) => event === name);
        expect(summaries.find((summary) => summary.name === name)).toEqual({
          name,
          count: own.length,
          users: distinctUsers(own),
          firstForUsers: distinctUsers(own.filter(({ user, time }) => time === edge(user, Math.min))),
          lastForUsers: distinctUsers(own.filter(({ user, time }) => time === edge(user, Math.max))),
          firstTimeMs: Math.min(...own.map(({ time }) => time)),
          lastTimeMs: Math.max(...own.map(({ time }) => time)),
          bookkeeping: name === '$identify',
        });
      }
      const counts = summaries.map(({ count }) => count);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    },
  );

  test.prop([fc.array(someEvent, { minLength: 1, maxLength: 40 })])(
    'counts a merged event as if its members had always had one name',
    async (list) => {
      const events = list.map((event, i) => ({ ...event, id: `${i}` }));
      const { merged } = await catalogue(events);
      const renamed = await catalogue(
        events.map((one) => ({ ...one, event: ['A', 'B'].includes(one.event) ? 'AB' : one.event })),
      );
      expect(await merged([{ name: 'AB', events: ['A', 'B', 'never'] }])).toEqual(
        renamed.events.filter(({ name }) => name === 'AB'),
      );
    },
  );

  it('counts the cells of a property by kind and its distinct values', async () => {
    const cells = ['x', 'y', 'x', 1, 2, 2, true, false, null, ['x'], ['x'], '["x"]'];
    const { properties } = await catalogue([
      ...cells.map((p, i) => ({ event: 'A', user: 'u', time: i, properties: { p, common: 0 } })),
      { event: 'A', user: 'u', time: 99, properties: { common: 0 } },
    ]);
    expect(properties).toEqual([
      { name: 'common', cells: 13, kinds: { string: 0, number: 13, boolean: 0, null: 0, json: 0 }, distinct: 1 },
      { name: 'p', cells: 12, kinds: { string: 4, number: 3, boolean: 2, null: 1, json: 2 }, distinct: 9 },
    ]);
  });

  it('stops counting distinct values at ten thousand', async () => {
    const events = Array.from({ length: 10_050 }, (_, i) => ({
      event: 'A',
      user: 'u',
      time: i,
      properties: { text: `t${i}`, number: i },
    }));
    const { properties } = await catalogue(events);
    expect(properties.map(({ distinct }) => distinct)).toEqual([10_000, 10_000]);
  });

  it('names the properties of one event, most cells first', async () => {
    const { propertiesOf } = await catalogue([
      { event: 'A', user: 'u', time: 1, properties: { few: 1, many: 1 } },
      { event: 'A', user: 'u', time: 2, properties: { many: 1 } },
      { event: 'B', user: 'u', time: 3, properties: { other: 1 } },
    ]);
    expect(propertiesOf('A')).toEqual([
      { name: 'many', cells: 2 },
      { name: 'few', cells: 1 },
    ]);
    expect(propertiesOf('C')).toEqual([]);
    expect(propertiesOf('A', 'B', 'C')).toEqual([
      { name: 'many', cells: 2 },
      { name: 'few', cells: 1 },
      { name: 'other', cells: 1 },
    ]);
  });
});
