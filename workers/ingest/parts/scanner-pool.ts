import type { TimeBasis } from '#contract/ingest.ts';
import type { Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { CutterApi } from './cutter.ts';
import type { Part, ScannedPart, ScannerApi } from './scanner.ts';

/** A started scanner, mostly in a worker of its own. */
export interface StartedScanner {
  readonly api: Pick<ScannerApi, 'scan'>;
  /** Rejects when the worker itself fails, so that no part is waited for in vain. */
  readonly failed: Promise<never>;
  end(): void;
}

/** Where scanners come from, and how much each is given at a time. */
export interface ScannerSource {
  /** How many may run at once. */
  readonly count: number;
  /** How many are started while another worker unpacks what they read. */
  readonly countWhileUnpacking: number;
  /** Bytes of a part, about. */
  readonly partBytes: number;
  start(): StartedScanner;
  /** Starts one that unpacks and cuts; without it that is done where the import is written. */
  startCutter?(): StartedCutter;
}

/** A started cutter. */
export interface StartedCutter extends Omit<StartedScanner, 'api'> {
  readonly api: CutterApi;
}

/** A part that was scanned, and by whom. */
export interface FinishedPart extends ScannedPart {
  readonly scanner: number;
}

/** Gives parts to scanners. */
export interface ScannerPool {
  /** As many parts like this one as are worth being under way; each may take several times its bytes. */
  ahead(part: Part): number;
  scan(part: Part): Promise<FinishedPart>;
  /** Ends all scanners, whatever they are doing. */
  end(): void;
}

/** Each scanner has one part to work on, and every second one has one to go on with: more took memory and gained no time. */
const QUEUE = 1.5;

function valueOf<T>(outcome: Reply<T>): T {
  if (!outcome.ok) throw new PteroError(outcome.error);
  return outcome.value;
}

/** Scanners are started when there is something for them to do. */
export function createScannerPool(source: ScannerSource, timeBasis: TimeBasis): ScannerPool {
  const scanners: { started: StartedScanner; waiting: number }[] = [];

  const countFor = ({ content }: Part): number =>
    content instanceof Uint8Array ? source.countWhileUnpacking : source.count;

  const next = (part: Part): number => {
    const idle = scanners.findIndex(({ waiting }) => waiting === 0);
    if (idle >= 0) return idle;
    if (scanners.length < countFor(part)) return scanners.push({ started: source.start(), waiting: 0 }) - 1;
    return scanners.reduce((least, { waiting }, i) => (waiting < scanners[least]!.waiting ? i : least), 0);
  };

  return {
    ahead: (part) => Math.ceil(QUEUE * countFor(part)),
    async scan(part) {
      const scanner = next(part);
      const own = scanners[scanner]!;
      own.waiting++;
      try {
        const outcome = await Promise.race([own.started.api.scan(part, timeBasis), own.started.failed]);
        return { ...valueOf(outcome), scanner };
      } finally {
        own.waiting--;
      }
    },
    end() {
      for (const { started } of scanners.splice(0)) started.end();
    },
  };
}
