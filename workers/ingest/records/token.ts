import { ValueTag } from '#core/predictor/event-table.ts';
import { readNumber } from './read-number.ts';
import { scanLiteral, scanNumber, scanString, isDigit } from './scan-json.ts';
import { skipValue } from './skip-value.ts';

/** No value was given. */
export const ABSENT = -1;

/** One scanned value, still lying in the bytes it was read from. Used again for the next record. */
export interface Token {
  /** A `ValueTag`, or `ABSENT`. */
  tag: number;
  /** Content of a string (without quotes), or text of a number, list or object. */
  start: number;
  end: number;
  /** `StringFlag`s of a string. */
  flags: number;
  /** Value of a number. */
  number: number;
  /** The property path it was found at; -1 outside the properties. */
  path: number;
  /** The code its text was given before, when it was found in the cache; else -1, and only then do the flags count. */
  known: number;
}

export function createToken(): Token {
  const token: Token = { tag: ABSENT, start: 0, end: 0, flags: 0, number: 0.5, path: -1, known: -1 };
  token.number = 0;
  return token;
}

/** Digits of a whole number that is exact whatever they are. */
const EXACT_DIGITS = 15;

/** The byte after a plain whole number, whose value goes to the token; -1 when it is anything else. */
function scanWhole(bytes: Uint8Array, at: number, end: number, token: Token): number {
  const first = bytes[at]! - 0x30;
  if (first < 1 || first > 9) return -1;
  let value = first;
  const last = Math.min(end, at + EXACT_DIGITS + 1);
  for (let i = at + 1; i < last; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + (byte - 0x30);
    } else {
      if (byte === 0x2e || (byte | 0x20) === 0x65) return -1;
      token.number = value;
      return i;
    }
  }
  return -1;
}

/**
 * Scan any value into a token; lists and objects are checked and kept as their text.
 *
 * @returns the byte after the value, or -1 when it is not JSON.
 */
export function scanToken(bytes: Uint8Array, at: number, end: number, token: Token): number {
  if (at >= end) return -1;
  const byte = bytes[at]!;
  token.start = at;
  token.known = -1;
  if (byte === 0x22) {
    const found = scanString(bytes, at + 1, end);
    if (found < 0) return -1;
    token.tag = ValueTag.string;
    token.start = at + 1;
    token.end = found >> 2;
    token.flags = found & 3;
    return (found >> 2) + 1;
  }
  let next: number;
  if (byte === 0x2d || isDigit(byte)) {
    token.tag = ValueTag.number;
    next = scanWhole(bytes, at, end, token);
    if (next > 0) return (token.end = next);
    next = scanNumber(bytes, at, end);
    if (next > 0) token.number = readNumber(bytes, at, next);
  } else if (byte === 0x7b || byte === 0x5b) {
    next = skipValue(bytes, at, end);
    token.tag = ValueTag.json;
  } else {
    next = scanLiteral(bytes, at, end);
    token.tag = byte === 0x74 ? ValueTag.true : byte === 0x66 ? ValueTag.false : ValueTag.null;
  }
  token.end = next;
  return next;
}
