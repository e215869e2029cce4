import { createScratch } from '../columns/scratch.ts';
import { LONGEST_RECORD, type PieceSink, type Splitter } from './split-lines.ts';

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const SHOWN = 480;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isOpen = (byte: number): boolean => byte === OPEN_LIST || byte === 0x7b;
const isClose = (byte: number): boolean => byte === CLOSE_LIST || byte === 0x7d;

type Place = 'outside' | 'item-due' | 'item' | 'item-ended' | 'stray';

/**
 * Make a splitter that cuts a JSON list into its items, on one line or over many; several lists may follow each other.
 *
 * It only follows strings and brackets: whether an item is JSON is for the scanner to say. Text outside a list is
 * passed on line by line, so that it is counted. Holds at most one item that crosses chunks.
 */
export function createListSplitter(sink: PieceSink): Splitter {
  const carry = createScratch(1 << 16);
  let place: Place = 'outside';
  let afterComma = false;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let skipping = false;
  let number = 0;

  const keep = (chunk: Uint8Array, from: number, to: number): void => {
    if (skipping) return;
    if (carry.length + to - from < LONGEST_RECORD) return carry.append(chunk, from, to);
    carry.append(chunk, from, Math.min(to, from + SHOWN));
    sink.tooLong(carry.bytes, 0, Math.min(carry.length, SHOWN), number);
    carry.clear();
    skipping = true;
  };

  const endPiece = (chunk: Uint8Array, from: number, to: number, complete: boolean): void => {
    if (skipping || carry.length + to - from >= LONGEST_RECORD) {
      keep(chunk, from, to);
    } else if (carry.length === 0) {
      sink.piece(chunk, from, to, number, complete);
    } else {
      carry.append(chunk, from, to);
      sink.piece(carry.bytes, 0, carry.length, number, complete);
    }
    carry.clear();
    skipping = false;
  };

  const begin = (next: Place): void => {
    place = next;
    number++;
    depth = 0;
    inString = escaped = false;
  };

  const missing = (chunk: Uint8Array, at: number): void => {
    number++;
    sink.piece(chunk, at, at + 1, number, true);
  };

  /** The place after the byte at which the running item ends, which is a comma, a closing bracket or the chunk's end. */
  const followItem = (chunk: Uint8Array, at: number): number => {
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) {
        inString = true;
      } else if (isOpen(byte)) {
        depth++;
      } else if (depth > 0) {
        if (isClose(byte)) depth--;
      } else if (byte === COMMA || byte === CLOSE_LIST) {
        place = 'item-ended';
        return at;
      }
    }
    return at;
  };

  return {
    get pieces() {
      return number;
    },
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        const from = at;
        const byte = chunk[at]!;
        if (place === 'item') {
          at = followItem(chunk, at);
          if (at < chunk.length) endPiece(chunk, from, at, true);
          else keep(chunk, from, at);
          continue;
        }
        if (place === 'stray') {
          const newline = chunk.indexOf(NEWLINE, at);
          at = newline < 0 ? chunk.length : newline;
          if (newline < 0) {
            keep(chunk, from, at);
          } else {
            endPiece(chunk, from, at, true);
            place = 'outside';
          }
          continue;
        }
        if (isSpace(byte)) {
          at++;
        } else if (place === 'outside') {
          if (byte === OPEN_LIST) {
            place = 'item-due';
            afterComma = false;
            at++;
          } else {
            begin('stray');
          }
        } else if (byte === CLOSE_LIST) {
          if (place === 'item-due' && afterComma) missing(chunk, at);
          place = 'outside';
          at++;
        } else if (byte === COMMA) {
          if (place === 'item-due') missing(chunk, at);
          place = 'item-due';
          afterComma = true;
          at++;
        } else {
          begin('item');
        }
      }
    },
    finish() {
      if ((place === 'item' || place === 'stray') && (carry.length > 0 || skipping)) {
        endPiece(carry.bytes, 0, 0, place === 'stray');
      }
      if (place !== 'outside' && place !== 'stray') sink.cutShort();
    },
  };
}
