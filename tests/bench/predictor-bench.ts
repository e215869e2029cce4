import { expose } from 'comlink';
import { createPause } from '#workers/predictor/pause.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject, openStoreRoot } from '#workers/store/project-reader.ts';
import { benchWorld } from './bench-world.ts';
import { askFor, timeRun, type TimedRun } from './time-run.ts';
import { worldBatches } from './world-batches.ts';

/** A stored project and the question about it. */
export interface Stored {
  readonly projectId: string;
  readonly events: number;
  readonly eventNames: number;
  readonly start: string;
  readonly target: string;
}

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
    const { start, target } = world.truth;
    return { projectId, events: world.time.length, eventNames: world.eventNames.length, start, target };
  },
  /** Answers from the store; the first time it reads the project, then it has it. */
  run: ({ projectId, start, target }: Stored): Promise<TimedRun> =>
    timeRun(predictor, askFor(projectId, start, target, 'bench')),
};
export type PredictorBench = typeof bench;

expose(bench);
