import type { RefusalReason } from '#contract/ingest.ts';
import { skipSpace } from './scan-json.ts';
import { Outcome, type RecordScanner } from './scan-record.ts';
import { createScratch } from '../columns/scratch.ts';
import { LONGEST_RECORD, type PieceSink } from './split-lines.ts';
import { decodeText } from '../columns/text-dictionary.ts';

/** Where records go. */
export interface RecordSink {
  /** The scanner's record is an event; its tokens point into `bytes`, where it lies at [start, end). */
  event(bytes: Uint8Array, start: number, end: number, number: number): void;
  refuse(reason: RefusalReason, bytes: Uint8Array, start: number, end: number, number: number): void;
  /** The file does not hold everything it should. */
  incomplete(): void;
}

/** Reads pieces as records, and knows when the file is over. */
export interface RecordReader extends PieceSink {
  /** True while a line waits for the next one. */
  readonly isWaiting: boolean;
  finish(): void;
}

const TERMINATED = 'terminated early';

function saysTerminated(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > TERMINATED.length + 8) return false;
  return decodeText(bytes, start, end).trim().toLowerCase() === TERMINATED;
}

/**
 * Make a reader of pieces.
 *
 * Mixpanel sometimes breaks a record over two lines: with `joinLines`, a line that starts like an object and is
 * no JSON waits for the next one and is tried together with it, once, before it is refused.
 */
export function createRecordReader(scanner: RecordScanner, sink: RecordSink, joinLines: boolean): RecordReader {
  const waiting = createScratch();
  const joined = createScratch();
  let waitingNumber = 0;
  let isWaiting = false;

  const settle = (outcome: number, bytes: Uint8Array, start: number, end: number, number: number): void => {
    if (outcome === Outcome.event) sink.event(bytes, start, end, number);
    else sink.refuse('not-an-event', bytes, start, end, number);
  };

  const stopWaiting = (): void => {
    if (isWaiting) sink.refuse('not-json', waiting.bytes, 0, waiting.length, waitingNumber);
    isWaiting = false;
  };

  const completesWaiting = (bytes: Uint8Array, start: number, end: number): boolean => {
    if (!isWaiting || waiting.length + end - start >= LONGEST_RECORD) return false;
    joined.clear();
    joined.append(waiting.bytes, 0, waiting.length);
    joined.append(bytes, start, end);
    const outcome = scanner.scan(joined.bytes, 0, joined.length);
    if (outcome === Outcome.notJson) return false;
    isWaiting = false;
    settle(outcome, joined.bytes, 0, joined.length, waitingNumber);
    return true;
  };

  return {
    get isWaiting() {
      return isWaiting;
    },
    piece(bytes, start, lineEnd, number, complete) {
      const end = lineEnd > start && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
      const first = skipSpace(bytes, start, end);
      if (first === end) return;
      if (completesWaiting(bytes, start, end)) return;
      stopWaiting();
      const outcome = scanner.scan(bytes, start, end);
      if (outcome !== Outcome.notJson) return settle(outcome, bytes, start, end, number);
      if (saysTerminated(bytes, start, end)) {
        sink.refuse('terminated-early', bytes, start, end, number);
        return sink.incomplete();
      }
      if (!complete) sink.incomplete();
      if (!joinLines || bytes[first] !== 0x7b) return sink.refuse('not-json', bytes, start, end, number);
      waiting.clear();
      waiting.append(bytes, start, end);
      waitingNumber = number;
      isWaiting = true;
    },
    tooLong(bytes, start, end, number) {
      stopWaiting();
      sink.refuse('too-long', bytes, start, end, number);
    },
    cutShort: () => sink.incomplete(),
    finish: stopWaiting,
  };
}
