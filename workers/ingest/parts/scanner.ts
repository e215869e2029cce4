import { transfer } from 'comlink';
import type { TimeBasis } from '#contract/ingest.ts';
import type { Reply } from '#contract/reply.ts';
import { reply } from '../../shared/reply.ts';
import { blobSource, CHUNK } from '../source/byte-source.ts';
import { type Collector, createCollector, type Tally } from '../records/collect-records.ts';
import { packedKinds, type ScannedBatch } from '../columns/packed-texts.ts';
import { toUtcOf } from '../records/to-utc.ts';

/** Whole lines of a text, few enough to be held in memory as columns. */
export interface Part {
  /** What refusals call the file. */
  readonly label: string;
  /** The lines themselves, or where they lie in a file. */
  readonly content: Uint8Array<ArrayBuffer> | { readonly file: Blob; readonly from: number; readonly to: number };
}

/** A part as columns. Codes are the scanner's own: they count on from part to part. */
export interface ScannedPart {
  readonly batches: readonly ScannedBatch[];
  readonly tally: Tally;
}

/** What a scanning worker exposes. */
export interface ScannerApi {
  scan(part: Part, timeBasis: TimeBasis): Promise<Reply<ScannedPart>>;
  /** Forget what was scanned: nothing more will come. The page ends the worker when the import is over. */
  end(): Promise<void>;
}

function buffersOf({ batches }: ScannedPart): ArrayBuffer[] {
  return batches.flatMap(({ time, event, user, keyHigh, keyLow, processed, properties, added }) =>
    [
      time,
      event,
      user,
      keyHigh,
      keyLow,
      processed,
      ...properties.flatMap(({ row, tag, value }) => [row, tag, value]),
      ...packedKinds.flatMap((kind) => [added[kind].bytes, added[kind].lengths]),
    ].map(({ buffer }) => buffer as ArrayBuffer),
  );
}

/** Make a scanner for one import. It scans one part after the other, however many it is given. */
export function createScanner(wasm: WebAssembly.Module | null = null): ScannerApi {
  let collector: Collector | null = null;
  let before: Promise<unknown> = Promise.resolve();

  const scanNow = async ({ label, content }: Part, timeBasis: TimeBasis): Promise<ScannedPart> => {
    collector ??= createCollector(toUtcOf(timeBasis), wasm);
    const text = collector.begin('lines', label);
    const batches: ScannedBatch[] = [];
    const push = (chunk: Uint8Array): void => {
      text.push(chunk);
      if (collector?.isFull) batches.push(collector.take());
    };
    if (content instanceof Uint8Array) {
      for (let at = 0; at < content.length; at += CHUNK) push(content.subarray(at, at + CHUNK));
    } else {
      const { file, from, to } = content;
      for await (const chunk of blobSource(file, label, () => undefined, from, to).chunks()) push(chunk);
    }
    text.finish();
    if (collector.rows > 0) batches.push(collector.take());
    return { batches, tally: text.tally() };
  };

  return {
    scan(part, timeBasis) {
      const scanned = before.then(() => reply(() => scanNow(part, timeBasis), buffersOf));
      before = scanned;
      return scanned;
    },
    async end() {
      collector = null;
    },
  };
}

/** Give a part away: its bytes are moved, not copied. */
export const handOver = (part: Part): Part =>
  part.content instanceof Uint8Array ? transfer(part, [part.content.buffer]) : part;
