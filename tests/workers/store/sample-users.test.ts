import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isInSample } from '#core/sample/user-hash.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { askFor } from '#tests/bench/time-run.ts';
import { fakeOpfs } from '../../faults/fake-opfs.ts';
import { startProgram } from '../../faults/program.ts';
import { batchesOf, importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';

const importer = (root: MemoryDirectory) => createOpenImportSession(root, memoryLocks());

/** Imports a sample of the users; `importEvents` always takes everybody. */
async function importSample(root: MemoryDirectory, events: readonly TestEvent[], oneIn: number, projectId?: string) {
  const session = await importer(root)({
    projectId: projectId ?? null,
    projectName: 'Shop',
    mode: 'add',
    timeBasis: { kind: 'utc' },
    oneIn,
    source: '',
    signal: new AbortController().signal,
  });
  for (const batch of batchesOf(events, 9)) await session.append(batch);
  return session.commit({ files: ['export.ndjson'], linesRefused: 0, incomplete: false, at: 1_000 }, () => {});
}

const spelled = (rows: readonly TestEvent[]) => rows.map((row) => JSON.stringify(row)).sort();

describe('a sample of users', () => {
  const someEvent = fc.record({
    event: fc.constantFrom('A', 'B'),
    user: fc.integer({ min: 0, max: 40 }).map((n) => `user-${n}`),
    time: fc.nat({ max: 5_000 }),
    properties: fc.dictionary(fc.constantFrom('p', 'q'), fc.constantFrom('a', 'b', 1, null), { noNullPrototype: true }),
  });

  test.prop([fc.array(someEvent, { maxLength: 60 }), fc.array(someEvent, { maxLength: 30 }), fc.constantFrom(2, 4)])(
    'holds exactly the events of its users, of every import',
    async (first, second, oneIn) => {
      const root = memoryDirectory();
      const { projectId, sample } = await importSample(root, first, oneIn);
      const isIn = ({ user }: TestEvent) => isInSample(user, oneIn);
      expect(sample).toEqual({ oneIn, eventsLeftOut: first.filter((event) => !isIn(event)).length });
      // What a later import asks for does not matter: the project keeps its own.
      const later = await importSample(root, second, 1, projectId);
      expect(later.sample).toEqual({ oneIn, eventsLeftOut: second.filter((event) => !isIn(event)).length });

      const only = memoryDirectory();
      const { projectId: expected } = await importEvents(importer(only), first.filter(isIn));
      const { totals } = await importEvents(importer(only), second.filter(isIn), { projectId: expected });
      expect(later.totals).toEqual(totals);
      expect(spelled(await readEvents(await openProject(root, projectId)))).toEqual(
        spelled(await readEvents(await openProject(only, expected))),
      );
    },
  );

  it('is told with the project and with every answer; everybody is not', async () => {
    const root = memoryDirectory();
    const events = Array.from({ length: 400 }, (_, i) => ({
      event: i % 3 === 0 ? 'A' : 'B',
      user: `user-${i % 90}`,
      time: i * 60_000,
    }));
    const sampled = await importSample(root, events, 2);
    const whole = await importSample(root, events, 1);
    const summaries = new Map((await listProjects(root)).map((summary) => [summary.id, summary]));
    expect(summaries.get(sampled.projectId)?.sample).toEqual({ oneIn: 2 });
    expect(summaries.get(whole.projectId)).not.toHaveProperty('sample');

    const predictor = createPredictor({
      load: createProjectData((id) => openProject(root, id)),
      pause: async () => {},
      now: () => 0,
    });
    const answer = async (projectId: string) => {
      const outcome = await predictor.run(askFor(projectId, 'A', 'B', 'job'));
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.value;
    };
    expect((await answer(sampled.projectId)).sample).toEqual({ oneIn: 2 });
    expect(await answer(whole.projectId)).not.toHaveProperty('sample');
  });

  it('is in the report, and every line is accounted for', async () => {
    const lines = Array.from(
      { length: 200 },
      (_, i) => `{"event":"E","properties":{"time":${1_767_225_600 + i},"distinct_id":"user-${i % 50}"}}\n`,
    );
    const file = new File([...lines, lines[0]!, 'broken\n'], 'export.ndjson');
    const report = await startProgram(fakeOpfs()).import([file], { oneIn: 4 });
    expect(report.sample?.oneIn).toBe(4);
    expect(report.sample?.eventsLeftOut).toBeGreaterThan(100);
    expect(report.lines).toBe(202);
    expect(
      report.eventsAdded + report.duplicatesDropped + report.linesRefused + (report.sample?.eventsLeftOut ?? 0),
    ).toBe(202);
  });

  it('lets in what does not fit whole, and the refusal of that says which sample would', async () => {
    const root = memoryDirectory();
    const open = createOpenImportSession(root, memoryLocks(), 100);
    const events = Array.from({ length: 240 }, (_, i) => ({ event: 'E', user: `user-${i}`, time: i }));
    await expect(importEvents(open, events, { size: 240 })).rejects.toMatchObject({
      code: 'import/too-large',
      message: expect.stringContaining('import 1 in 4 users as a new project') as string,
      details: { events: 240, most: 100, oneIn: 4 },
    });
    expect((await importSample(root, events, 4)).totals.events).toBeLessThan(100);
  });
});
