import { type Remote, wrap } from 'comlink';
import type { CutterApi } from './cutter.ts';
import { handOver, type ScannerApi } from './scanner.ts';
import type { ScannerSource, StartedCutter, StartedScanner } from './scanner-pool.ts';

/** Some 20,000 events: their columns take about half as much, at some ten places at once. Larger parts gain no time. */
const PART_BYTES = 1 << 23;
/** More would only wait for the one that writes. */
const MOST = 8;
/** One that unpacks is as fast as two that scan, and each keeps what it has read until its memory is swept: 540 or 450 MB. */
const MOST_WHILE_UNPACKING = 2;

/** What lies at a port that is still to come. */
function reached(port: Promise<MessagePort>) {
  const opened: Promise<{ api: Remote<ScannerApi & CutterApi> }> = port.then((own) => ({ api: wrap(own) }));
  return {
    opened,
    failed: opened.then(
      () => new Promise<never>(() => undefined),
      (cause: unknown) => Promise.reject(cause),
    ),
    end: () => void opened.then(({ api }) => api.end()).catch(() => undefined),
  };
}

function scannerAt(port: Promise<MessagePort>): StartedScanner {
  const { opened, ...rest } = reached(port);
  return { api: { scan: async (part, basis) => (await opened).api.scan(handOver(part), basis) }, ...rest };
}

function cutterAt(port: Promise<MessagePort>): StartedCutter {
  const { opened, ...rest } = reached(port);
  return {
    api: {
      open: async (file) => (await opened).api.open(file),
      begin: async (member, size) => (await opened).api.begin(member, size),
      next: async () => (await opened).api.next(),
    },
    ...rest,
  };
}

const within = (count: number, most: number): number => Math.min(Math.max(count, 1), most);

/**
 * Scanners in workers of their own, one a core; beside one that unpacks, those that it and the writer leave free.
 *
 * @param start - starts one and answers its port.
 */
export const portScanners = (start: () => Promise<MessagePort>, cores: number): ScannerSource => ({
  count: within(cores, MOST),
  countWhileUnpacking: within(cores - 2, MOST_WHILE_UNPACKING),
  partBytes: PART_BYTES,
  start: () => scannerAt(start()),
  startCutter: () => cutterAt(start()),
});
