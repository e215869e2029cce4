import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readManifest, writeManifest } from '#workers/store/format/manifest.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';

const HOUR = 3_600_000;

function fresh() {
  const root = memoryDirectory();
  return { root, open: createOpenImportSession(root, memoryLocks()) };
}

/** What the store tells of a project without reading its events. */
async function told(root: MemoryDirectory, projectId: string) {
  const { summary, catalogue } = await openProject(root, projectId);
  const byName = new Map(catalogue.events.map(({ name }, place) => [place, name]));
  return {
    totals: summary.totals,
    events: catalogue.events,
    properties: catalogue.properties.map((property) => ({
      ...property,
      byEvent: new Map(property.byEvent.map(([place, cells]) => [byName.get(place), cells])),
    })),
  };
}

/** The same, of a project into which the very same rows were imported at once. */
async function toldAnew(root: MemoryDirectory, projectId: string) {
  const rows = await readEvents(await openProject(root, projectId));
  const anew = fresh();
  const events = rows.map((row) => ({ ...row, id: `${String(row.properties?.['n'])}` }));
  return told(anew.root, (await importEvents(anew.open, events)).projectId);
}

describe('an import on top', () => {
  const someEvent = fc.record(
    {
      event: fc.constantFrom('A', 'B', 'C'),
      user: fc.constantFrom('u', 'v', 'w', 'x'),
      was: fc.constantFrom('u', 'v'),
      hour: fc.nat({ max: 80 }),
      processed: fc.nat({ max: 3 }),
      p: fc.constantFrom('a', 'b', 1, 2, true, null, ['a']),
    },
    { requiredKeys: ['event', 'user', 'hour'] },
  );
  const someImport = fc.record({
    mode: fc.constantFrom('add' as const, 'replace-days' as const),
    events: fc.array(someEvent, { minLength: 1, maxLength: 25 }),
  });

  test.prop([fc.array(someImport, { minLength: 2, maxLength: 5 })], { numRuns: 120 })(
    'leaves the counts of a project that was imported at once, whatever died or moved to another user',
    async (imports) => {
      const { root, open } = fresh();
      let projectId: string | null = null;
      for (const [i, { mode, events }] of imports.entries()) {
        const list = events.map(({ hour, p, ...event }, k): TestEvent => ({
          ...event,
          time: hour * HOUR,
          properties: { n: 1000 * i + k, ...(p !== undefined && { p }) },
        }));
        ({ projectId } = await importEvents(open, list, { projectId, mode }));
        expect(await told(root, projectId)).toEqual(await toldAnew(root, projectId));
      }
    },
  );

  it('tells the distinct values exactly when most of ten thousand and more were replaced', async () => {
    const { root, open } = fresh();
    const many = Array.from({ length: 13_000 }, (_, i) => ({
      event: 'A',
      user: 'u',
      time: i,
      properties: { n: i, text: `t${i}` },
    }));
    const few = [0, 6_000, 12_999].map((time) => ({
      event: 'A',
      user: 'u',
      time,
      properties: { n: time, text: 't0' },
    }));
    const { projectId } = await importEvents(open, many, { size: 5_000 });
    expect((await told(root, projectId)).properties.map(({ distinct }) => distinct)).toEqual([10_000, 10_000]);
    await importEvents(open, few, { projectId, mode: 'replace-days' });
    expect(await told(root, projectId)).toEqual(await toldAnew(root, projectId));
    expect((await told(root, projectId)).properties.map(({ distinct }) => distinct)).toEqual([3, 1]);
  });

  it('counts a project anew that an earlier version wrote', async () => {
    const { root, open } = fresh();
    const event = (n: number) => ({ event: 'A', user: `u${n % 3}`, time: n * HOUR, properties: { n } });
    const { projectId } = await importEvents(open, [1, 2, 3].map(event));
    const directory = (await root.find(projectId))!;
    const state = await readManifest(directory);
    if (state.kind !== 'whole') throw new Error('no manifest');
    const { name, bytes, dead, catalogue } = state.manifest.state;
    const earlier = { name, bytes, dead, catalogue };
    await writeManifest(directory, { ...state.manifest, generation: 2, state: earlier });
    await importEvents(open, [3, 4, 5].map(event), { projectId });
    expect(await told(root, projectId)).toEqual(await toldAnew(root, projectId));
    expect((await told(root, projectId)).totals).toMatchObject({ events: 5, users: 3 });
  });

  it('reads no more of six months than of one', async () => {
    const readForADay = async (days: number) => {
      const { root, open } = fresh();
      const ofDay = (day: number) =>
        Array.from({ length: 100 }, (_, i) => ({
          event: `E${i % 4}`,
          user: `u${i % 9}`,
          time: (day * 24 + i / 5) * HOUR,
          id: `${day} ${i}`,
          properties: { p: i % 3 },
        }));
      const before = Array.from({ length: days }, (_, day) => ofDay(day)).flat();
      const { projectId } = await importEvents(open, before, { size: 1000 });
      let bytes = 0;
      const counting = countReads(root, (read) => (bytes += read));
      await importEvents(createOpenImportSession(counting, memoryLocks()), ofDay(days), { projectId });
      const all = root.contents().get(`${projectId}/events-1.bin`)!.length;
      return { bytes, all };
    };
    const [month, halfAYear] = [await readForADay(30), await readForADay(180)];
    expect(halfAYear.all).toBeGreaterThan(4 * month.all);
    // What is left is the list of segments; here they are tiny.
    expect(halfAYear.bytes - month.bytes).toBeLessThan(0.1 * (halfAYear.all - month.all));
  });
});

/** The same folder, which tells how many bytes are read. */
function countReads(root: MemoryDirectory, tell: (bytes: number) => void): MemoryDirectory {
  const counting = <T extends Pick<MemoryDirectory, 'open' | 'find'>>(directory: T): T => ({
    ...directory,
    open: async (name: string) => {
      const file = await directory.open(name);
      return (
        file && {
          ...file,
          read: async (offset: number, length: number) => {
            tell(length);
            return file.read(offset, length);
          },
        }
      );
    },
    find: async (name: string) => {
      const inner = await directory.find(name);
      return inner && counting(inner);
    },
  });
  return counting(root);
}
