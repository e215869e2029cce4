import { isDigit, scanLiteral, scanNumber, scanString, skipSpace } from './scan-json.ts';

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** The byte after a string, number or literal, or -1. */
function skipScalar(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at]!;
  if (byte === QUOTE) {
    const found = scanString(bytes, at + 1, end);
    return found < 0 ? -1 : (found >> 2) + 1;
  }
  return byte === 0x2d || isDigit(byte) ? scanNumber(bytes, at, end) : scanLiteral(bytes, at, end);
}

/** The byte where the value of the member starts whose key should be at `at`, or -1. */
function skipKey(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] !== QUOTE) return -1;
  const found = scanString(bytes, at + 1, end);
  if (found < 0) return -1;
  const colon = skipSpace(bytes, (found >> 2) + 1, end);
  return colon < end && bytes[colon] === 0x3a ? skipSpace(bytes, colon + 1, end) : -1;
}

const isOpen = (byte: number): boolean => byte === OPEN_OBJECT || byte === OPEN_LIST;

/**
 * Check any JSON value and find its end. Depth is limited by memory only.
 *
 * @param at - the first byte of the value, white space skipped.
 * @returns the byte after it, or -1 when it is not JSON.
 */
export function skipValue(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  if (!isOpen(bytes[at]!)) return skipScalar(bytes, at, end);
  const closers: number[] = [];
  for (;;) {
    const byte = bytes[at]!;
    if (isOpen(byte)) {
      const closer = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
      at = skipSpace(bytes, at + 1, end);
      if (at < end && bytes[at] !== closer) {
        closers.push(closer);
        if (closer === CLOSE_OBJECT) at = skipKey(bytes, at, end);
        if (at < 0 || at >= end) return -1;
        continue;
      }
      if (at >= end) return -1;
      at++;
    } else {
      at = skipScalar(bytes, at, end);
      if (at < 0) return -1;
    }
    for (;;) {
      const closer = closers.at(-1);
      if (closer === undefined) return at;
      at = skipSpace(bytes, at, end);
      if (at >= end) return -1;
      if (bytes[at] !== closer) break;
      closers.pop();
      at++;
    }
    if (bytes[at] !== 0x2c) return -1;
    at = skipSpace(bytes, at + 1, end);
    if (closers.at(-1) === CLOSE_OBJECT) at = skipKey(bytes, at, end);
    if (at < 0 || at >= end) return -1;
  }
}
