import { endOfNumber } from './numbers.ts';
import { endOfString, QUOTE, skipSpace, stringFlags } from './text.ts';

/** Whether white space lies between the tokens of the list or object skipped last, and the flags of its strings. */
export let hasSpace: bool = false;
export let skippedFlags: u32 = 0;

const DEEPEST: u32 = 63;
const OPEN_LIST: u32 = 0x5b;
const OPEN_OBJECT: u32 = 0x7b;

/** The byte after `true`, `false` or `null`, or 0. */
export function endOfLiteral(at: usize): usize {
  const word = load<u32>(at);
  if (word === 0x65757274 || word === 0x6c6c756e) return at + 4;
  return word === 0x736c6166 && load<u8>(at + 4) === 0x65 ? at + 5 : 0;
}

function endOfScalar(at: usize): usize {
  const byte = load<u8>(at) as u32;
  if (byte === QUOTE) {
    const end = endOfString(at + 1);
    skippedFlags |= stringFlags;
    return end === 0 ? 0 : end + 1;
  }
  return byte === 0x2d || byte - 0x30 < 10 ? endOfNumber(at) : endOfLiteral(at);
}

function pastSpace(at: usize): usize {
  const next = skipSpace(at);
  if (next !== at) hasSpace = true;
  return next;
}

/** The byte where the value of the member begins whose key is at `at`, or 0. */
function skipKey(at: usize): usize {
  if (load<u8>(at) !== QUOTE) return 0;
  const end = endOfString(at + 1);
  if (end === 0) return 0;
  skippedFlags |= stringFlags;
  const colon = pastSpace(end + 1);
  return load<u8>(colon) === 0x3a ? pastSpace(colon + 1) : 0;
}

/** Check any JSON value and find its end: the byte after it, or 0 when it is none or too deep to be read here. */
export function skipValue(at: usize): usize {
  hasSpace = false;
  skippedFlags = 0;
  /** A bit a level, the lowest for the innermost: set where it is an object. */
  let levels: u64 = 0;
  let depth: u32 = 0;
  while (true) {
    const byte = load<u8>(at) as u32;
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      at = pastSpace(at + 1);
      if ((load<u8>(at) as u32) !== byte + 2) {
        if (depth === DEEPEST) return 0;
        depth++;
        levels = (levels << 1) | u64(byte === OPEN_OBJECT);
        if (byte === OPEN_OBJECT) at = skipKey(at);
        if (at === 0) return 0;
        continue;
      }
      at++;
    } else {
      at = endOfScalar(at);
      if (at === 0) return 0;
    }
    while (true) {
      if (depth === 0) return at;
      at = pastSpace(at);
      const closer: u32 = (levels & 1) !== 0 ? OPEN_OBJECT + 2 : OPEN_LIST + 2;
      if ((load<u8>(at) as u32) !== closer) break;
      depth--;
      levels >>= 1;
      at++;
    }
    if (load<u8>(at) !== 0x2c) return 0;
    at = pastSpace(at + 1);
    if ((levels & 1) !== 0) at = skipKey(at);
    if (at === 0) return 0;
  }
}

/** Copy JSON text without the white space between its tokens to `out`. Answers the end. */
export function compact(at: usize, end: usize, out: usize): usize {
  let inString = false;
  for (; at < end; at++) {
    const byte = load<u8>(at) as u32;
    if (!inString && byte <= 0x20) continue;
    if (byte === QUOTE) inString = !inString;
    store<u8>(out++, byte);
    if (inString && byte === 0x5c) store<u8>(out++, load<u8>(++at));
  }
  return out;
}
