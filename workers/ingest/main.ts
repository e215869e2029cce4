import { expose } from 'comlink';
import { createOpenImportSession } from '../store/open-import-session.ts';
import { openStoreRoot } from '../store/opfs-directory.ts';
import { createIngest } from './create-ingest.ts';
import { portScanners } from './port-scanners.ts';
import { compileWasm } from './wasm-module.ts';
import { showLife } from '../shared/show-life.ts';

expose(
  createIngest({
    openSession: async (target) => createOpenImportSession(await openStoreRoot())(target),
    scannersFrom: (start) => portScanners(start, navigator.hardwareConcurrency),
    wasm: compileWasm(),
    now: () => Date.now(),
    ticks: () => performance.now(),
  }),
);
showLife();
