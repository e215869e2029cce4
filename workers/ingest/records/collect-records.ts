import type { Refusal } from '#contract/ingest.ts';
import { createBatchBuilder } from '../columns/batch-builder.ts';
import type { ScannedBatch } from '../columns/packed-texts.ts';
import { createPropertyPaths } from './property-paths.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { createRecordScanner } from './scan-record.ts';
import { createTextReader, type Framing } from './text-reader.ts';
import { createWasmLines } from '../simd/wasm-lines.ts';

/** What was found in a text, or in a part of one. */
export interface Tally {
  readonly appended: number;
  readonly withoutUser: number;
  readonly refusals: readonly Refusal[];
  /** Lines or list items, blank ones included: how far the numbers of what follows are on. */
  readonly pieces: number;
  readonly incomplete: boolean;
}

/** Reads one text, chunk by chunk. */
export interface TextCollector {
  push(chunk: Uint8Array): void;
  finish(): void;
  /** So far. Numbers of lines count from the first line pushed. */
  readonly counts: { readonly appended: number; readonly refused: number };
  tally(): Tally;
}

/** Turns texts, one after the other, into batches that share their dictionaries. */
export interface Collector {
  readonly isFull: boolean;
  /** Rows not taken yet. */
  readonly rows: number;
  take(): ScannedBatch;
  begin(framing: Framing, label: string): TextCollector;
}

/** A line that goes on longer than this beyond a chunk is left to the scanner, so that it is not begun again and again. */
const LONGEST_WAIT = 1 << 16;

/**
 * @param toUtc - turns the export's epoch ms into UTC.
 * @param wasm - reads the lines that are as lines mostly are; without it, and where it passes, all is read here.
 */
export function createCollector(toUtc: (ms: number) => number, wasm: WebAssembly.Module | null = null): Collector {
  const quick = wasm && createWasmLines(wasm);
  const paths = createPropertyPaths(quick?.learnKey);
  const scanner = createRecordScanner(paths);
  const builder = createBatchBuilder(scanner.record, paths, toUtc, quick?.storage);

  const begin = (framing: Framing, label: string): TextCollector => {
    const refusals: Refusals = createRefusals();
    let appended = 0;
    let withoutUser = 0;
    let incomplete = false;
    const reader = createTextReader(framing, scanner, {
      event(bytes, start, end, number) {
        const accepted = builder.accept(bytes);
        if (accepted === 'added') appended++;
        else if (accepted === 'without-user') withoutUser++;
        else refusals.add(accepted, label, number, bytes, start, end);
      },
      refuse(reason, bytes, start, end, number) {
        refusals.add(reason, label, number, bytes, start, end);
      },
      incomplete() {
        incomplete = true;
      },
    });

    /** Hands lines to the quick reader, and one by one to the other what it leaves. */
    const pushQuickly = (chunk: Uint8Array): void => {
      quick!.add(chunk);
      while (quick!.restLength() > 0) {
        if (reader.canPass) {
          const lines = quick!.read();
          appended += lines;
          reader.pass(lines);
        }
        const line = quick!.takeLine();
        if (line) reader.push(line);
        else if (reader.canPass && quick!.restLength() <= LONGEST_WAIT) return;
        else reader.push(quick!.takeRest());
      }
    };
    const finish = (): void => {
      if (quick && quick.restLength() > 0) reader.push(quick.takeRest());
      reader.finish();
    };

    return {
      push: quick && framing === 'lines' ? pushQuickly : reader.push,
      finish,
      counts: {
        get appended() {
          return appended;
        },
        get refused() {
          return refusals.count;
        },
      },
      tally: () => ({ appended, withoutUser, refusals: refusals.list(), pieces: reader.pieces, incomplete }),
    };
  };

  return {
    get isFull() {
      return builder.isFull;
    },
    get rows() {
      return builder.rows;
    },
    take: builder.take,
    begin,
  };
}
