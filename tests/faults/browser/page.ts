import { wrap } from 'comlink';
import type { IngestApi } from '#contract/ingest.ts';
import { createIngestClient, type IngestWorker } from '#data/workers/ingest-client.ts';
import { failureOf } from '#data/workers/watch-worker.ts';
import { startStore } from '#data/workers/start-store.ts';
import { PteroError, type PteroErrorData } from '#core/errors/ptero-error.ts';
import { openProject, openStoreRoot } from '#workers/store/project-reader.ts';
import { readEvents } from '../../workers/store/batches.ts';
import { judge, type Shown } from '../examine.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { shopEvents, type ShopEvent, shopFile } from '../shop.ts';

/** Events [from, to) in a version. */
export type Range = readonly [from: number, to: number, version: number];
type Told = Pick<Ledger, 'tally' | 'found'>;

const eventsOf = (ranges: readonly Range[]): ShopEvent[] => ranges.flatMap((range) => shopEvents(...range));
const store = startStore();
interface Crashable extends IngestWorker {
  crash(): void;
}
let running: Crashable | null = null;
let importing = false;
let livesBefore: readonly string[] = [];
const client = createIngestClient(() => (running = startCrashable()));

function startCrashable(): Crashable {
  const worker = new Worker(new URL('./crashing-ingest.ts', import.meta.url), { type: 'module' });
  return {
    api: wrap<IngestApi>(worker),
    failed: failureOf(worker, 'worker/unavailable'),
    end: () => worker.terminate(),
    crash: () => worker.postMessage({ crash: true }),
  };
}

const lives = async (): Promise<readonly string[]> => {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name = '' }) => (name.startsWith('ptero-worker:') ? [name] : []));
};

/** True once the worker that imports has shown itself, or the import is over. */
const isAtWork = async (): Promise<boolean> =>
  !importing || (await lives()).some((name) => !livesBefore.includes(name));

async function show(projectId: string): Promise<Shown | null> {
  const summary = (await store.projects()).find(({ id }) => id === projectId);
  if (summary === undefined) return null;
  const catalogue = await store.catalogue(projectId);
  return { summary, catalogue, rows: await readEvents(await openProject(await openStoreRoot(), projectId)) };
}

/** What `run.mjs` does in a page: what the app's page does, with real workers, files and locks. */
const faults = {
  /** Imports; answers the project, or what went wrong. */
  async import(range: Range, projectId: string | null): Promise<string | PteroErrorData> {
    const request = { projectName: 'Shop', timeBasis: { kind: 'utc' }, mode: 'add', source: '' } as const;
    const options = { signal: new AbortController().signal, onProgress: () => {} };
    livesBefore = await lives();
    importing = true;
    try {
      const report = await client.run({ ...request, files: [shopFile(shopEvents(...range))], projectId }, options);
      return report.projectId;
    } catch (cause) {
      return PteroError.from(cause).toData();
    } finally {
      importing = false;
    }
  },
  /** Ends the worker that imports as a browser short of memory does, or makes it throw. */
  async endWorker(how: 'end' | 'crash'): Promise<void> {
    while (!(await isAtWork())) await new Promise((resolve) => requestIdleCallback(resolve));
    running?.[how]();
  },
  projects: async (): Promise<string[]> => (await store.projects()).map(({ id }) => id),
  /** Judges what is there against the states that may be, and what a failure said. */
  async judge(
    projectId: string,
    acknowledged: readonly Range[],
    allowed: readonly (readonly Range[])[],
    failure: PteroErrorData | null,
  ): Promise<Told> {
    const ledger = createLedger('');
    if (failure) ledger.failed(new PteroError(failure));
    try {
      judge(ledger, await show(projectId), eventsOf(acknowledged), allowed.map(eventsOf));
    } catch (cause) {
      ledger.wrong('lost', `cannot be read: ${PteroError.from(cause).message}`, eventsOf(acknowledged).length);
    }
    return { tally: ledger.tally, found: ledger.found };
  },
  async clear(): Promise<void> {
    while ((await navigator.locks.query()).held?.some(({ name }) => name?.startsWith('ptero-yielding-')))
      await new Promise((resolve) => requestIdleCallback(resolve));
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  },
};
export type Faults = typeof faults;

Object.assign(window, { faults });
