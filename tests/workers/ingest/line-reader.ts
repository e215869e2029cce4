import type { RefusalReason } from '#contract/ingest.ts';
import { createBatchBuilder } from '#workers/ingest/columns/batch-builder.ts';
import { unpackBatch } from '#workers/ingest/columns/packed-texts.ts';
import { createPropertyPaths } from '#workers/ingest/records/property-paths.ts';
import { createRecordScanner } from '#workers/ingest/records/scan-record.ts';
import { createTextReader, type Framing } from '#workers/ingest/records/text-reader.ts';
import { createSpeller, type StoredEvent } from './memory-store.ts';

export interface TextReading {
  readonly events: readonly StoredEvent[];
  readonly withoutUser: number;
  readonly refused: readonly { readonly reason: RefusalReason; readonly number: number }[];
  readonly incomplete: boolean;
}

/** Reads texts by the scanner under test. One after the other, so that what it remembers of one meets the next. */
export function createLineReader(): (chunks: readonly Uint8Array[], framing?: Framing) => TextReading {
  const paths = createPropertyPaths();
  const scanner = createRecordScanner(paths);
  const builder = createBatchBuilder(scanner.record, paths, (ms) => ms);
  const spelled = createSpeller();
  return (chunks, framing = 'lines') => {
    const refused: { reason: RefusalReason; number: number }[] = [];
    let withoutUser = 0;
    let incomplete = false;
    const reader = createTextReader(framing, scanner, {
      event(bytes, _start, _end, number) {
        const accepted = builder.accept(bytes);
        if (accepted === 'without-user') withoutUser++;
        else if (accepted !== 'added') refused.push({ reason: accepted, number });
      },
      refuse: (reason, _bytes, _start, _end, number) => refused.push({ reason, number }),
      incomplete() {
        incomplete = true;
      },
    });
    for (const chunk of chunks) reader.push(chunk);
    reader.finish();
    return { events: spelled(unpackBatch(builder.take())), withoutUser, refused, incomplete };
  };
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
