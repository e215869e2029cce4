import { expose } from 'comlink';
import { isAnalysing } from '../shared/analysing.ts';
import { giveWay } from '../store/give-way.ts';
import { createOpenImportSession } from '../store/open-import-session.ts';
import { openStoreRoot } from '../store/opfs-directory.ts';
import { sortProject } from '../store/write/copy-sorted.ts';
import { webWriterLocks } from '../store/writer-locks.ts';
import { createIngest } from './create-ingest.ts';
import { portScanners } from './parts/port-scanners.ts';
import { compileWasm } from './simd/wasm-module.ts';
import { createWasmEncoder } from './simd/wasm-encoder.ts';
import { showLife } from '../shared/show-life.ts';

const wasm = compileWasm();
const encode = wasm ? createWasmEncoder(wasm) : undefined;
const pauseFor = giveWay({
  isBusy: () => isAnalysing(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ticks: () => performance.now(),
});

expose(
  createIngest({
    openSession: async (target) => createOpenImportSession(await openStoreRoot(), undefined, undefined, encode)(target),
    scannersFrom: (start) => portScanners(start, navigator.hardwareConcurrency),
    settle: async (projectId) =>
      sortProject(await openStoreRoot(), projectId, { locks: webWriterLocks(), pauseFor, encode }),
    wasm,
    now: () => Date.now(),
    ticks: () => performance.now(),
  }),
);
showLife();
