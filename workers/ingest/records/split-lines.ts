import { createScratch } from '../columns/scratch.ts';

/** A line or list item of this many bytes or more is refused and never held in memory as a whole. */
export const LONGEST_RECORD = 10_000_000;

/** How much of a line that is too long is kept to show. */
const SHOWN = 480;

/** Takes the pieces of a file one by one. `number` counts lines, or items of a list, from 1. */
export interface PieceSink {
  /** Bytes [start, end) are one piece; `complete` is false when the file ended before the piece did. */
  piece(bytes: Uint8Array, start: number, end: number, number: number, complete: boolean): void;
  /** A piece was too long; [start, end) is its beginning. */
  tooLong(bytes: Uint8Array, start: number, end: number, number: number): void;
  /** The file ended inside its structure, though not inside a piece. */
  cutShort(): void;
}

/** Cuts a stream of chunks into pieces. */
export interface Splitter {
  /** Pieces so far, blank and refused ones included. */
  readonly pieces: number;
  push(chunk: Uint8Array): void;
  /** Call once after the last chunk. */
  finish(): void;
}

/** A splitter of lines, some of which somebody else may read. */
export interface LineSplitter extends Splitter {
  /** True between two lines. */
  readonly isBetween: boolean;
  /** So many lines were read elsewhere. */
  pass(lines: number): void;
}

/** Make a splitter that cuts at byte 0x0A only; blank lines are passed on. Holds at most one line that crosses chunks. */
export function createLineSplitter(sink: PieceSink): LineSplitter {
  const carry = createScratch(1 << 16);
  let number = 1;
  let skipping = false;

  const endLine = (chunk: Uint8Array, from: number, to: number, complete: boolean): void => {
    if (skipping) {
      skipping = false;
    } else if (carry.length + to - from >= LONGEST_RECORD) {
      refuse(chunk, from, to);
    } else if (carry.length === 0) {
      sink.piece(chunk, from, to, number, complete);
    } else {
      carry.append(chunk, from, to);
      sink.piece(carry.bytes, 0, carry.length, number, complete);
    }
    carry.clear();
    number++;
  };

  const refuse = (chunk: Uint8Array, from: number, to: number): void => {
    carry.append(chunk, from, Math.min(to, from + SHOWN));
    sink.tooLong(carry.bytes, 0, Math.min(carry.length, SHOWN), number);
    carry.clear();
  };

  return {
    get pieces() {
      return number - 1;
    },
    get isBetween() {
      return carry.length === 0 && !skipping;
    },
    pass(lines) {
      number += lines;
    },
    push(chunk) {
      let from = 0;
      for (;;) {
        const to = chunk.indexOf(0x0a, from);
        if (to < 0) break;
        endLine(chunk, from, to, true);
        from = to + 1;
      }
      if (skipping || from === chunk.length) return;
      if (carry.length + chunk.length - from >= LONGEST_RECORD) {
        refuse(chunk, from, chunk.length);
        skipping = true;
      } else {
        carry.append(chunk, from, chunk.length);
      }
    },
    finish() {
      if (carry.length > 0) endLine(carry.bytes, 0, 0, false);
    },
  };
}
