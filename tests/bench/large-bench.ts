import { expose } from 'comlink';
import type { ImportReport } from '#contract/ingest.ts';
import type { EventSummary, ProjectSummary } from '#contract/store.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { createWasmEncoder } from '#workers/ingest/simd/wasm-encoder.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import { portScanners } from '#workers/ingest/parts/port-scanners.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { createPause } from '#workers/predictor/pause.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { createProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject, openStoreRoot } from '#workers/store/project-reader.ts';
import { sortAll } from './sort-all.ts';
import { askFor } from './time-run.ts';

export interface Imported {
  readonly ms: number;
  /** Of `ms`: deduplicating, counting and writing what is left, after all has been read. */
  readonly commitMs: number;
  /** What follows, after the import is durable. */
  readonly sortMs: number;
  readonly report: ImportReport;
}

export interface Opened {
  readonly ms: number;
  readonly project: ProjectSummary;
  readonly events: readonly EventSummary[];
}

const load = createProjectData(async (projectId) => openProject(await openStoreRoot(), projectId));
const predictor = createPredictor({ load, pause: createPause(), now: () => performance.now() });

const bench = {
  async import(
    file: File,
    projectId: string | null,
    mode: 'add' | 'replace-days',
    startScanner: () => Promise<MessagePort>,
    onRead: () => void,
  ): Promise<Imported> {
    const wasm = compileWasm();
    const encode = wasm ? createWasmEncoder(wasm) : undefined;
    const startedAt = performance.now();
    let readMs = 0;
    const report = await runImport(
      {
        jobId: 'bench' as never,
        files: [file],
        projectId,
        projectName: 'Bench',
        timeBasis: { kind: 'utc' },
        mode,
        source: '',
      },
      {
        openSession: createOpenImportSession(await openStoreRoot(), undefined, undefined, encode),
        wasm,
        scanners: portScanners(startScanner, navigator.hardwareConcurrency),
        now: () => Date.now(),
      },
      new AbortController().signal,
      ({ phase }) => {
        if (phase !== 'writing' || readMs > 0) return;
        readMs = performance.now() - startedAt;
        onRead();
      },
    );
    const ms = performance.now() - startedAt;
    await sortAll(report.projectId, encode);
    return { ms, commitMs: ms - readMs, sortMs: performance.now() - startedAt - ms, report };
  },

  /** Reads the project and answers; then answers once more from what it has read. */
  async answer(
    projectId: string,
    start: string,
    target: string,
    horizonMs: number,
  ): Promise<{ readonly firstMs: number; readonly againMs: number; readonly result: ResultDocument }> {
    const asked = askFor(projectId, start, target, 'bench');
    const definition = { ...asked.definition, horizonMs, keepOutliers: true };
    const at = [performance.now()];
    const run = async () => {
      const outcome = await predictor.run({ ...asked, definition });
      at.push(performance.now());
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.value;
    };
    await run();
    const result = await run();
    const [from, first, again] = at as [number, number, number];
    return { firstMs: first - from, againMs: again - first, result };
  },
};
export type LargeBench = typeof bench;

expose(bench);
