import type { Scratch } from '../columns/scratch.ts';

const BACKSLASH = 0x5c;

const simple: Readonly<Record<number, number>> = { 0x62: 8, 0x66: 12, 0x6e: 10, 0x72: 13, 0x74: 9 };

function hexUnit(bytes: Uint8Array, at: number): number {
  let unit = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i]!;
    unit = unit * 16 + (byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57);
  }
  return unit;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

function pushCodePoint(out: Scratch, code: number): void {
  if (code < 0x80) {
    out.push(code);
  } else if (code < 0x800) {
    out.push(0xc0 | (code >> 6));
    out.push(0x80 | (code & 63));
  } else if (code < 0x10000) {
    out.push(0xe0 | (code >> 12));
    out.push(0x80 | ((code >> 6) & 63));
    out.push(0x80 | (code & 63));
  } else {
    out.push(0xf0 | (code >> 18));
    out.push(0x80 | ((code >> 12) & 63));
    out.push(0x80 | ((code >> 6) & 63));
    out.push(0x80 | (code & 63));
  }
}

/**
 * Write a string's content [start, end), escapes resolved, into `out` as UTF-8.
 *
 * The content must have passed `scanString`. A surrogate without its other half becomes three bytes that are
 * not UTF-8, and so the answer is true: only a JavaScript string can hold it.
 */
export function unescape(bytes: Uint8Array, start: number, end: number, out: Scratch): boolean {
  out.clear();
  let lone = false;
  let plainFrom = start;
  for (let at = start; at < end;) {
    if (bytes[at] !== BACKSLASH) {
      at++;
      continue;
    }
    out.append(bytes, plainFrom, at);
    const kind = bytes[at + 1]!;
    if (kind === 0x75) {
      let code = hexUnit(bytes, at + 2);
      at += 6;
      if (isHighSurrogate(code) && at + 6 <= end && bytes[at] === BACKSLASH && bytes[at + 1] === 0x75) {
        const low = hexUnit(bytes, at + 2);
        if (isLowSurrogate(low)) {
          code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
          at += 6;
        }
      }
      lone ||= code >= 0xd800 && code < 0xe000;
      pushCodePoint(out, code);
    } else {
      out.push(simple[kind] ?? kind);
      at += 2;
    }
    plainFrom = at;
  }
  out.append(bytes, plainFrom, end);
  return lone;
}
