import { describe, expect, it } from 'vitest';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { openStoredProject } from '#workers/store/read/stored-project.ts';
import { verifyBlocks } from '#workers/store/read/verify-project.ts';
import { importEvents, readEvents, type TestEvent } from './batches.ts';
import { memoryDirectory, memoryLocks, type MemoryDirectory } from './memory-directory.ts';
import { importSorted } from './sort-now.ts';

const DAY = 86_400_000;
const early: TestEvent[] = Array.from({ length: 20 }, (_, i) => ({
  event: `E${i % 3}`,
  user: `u${i % 4}`,
  time: i * 3_600_000,
  id: `${i}`,
  properties: { p: i % 2 ? `v${i}` : i, q: true },
}));
const late: TestEvent[] = [
  ...early.slice(10).map((event) => ({ ...event, processed: 9, properties: { p: 'later' } })),
  { event: 'New', user: 'u9', time: 3 * DAY, properties: { r: null } },
];

const importer = (root: MemoryDirectory) => createOpenImportSession(root, memoryLocks());
const contentOf = async (root: MemoryDirectory, projectId: string) => {
  const reader = await openProject(root, projectId);
  // Room on the disk is more once what follows the import is done.
  return { rows: await readEvents(reader), summary: { ...reader.summary, bytes: 0 } };
};

/** Runs the import again and again, each time killed one change later, until one comes through. */
async function killedAtEveryChange(
  start: () => MemoryDirectory,
  run: (root: MemoryDirectory) => Promise<unknown>,
  check: (after: MemoryDirectory, cameThrough: boolean, changes: number) => Promise<void>,
): Promise<number> {
  for (let changes = 0; ; changes += 1) {
    const root = start();
    root.killAfter(changes);
    const cameThrough = await run(root).then(
      () => true,
      () => false,
    );
    const wasKilled = root.changes() === changes;
    await check(root.reopened(), cameThrough, changes);
    if (cameThrough && !wasKilled) return changes;
  }
}

describe('a kill in the middle of an import', () => {
  it.each(['add', 'replace-days'] as const)(
    'leaves the old events or the new ones, never a mixture (%s)',
    async (mode) => {
      const root = memoryDirectory();
      const { projectId } = await importEvents(importer(root), early);
      const before = await contentOf(root, projectId);
      const finished = root.reopened();
      await importEvents(importer(finished), late, { projectId, mode, at: 2_000 });
      const after = await contentOf(finished, projectId);
      expect(after.rows).not.toEqual(before.rows);

      const seen = { old: 0, new: 0 };
      const kills = await killedAtEveryChange(
        () => root.reopened(),
        (killed) => importSorted(killed, late, { projectId, mode, at: 2_000 }),
        async (reopened, cameThrough) => {
          const found = await contentOf(reopened, projectId);
          const isNew = found.summary.fingerprint === after.summary.fingerprint;
          if (cameThrough) expect(isNew).toBe(true);
          expect(found).toEqual(isNew ? after : before);
          seen[isNew ? 'new' : 'old'] += 1;
          await verifyBlocks(await openStoredProject(reopened, projectId));

          await importSorted(reopened, late, { projectId, mode, at: 3_000 });
          expect((await contentOf(reopened, projectId)).rows).toHaveLength(after.rows.length);
          const state = await openStoredProject(reopened, projectId);
          await (
            await importer(reopened)({
              projectId,
              projectName: '',
              mode,
              timeBasis: { kind: 'utc' },
              source: '',
              signal: new AbortController().signal,
            })
          ).abort();
          expect([...reopened.contents().keys()].map((path) => path.split('/')[1]).sort()).toEqual(
            [
              'manifest-a',
              'manifest-b',
              state.manifest.state.name,
              ...state.manifest.files.flatMap(({ name, sorted }) => [name, sorted!.name]),
            ].sort(),
          );
        },
      );
      expect(kills).toBeGreaterThan(30);
      expect(seen.old).toBeGreaterThan(20);
      expect(seen.new).toBeGreaterThan(1);
    },
  );

  it('leaves no project, or the whole one, when it was the first import; the next one clears up', async () => {
    await killedAtEveryChange(
      () => memoryDirectory(),
      (root) => importEvents(importer(root), early),
      async (reopened, cameThrough) => {
        const projects = await listProjects(reopened);
        if (cameThrough) expect(projects).toHaveLength(1);
        for (const { id, health } of projects) {
          expect(health).toBe('sound');
          expect((await contentOf(reopened, id)).rows).toHaveLength(early.length);
        }
        await importEvents(importer(reopened), late);
        expect(await reopened.list()).toHaveLength(projects.length + 1);
      },
    );
  });

  it.each(['first', 'second'])(
    'a single failure, wherever in the %s import, leaves a whole project or none',
    async (which) => {
      const base = memoryDirectory();
      const projectId = which === 'first' ? null : (await importEvents(importer(base), early)).projectId;
      let failures = 0;
      for (let changes = 0; ; changes += 1) {
        const root = base.reopened();
        root.failOnceAfter(changes);
        const failed = await importEvents(importer(root), late, { projectId }).then(
          () => false,
          () => true,
        );
        failures += failed ? 1 : 0;
        for (const { id, totals } of await listProjects(root)) {
          await verifyBlocks(await openStoredProject(root, id));
          expect((await contentOf(root, id)).rows).toHaveLength(totals.events);
        }
        expect((await listProjects(root)).map(({ health }) => health)).toEqual(
          failed && which === 'first' ? expect.anything() : ['sound'],
        );
        await importEvents(importer(root.reopened()), early, { projectId });
        if (!failed && root.changes() < changes) break;
      }
      expect(failures).toBeGreaterThan(20);
    },
  );

  it('never clears up what another tab is writing', async () => {
    const root = memoryDirectory();
    const locks = memoryLocks();
    const open = createOpenImportSession(root, locks);
    const target = {
      projectId: null,
      projectName: 'Slow',
      mode: 'add',
      timeBasis: { kind: 'utc' },
      source: '',
      signal: new AbortController().signal,
    } as const;
    const slow = await open(target);
    await importEvents(open, early);
    await slow.commit({ files: [], linesRefused: 0, incomplete: false, at: 1 }, () => {});
    expect(await listProjects(root)).toHaveLength(2);
  });
});
