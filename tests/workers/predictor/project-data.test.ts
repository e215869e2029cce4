import { describe, expect, it } from 'vitest';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject, type ProjectReader } from '#workers/store/project-reader.ts';
import { askFor } from '#tests/bench/time-run.ts';
import { importEvents } from '../store/batches.ts';
import { memoryDirectory, memoryLocks } from '../store/memory-directory.ts';

const properties = [
  { name: 'plan', cells: 3 },
  { name: '$insert_id', cells: 3 },
  { name: 'gone', cells: 0 },
  { name: 'seats', cells: 1 },
];

const noEvents: EventTable = {
  eventNames: [],
  userCount: 0,
  userStart: new Uint32Array(1),
  time: new Float64Array(),
  event: new Uint32Array(),
  row: new Uint32Array(),
};
const noCells: Omit<PropertyColumn, 'name'> = {
  position: new Uint32Array(),
  tag: new Uint8Array(),
  value: new Float64Array(),
  strings: [],
};

function setUp() {
  const asked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const reader = {
    summary: { fingerprint: 'f' },
    eventTable: async () => noEvents,
    userIds: async () => [],
    properties: async () => properties,
    profileColumns: async () => [],
    async propertyColumn(name: string) {
      asked.push(name);
      most = Math.max(most, (atOnce += 1));
      await Promise.resolve();
      atOnce -= 1;
      return { ...noCells, name };
    },
  } as unknown as ProjectReader;
  return { load: createProjectData(async () => reader), asked, most: () => most };
}

describe('what an analysis reads of a project', () => {
  it('is one column after another, of properties that some event carries and that say something of it', async () => {
    const { load, asked, most } = setUp();
    expect((await load('p')).columns.map(({ name }) => name)).toEqual(['plan', 'seats']);
    expect(asked).toEqual(['plan', 'seats']);
    expect(most()).toBe(1);
  });

  it('is kept until the events change', async () => {
    const { load, asked } = setUp();
    expect(await load('p')).toBe(await load('p'));
    expect(asked).toHaveLength(2);
  });

  it('says the same where the cells are too many to be kept as they are', async () => {
    const events = Array.from({ length: 200 }, (_, i) => ({
      event: `E${(i >> 3) % 3}`,
      user: `u${(i * 5) % 4}`,
      // Many at one moment, under one name: their order is that of their content.
      time: (i >> 4) * 1000,
      id: `${i}`,
      properties: { all: `v${i % 4}`, number: i / 4, ...(i % 5 === 0 && { some: i % 2 === 0 }) },
    }));
    const root = memoryDirectory();
    const { projectId } = await importEvents(createOpenImportSession(root, memoryLocks()), events);
    const told = async (most: number) => {
      const { columns, ...rest } = await createProjectData((id) => openProject(root, id), most)(projectId);
      return {
        columns: columns.map(({ name, position, tag, value, strings }) => ({ name, position, tag, value, strings })),
        events: rest.events,
        userIds: rest.userIds,
      };
    };
    expect(await told(0)).toEqual(await told(1000));
    expect((await told(0)).columns).toHaveLength(3);
  });

  it('leaves out the rarest properties where memory would not hold them, and names them', async () => {
    // 900 people do A; a third does B an hour later, all do C on the next day.
    const events = Array.from({ length: 900 }, (_, i) => {
      const done = (event: string, hours: number) => ({
        event,
        user: `u${i}`,
        time: i * 60_000 + hours * 3_600_000,
        properties: { all: i % 2, ...(i % 2 === 0 && { half: 'x' }), ...(i % 4 === 0 && { quarter: 'y' }) },
      });
      return [done('A', 0), ...(i % 3 === 0 ? [done('B', 1 + (i % 5))] : []), done('C', 30), done('D', 300)];
    }).flat();
    const root = memoryDirectory();
    const { projectId } = await importEvents(createOpenImportSession(root, memoryLocks()), events);
    const load = createProjectData(
      (id) => openProject(root, id),
      undefined,
      () => events.length,
    );
    const { columns, leftOut } = await load(projectId);
    expect(columns.map(({ name }) => name)).toEqual(['all']);
    expect(leftOut).toEqual(['half', 'quarter']);

    const predictor = createPredictor({ load, pause: async () => {}, now: () => 0 });
    const outcome = await predictor.run(askFor(projectId, 'A', 'B', 'job'));
    expect(outcome.ok && outcome.value.model?.notes.at(-1)).toMatch(
      /would not hold .*: half, quarter\. In a project of fewer days/u,
    );
    const whole = await createProjectData((id) => openProject(root, id))(projectId);
    expect(whole).not.toHaveProperty('leftOut');
  });
});
