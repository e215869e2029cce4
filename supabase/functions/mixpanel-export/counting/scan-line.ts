import { skipSpace, stringEnd, valueEnd } from './json-bytes.ts';

/** Where a value of interest lies. `start` and `end` are inside the quotes of a string; `kind` is its first byte, 0 when absent. */
export interface Place {
  kind: number;
  start: number;
  end: number;
  escapes: boolean;
}

/** What is looked for in a line: its event, and of its properties the user and the time. Overwritten by the next. */
export interface ScannedLine {
  readonly event: Place;
  readonly user: Place;
  readonly time: Place;
}

const place = (): Place => ({ kind: 0, start: 0, end: 0, escapes: false });

export const createScannedLine = (): ScannedLine => ({ event: place(), user: place(), time: place() });

const QUOTE = 0x22;
const decoder = new TextDecoder();

/** The text between a string's quotes, unescaped. */
export const textOf = (bytes: Uint8Array, start: number, end: number, escapes: boolean): string => {
  const raw = decoder.decode(bytes.subarray(start, end));
  return escapes ? (JSON.parse(`"${raw}"`) as string) : raw;
};

function isWord(bytes: Uint8Array, start: number, end: number, escapes: boolean, word: string): boolean {
  if (escapes) return textOf(bytes, start, end, true) === word;
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false;
  return true;
}

function keep(bytes: Uint8Array, at: number, after: number, escapes: boolean, out: Place): void {
  const quoted = bytes[at] === QUOTE ? 1 : 0;
  out.kind = bytes[at]!;
  out.start = at + quoted;
  out.end = after - quoted;
  out.escapes = escapes;
}

/** Reads a value and keeps where it lies; gives the byte after it, or -1. */
function keepValue(bytes: Uint8Array, at: number, end: number, out: Place): number {
  if (bytes[at] !== QUOTE) {
    const after = valueEnd(bytes, at, end);
    if (after >= 0) keep(bytes, at, after, false, out);
    return after;
  }
  const closing = stringEnd(bytes, at + 1, end);
  if (closing < 0) return -1;
  keep(bytes, at, (closing >> 1) + 1, (closing & 1) === 1, out);
  return (closing >> 1) + 1;
}

/**
 * Read a line of an export.
 *
 * As `JSON.parse` would: keys in any order, of a repeated key the last counts, only the event's own properties, any escape.
 *
 * @returns true when the line is an event: JSON with a named `event` and an object of `properties`.
 */
export function scanLine(bytes: Uint8Array, start: number, end: number, out: ScannedLine): boolean {
  out.event.kind = out.user.kind = out.time.kind = 0;
  let hasProperties = false;

  /** Members of an object from its first key on; gives the byte after it, or -1. */
  const members = (at: number, inside: boolean): number => {
    at = skipSpace(bytes, at, end);
    if (at < end && bytes[at] === 0x7d) return at + 1;
    for (;;) {
      if (at >= end || bytes[at] !== QUOTE) return -1;
      const key = stringEnd(bytes, at + 1, end);
      if (key < 0) return -1;
      const [from, to, escapes] = [at + 1, key >> 1, (key & 1) === 1];
      at = skipSpace(bytes, to + 1, end);
      if (at >= end || bytes[at] !== 0x3a) return -1;
      at = skipSpace(bytes, at + 1, end);
      if (at >= end) return -1;
      at = inside ? property(from, to, escapes, at) : member(from, to, escapes, at);
      if (at < 0) return -1;
      at = skipSpace(bytes, at, end);
      if (at >= end) return -1;
      if (bytes[at] === 0x7d) return at + 1;
      if (bytes[at] !== 0x2c) return -1;
      at = skipSpace(bytes, at + 1, end);
    }
  };

  const property = (from: number, to: number, escapes: boolean, at: number): number => {
    if (isWord(bytes, from, to, escapes, 'distinct_id')) return keepValue(bytes, at, end, out.user);
    if (isWord(bytes, from, to, escapes, 'time')) return keepValue(bytes, at, end, out.time);
    return valueEnd(bytes, at, end);
  };

  const member = (from: number, to: number, escapes: boolean, at: number): number => {
    if (isWord(bytes, from, to, escapes, 'event')) return keepValue(bytes, at, end, out.event);
    if (!isWord(bytes, from, to, escapes, 'properties')) return valueEnd(bytes, at, end);
    out.user.kind = out.time.kind = 0;
    hasProperties = bytes[at] === 0x7b;
    return hasProperties ? members(at + 1, true) : valueEnd(bytes, at, end);
  };

  const at = skipSpace(bytes, start, end);
  if (at >= end || bytes[at] !== 0x7b) return false;
  const after = members(at + 1, false);
  if (after < 0 || skipSpace(bytes, after, end) < end) return false;
  return hasProperties && out.event.kind === QUOTE && out.event.end > out.event.start;
}
