import { wrap } from 'comlink';
import type { IngestApi } from '#contract/ingest.ts';
import { deferred } from './deferred.ts';
import type { IngestWorker } from './ingest-client.ts';
import { type ScannerWorker, startScanner } from './start-scanner.ts';
import { failureOf } from './watch-worker.ts';

/** Starts an ingest worker. The one place that knows its address. */
export function startIngest(): IngestWorker {
  const worker = new Worker(new URL('../../../workers/ingest/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-ingest',
  });
  const scanners: ScannerWorker[] = [];
  const { promise: failed, reject } = deferred<never>();
  failed.catch(() => undefined);
  failureOf(worker, 'worker/unavailable').catch(reject);
  const endScanners = (): void => {
    for (const scanner of scanners.splice(0)) scanner.end();
  };
  return {
    api: wrap<IngestApi>(worker),
    failed,
    startScanner() {
      const scanner = startScanner();
      scanners.push(scanner);
      scanner.failed.catch((cause: unknown) => {
        if (scanners.includes(scanner)) reject(cause);
      });
      return scanner.port;
    },
    endScanners,
    end() {
      worker.terminate();
      endScanners();
    },
  };
}
