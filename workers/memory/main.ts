import { expose } from 'comlink';
import { createIngest } from '../ingest/create-ingest.ts';
import { compileWasm } from '../ingest/simd/wasm-module.ts';
import { createPause } from '../predictor/pause.ts';
import { createPredictor } from '../predictor/create-predictor.ts';
import { createProjectData } from '../predictor/project-data.ts';
import { showLife } from '../shared/show-life.ts';
import { createStore } from '../store/create-store.ts';
import { createQueries } from '../store/duckdb/queries.ts';
import { createOpenImportSession } from '../store/open-import-session.ts';
import { openProject } from '../store/project-reader.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const root = memoryDirectory();
const locks = memoryLocks();

/** All three workers in one, since they cannot share memory. Each is exposed on the port that asks for it. */
const parts = new Map<unknown, object>([
  [
    'store',
    createStore({
      openRoot: async () => root,
      locks,
      queries: createQueries(async () => (await import('../store/duckdb/open-duckdb.ts')).openDuckDb()),
      readStorage: async () => ({ usedBytes: root.bytes(), quotaBytes: null, persisted: false }),
    }),
  ],
  [
    'ingest',
    createIngest({
      openSession: createOpenImportSession(root, locks),
      wasm: compileWasm(),
      now: () => Date.now(),
      ticks: () => performance.now(),
    }),
  ],
  [
    'predictor',
    createPredictor({
      load: createProjectData((projectId) => openProject(root, projectId)),
      pause: createPause(),
      now: () => performance.now(),
    }),
  ],
]);

addEventListener('message', ({ data, ports: [port] }: MessageEvent<{ part?: unknown } | null>) => {
  const part = parts.get(data?.part);
  if (part && port) expose(part, port);
});
showLife();
