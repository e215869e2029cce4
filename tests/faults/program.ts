import type { ImportProgress, ImportReport, ImportRequest } from '#contract/ingest.ts';
import type { JobId } from '#contract/reply.ts';
import type { StoreApi } from '#contract/store.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import { createStore } from '#workers/store/create-store.ts';
import type { Queries } from '#workers/store/duckdb/queries.ts';
import { giveWay } from '#workers/store/give-way.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { opfsDirectory } from '#workers/store/opfs-directory.ts';
import { sortProject } from '#workers/store/write/copy-sorted.ts';
import { memoryLocks } from '../workers/store/memory-directory.ts';
import type { FakeOpfs } from './fake-opfs.ts';

const wasm = compileWasm();
let ticks = 0;
const lookEachTime = giveWay({ isBusy: async () => false, wait: async () => {}, ticks: () => (ticks += 1000) });

/** One run of the program over a disk: what its ingest and its store worker do. Its locks end with it, unless it shares them with another tab. */
export interface Program {
  readonly disk: FakeOpfs;
  readonly store: StoreApi;
  /** Imports, and does what follows an import. A failure of the latter is nobody's. */
  import(
    files: readonly File[],
    special?: Partial<ImportRequest>,
    tell?: (progress: ImportProgress) => void,
  ): Promise<ImportReport>;
}

export function startProgram(disk: FakeOpfs, now: () => number = () => Date.now(), locks = memoryLocks()): Program {
  const root = opfsDirectory(disk.root);
  const noQueries: Queries = {
    forget: async () => {},
    propertyValues: async () => [],
    days: async () => [],
    matchRows: async () => new Uint32Array(0),
  };
  return {
    disk,
    store: createStore({
      openRoot: async () => root,
      locks,
      queries: noQueries,
      readStorage: async () => ({ usedBytes: 0, quotaBytes: null, persisted: false }),
    }),
    async import(files, special = {}, tell = () => {}) {
      const report = await runImport(
        {
          jobId: 'job' as JobId,
          files,
          projectId: null,
          projectName: 'Shop',
          timeBasis: { kind: 'utc' },
          mode: 'add',
          source: '',
          ...special,
        },
        { openSession: createOpenImportSession(root, locks), wasm, now, ticks: () => performance.now() },
        new AbortController().signal,
        tell,
      );
      await Promise.allSettled([sortProject(root, report.projectId, { locks, pauseFor: lookEachTime })]);
      return report;
    },
  };
}
