import { proxy, transfer, wrap } from 'comlink';
import { createIngestClient } from '#data/workers/ingest-client.ts';
import { startIngest } from '#data/workers/start-ingest.ts';
import { type ScannerWorker, startScanner } from '#data/workers/start-scanner.ts';
import { startStore } from '#data/workers/start-store.ts';
import { watchRun, type WatchedRun } from './watch-run.ts';
import type { IngestBench, Timed } from './ingest-bench.ts';
import type { Imported, LargeBench, Opened } from './large-bench.ts';
import type { PredictorBench, Read, Stored } from './predictor-bench.ts';
import type { ScaleBench } from './scale-bench.ts';
import type { StoreBench } from './store-bench.ts';
import type { TimedRun } from './time-run.ts';

const chosenFile = (): File => {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file was chosen');
  return file;
};

const newPredictor = () =>
  wrap<PredictorBench>(new Worker(new URL('./predictor-bench.ts', import.meta.url), { type: 'module' }));
const newScale = () => wrap<ScaleBench>(new Worker(new URL('./scale-bench.ts', import.meta.url), { type: 'module' }));
const imports = createIngestClient(startIngest);
let predictor: ReturnType<typeof newPredictor> | null = null;
let scale: ReturnType<typeof newScale> | null = null;

/** Gives an import its scanners and ends them once all is read, as the app does, and its worker after it. */
async function withScanners<T>(
  begin: (start: () => Promise<MessagePort>, onRead: () => void) => { readonly done: Promise<T>; end(): void },
): Promise<T> {
  const scanners: ScannerWorker[] = [];
  let end = () => {};
  const endScanners = () => {
    for (const scanner of scanners.splice(0)) scanner.end();
  };
  try {
    return await new Promise<T>((resolve, reject) => {
      const start = proxy(async () => {
        const scanner = startScanner();
        scanners.push(scanner);
        scanner.failed.catch((cause: unknown) => {
          if (scanners.includes(scanner)) reject(cause);
        });
        return transfer(scanner.port, [scanner.port]);
      });
      const job = begin(start, proxy(endScanners));
      end = job.end;
      job.done.then(resolve, reject);
    });
  } finally {
    endScanners();
    end();
  }
}

/** What `run.mjs` calls. Imports have a worker each, as in the app; the predictor keeps its own. */
const bench = {
  async ingest(side: keyof IngestBench): Promise<Timed> {
    return withScanners((start, onRead) => {
      const worker = new Worker(new URL('./ingest-bench.ts', import.meta.url), { type: 'module' });
      return { done: wrap<IngestBench>(worker)[side](chosenFile(), start, onRead), end: () => worker.terminate() };
    });
  },
  /** Imports the chosen file into a project that stays; null: a new one. */
  importOnTop(projectId: string | null, mode: 'add' | 'replace-days'): Promise<Imported> {
    return withScanners((start, onRead) => {
      const worker = new Worker(new URL('./large-bench.ts', import.meta.url), { type: 'module' });
      const done = wrap<LargeBench>(worker).import(chosenFile(), projectId, mode, start, onRead);
      return { done, end: () => worker.terminate() };
    });
  },
  /** Starts the store's worker as the app does and reads what the dashboard shows. */
  async openDashboard(): Promise<Opened> {
    const startedAt = performance.now();
    const store = startStore();
    const [project] = await store.projects();
    const { events } = await store.catalogue(project!.id);
    return { ms: performance.now() - startedAt, project: project!, events };
  },
  /** A scenario of the stored project, by a worker of its own. */
  answerStored: (projectId: string, start: string, target: string, horizonMs: number) =>
    wrap<LargeBench>(new Worker(new URL('./large-bench.ts', import.meta.url), { type: 'module' })).answer(
      projectId,
      start,
      target,
      horizonMs,
    ),
  /** Starts an import as the app does, cancels it after so long, and says how long it took to be heard, ms. */
  async cancelImportAfter(ms: number): Promise<number> {
    const controller = new AbortController();
    const run = imports.run(
      {
        files: [chosenFile()],
        projectId: null,
        projectName: 'Bench',
        timeBasis: { kind: 'utc' },
        mode: 'add',
        source: '',
      },
      { signal: controller.signal, onProgress: () => undefined },
    );
    const over = run.then(
      () => false,
      () => true,
    );
    await new Promise((resolve) => setTimeout(resolve, ms));
    const askedAt = performance.now();
    controller.abort();
    if (!(await over)) throw new Error('the import ended before it was cancelled');
    return performance.now() - askedAt;
  },
  store: async (side: keyof StoreBench, rows: number) => {
    const worker = new Worker(new URL('./store-bench.ts', import.meta.url), { type: 'module' });
    return wrap<StoreBench>(worker)[side](rows);
  },
  /** Leaves nothing in the private file system. */
  async clear(): Promise<void> {
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  },
  fill: (users: number): Promise<Stored> => newPredictor().fill(users),
  read: (stored: Stored): Promise<readonly Read[]> => newPredictor().read(stored),
  answer: (stored: Stored): Promise<TimedRun> => (predictor ??= newPredictor()).run(stored),
  make: async (users: number, names: number, rows: number): Promise<void> =>
    (scale ??= newScale()).make(users, names, rows),
  watch: (): Promise<WatchedRun> => watchRun((scale ??= newScale())),
  /** Starts an analysis, cancels it after so long, and says how long the cancel took to be answered, ms. */
  async cancelAfter(ms: number): Promise<number> {
    const worker = (scale ??= newScale());
    const run = worker.run('to be cancelled');
    await new Promise((resolve) => setTimeout(resolve, ms));
    const askedAt = performance.now();
    await worker.cancel('to be cancelled');
    if (!(await run).cancelled) throw new Error('the analysis ended before it was cancelled');
    return performance.now() - askedAt;
  },
};
export type Bench = typeof bench;

Object.assign(window, { bench });
