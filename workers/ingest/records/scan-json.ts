import { viewOf } from '../columns/byte-view.ts';

/** What `scanString` found inside a string, as bits. */
export const StringFlag = { escape: 1, nonAscii: 2 } as const;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** 0: part of a string as it is; 1: ends the quick pass over a string. */
const stops = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte >= 0x80 || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
);

/** True when none of a word's four bytes ends the quick pass. A few plain bytes behind one that does may be missed. */
function isPlain(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const slashes = word ^ 0x5c5c5c5c;
  const found = ((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes) | (word - 0x20202020) | word;
  return (found & 0x80808080) === 0;
}

/** The next byte that is not JSON white space, or `end`. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return at;
    at++;
  }
  return end;
}

const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** The byte after an escape whose backslash is at `at`, or -1 when there is no such escape. */
function skipEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -1;
  switch (bytes[at + 1]!) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 2;
    case 0x75:
      if (at + 6 > end) return -1;
      for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i]!)) return -1;
      return at + 6;
    default:
      return -1;
  }
}

/**
 * Find the end of a string.
 *
 * @param at - the byte after the opening quote.
 * @returns the place of the closing quote times four plus its `StringFlag`s, or -1 when it is not a JSON string.
 */
export function scanString(bytes: Uint8Array, at: number, end: number): number {
  let flags = 0;
  const view = viewOf(bytes);
  const lastWord = end - 4;
  for (;;) {
    while (at <= lastWord && isPlain(view.getInt32(at, true))) at += 4;
    while (at < end && stops[bytes[at]!] === 0) at++;
    if (at >= end) return -1;
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      return at * 4 + flags;
    } else if (byte >= 0x80) {
      flags |= StringFlag.nonAscii;
      at++;
    } else if (byte === BACKSLASH) {
      flags |= StringFlag.escape;
      at = skipEscape(bytes, at, end);
      if (at < 0) return -1;
    } else {
      return -1;
    }
  }
}
/** The byte after `true`, `false` or `null`, or -1. */
export function scanLiteral(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  if (first === 0x66) {
    const right =
      at + 5 <= end &&
      bytes[at + 1] === 0x61 &&
      bytes[at + 2] === 0x6c &&
      bytes[at + 3] === 0x73 &&
      bytes[at + 4] === 0x65;
    return right ? at + 5 : -1;
  }
  if (at + 4 > end) return -1;
  const [b, c, d] = [bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  if (first === 0x74) return b === 0x72 && c === 0x75 && d === 0x65 ? at + 4 : -1;
  return first === 0x6e && b === 0x75 && c === 0x6c && d === 0x6c ? at + 4 : -1;
}

/** True for 0 to 9. */
export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** The byte after a number, or -1 when it is not one by JSON's grammar. */
export function scanNumber(bytes: Uint8Array, at: number, end: number): number {
  if (at < end && bytes[at] === 0x2d) at++;
  if (at >= end || !isDigit(bytes[at])) return -1;
  if (bytes[at] === 0x30) at++;
  else while (at < end && isDigit(bytes[at])) at++;
  if (at < end && bytes[at] === 0x2e) {
    const first = ++at;
    while (at < end && isDigit(bytes[at])) at++;
    if (at === first) return -1;
  }
  if (at < end && (bytes[at]! | 0x20) === 0x65) {
    at++;
    if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
    const first = at;
    while (at < end && isDigit(bytes[at])) at++;
    if (at === first) return -1;
  }
  return at;
}
