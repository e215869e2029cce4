import { failureOf } from './watch-worker.ts';

/** A worker that scans parts of files for the ingest worker, which talks to it through the port. */
export interface ScannerWorker {
  readonly port: MessagePort;
  /** Rejects when the worker fails. */
  readonly failed: Promise<never>;
  end(): void;
}

/** Starts a scanning worker. The one place that knows its address. */
export function startScanner(): ScannerWorker {
  const worker = new Worker(new URL('../../../workers/scanner/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-scanner',
  });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(port1, [port1]);
  return { port: port2, failed: failureOf(worker, 'worker/unavailable'), end: () => worker.terminate() };
}
