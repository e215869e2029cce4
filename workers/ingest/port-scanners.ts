import { type Remote, wrap } from 'comlink';
import { handOver, type ScannerApi } from './scanner.ts';
import type { ScannerSource, StartedScanner } from './scanner-pool.ts';

/** Some 40,000 events: their columns take about half as much. */
const PART_BYTES = 1 << 24;
/** More would only wait for the one that writes. */
const MOST = 8;

function scannerAt(port: Promise<MessagePort>): StartedScanner {
  const opened: Promise<{ api: Remote<ScannerApi> }> = port.then((own) => ({ api: wrap<ScannerApi>(own) }));
  return {
    api: { scan: async (part, timeBasis) => (await opened).api.scan(handOver(part), timeBasis) },
    failed: opened.then(
      () => new Promise<never>(() => undefined),
      (cause: unknown) => Promise.reject(cause),
    ),
    end: () => void opened.then(({ api }) => api.end()).catch(() => undefined),
  };
}

/** Scanners in workers of their own, one a core. @param start - starts one and answers its port. */
export const portScanners = (start: () => Promise<MessagePort>, cores: number): ScannerSource => ({
  count: Math.min(Math.max(cores, 1), MOST),
  partBytes: PART_BYTES,
  start: () => scannerAt(start()),
});
