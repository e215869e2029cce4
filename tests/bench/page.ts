import { wrap } from 'comlink';
import type { IngestBench } from './ingest-bench.ts';
import type { PredictorBench } from './predictor-bench.ts';
import type { StoreBench } from './store-bench.ts';

const chosenFile = (): File => {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file was chosen');
  return file;
};

/** What `run.mjs` calls. Every call has a worker of its own, as every import has. */
const bench = {
  ingest: (side: keyof IngestBench) => {
    const worker = new Worker(new URL('./ingest-bench.ts', import.meta.url), { type: 'module' });
    return wrap<IngestBench>(worker)[side](chosenFile());
  },
  predictor: (users: number, peerSets: number) => {
    const worker = new Worker(new URL('./predictor-bench.ts', import.meta.url), { type: 'module' });
    return wrap<PredictorBench>(worker).run(users, peerSets);
  },
  store: async (side: keyof StoreBench, rows: number) => {
    const worker = new Worker(new URL('./store-bench.ts', import.meta.url), { type: 'module' });
    return wrap<StoreBench>(worker)[side](rows);
  },
};
export type Bench = typeof bench;

Object.assign(window, { bench });
