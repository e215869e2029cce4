import { expose } from 'comlink';
import { createOpenImportSession } from '../store/open-import-session.ts';
import { openStoreRoot } from '../store/opfs-directory.ts';
import { createIngest } from './create-ingest.ts';
import { portScanners } from './port-scanners.ts';
import { compileWasm } from './wasm-module.ts';
import { createWasmEncoder } from './wasm-encoder.ts';
import { showLife } from '../shared/show-life.ts';

const wasm = compileWasm();
const encode = wasm ? createWasmEncoder(wasm) : undefined;

expose(
  createIngest({
    openSession: async (target) => createOpenImportSession(await openStoreRoot(), undefined, undefined, encode)(target),
    scannersFrom: (start) => portScanners(start, navigator.hardwareConcurrency),
    wasm,
    now: () => Date.now(),
    ticks: () => performance.now(),
  }),
);
showLife();
