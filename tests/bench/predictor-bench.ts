import { expose } from 'comlink';
import { createPause } from '#workers/predictor/pause.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import type { Directory } from '#workers/store/directory.ts';
import { openProject, openStoreRoot } from '#workers/store/project-reader.ts';
import { benchWorld } from './bench-world.ts';
import { askFor, timeRun, type TimedRun } from './time-run.ts';
import { worldBatches } from './world-batches.ts';

/** A stored project and the question about it. */
import { sortAll } from './sort-all.ts';

export interface Stored {
  readonly projectId: string;
  readonly events: number;
  readonly eventNames: number;
  readonly start: string;
  readonly target: string;
}

/** What was read of a project. */
export interface Read {
  readonly ms: number;
  readonly bytes: number;
  readonly events: number;
  readonly users: number;
}

const countReads = (directory: Directory, onBytes: (bytes: number) => void): Directory => ({
  ...directory,
  find: async (name) => {
    const found = await directory.find(name);
    return found && countReads(found, onBytes);
  },
  open: async (name) => {
    const file = await directory.open(name);
    if (file === null) return null;
    return {
      bytes: file.bytes,
      read: (offset, length) => {
        onBytes(length);
        return file.read(offset, length);
      },
    };
  },
});

const load = createProjectData(async (projectId) => openProject(await openStoreRoot(), projectId));
const predictor = createPredictor({ load, pause: createPause(), now: () => performance.now() });

const bench = {
  /** Simulates the world and imports it into the store. */
  async fill(users: number): Promise<Stored> {
    const world = benchWorld(users);
    const open = createOpenImportSession(await openStoreRoot());
    const session = await open({
      projectId: null,
      projectName: 'Bench',
      mode: 'add',
      timeBasis: { kind: 'utc' },
      source: '',
      signal: new AbortController().signal,
    });
    for (const batch of worldBatches(world)) await session.append(batch);
    const { projectId } = await session.commit(
      { files: ['bench'], linesRefused: 0, incomplete: false, at: 0 },
      () => undefined,
    );
    await sortAll(projectId);
    const { start, target } = world.truth;
    return { projectId, events: world.time.length, eventNames: world.eventNames.length, start, target };
  },
  /** Answers from the store; the first time it reads the project, then it has it. */
  /** Reads what an analysis needs: of everybody, and of those who did the name that fewest did, but 500 at least. */
  async read({ projectId }: Stored): Promise<readonly Read[]> {
    const reads: Read[] = [];
    const { catalogue } = await openProject(await openStoreRoot(), projectId);
    const rare = catalogue.events.filter(({ users }) => users >= 500).toSorted((a, b) => a.users - b.users)[0]!;
    for (const didAny of [undefined, [rare.name]]) {
      let bytes = 0;
      const root = countReads(await openStoreRoot(), (more) => (bytes += more));
      const fresh = createProjectData((id) => openProject(root, id));
      const startedAt = performance.now();
      const { events } = await fresh(projectId, didAny);
      reads.push({ ms: performance.now() - startedAt, bytes, events: events.row.length, users: events.userCount });
    }
    return reads;
  },
  run: ({ projectId, start, target }: Stored): Promise<TimedRun> =>
    timeRun(predictor, askFor(projectId, start, target, 'bench')),
};
export type PredictorBench = typeof bench;

expose(bench);
