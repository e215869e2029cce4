const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Deeper values are taken for no JSON: no event is nested so, and a stack has an end. */
const DEEPEST = 200;

/** 1 where the quick pass over a string ends: a quote, a backslash, a control character. */
const stops = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
);

/** The next byte that is not JSON white space, or `end`. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return at;
    at++;
  }
  return end;
}

const isHex = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

function escapeEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -1;
  const kind = bytes[at + 1]!;
  if (kind !== 0x75) return '"\\/bfnrt'.includes(String.fromCharCode(kind)) ? at + 2 : -1;
  if (at + 6 > end) return -1;
  for (let digit = at + 2; digit < at + 6; digit++) if (!isHex(bytes[digit]!)) return -1;
  return at + 6;
}

/**
 * Find the end of a string.
 *
 * @param at - the byte after the opening quote.
 * @returns the place of the closing quote times two, plus one when there are escapes; -1 when it is no JSON string.
 */
export function stringEnd(bytes: Uint8Array, at: number, end: number): number {
  let escapes = 0;
  for (;;) {
    while (at < end && stops[bytes[at]!] === 0) at++;
    if (at >= end) return -1;
    const byte = bytes[at]!;
    if (byte === QUOTE) return at * 2 + escapes;
    if (byte !== BACKSLASH) return -1;
    escapes = 1;
    at = escapeEnd(bytes, at, end);
    if (at < 0) return -1;
  }
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  const first = at;
  while (at < end && isDigit(bytes[at])) at++;
  return at === first ? -1 : at;
}

function numberEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === 0x2d) at++;
  at = at < end && bytes[at] === 0x30 ? at + 1 : digitsEnd(bytes, at, end);
  if (at >= 0 && at < end && bytes[at] === 0x2e) at = digitsEnd(bytes, at + 1, end);
  if (at >= 0 && at < end && (bytes[at]! | 0x20) === 0x65) {
    at++;
    if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
    at = digitsEnd(bytes, at, end);
  }
  return at;
}

function wordEnd(bytes: Uint8Array, at: number, end: number, word: string): number {
  if (at + word.length > end) return -1;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return -1;
  return at + word.length;
}

/** The byte after an object or a list whose first member would be at `at`; `close` ends it. */
function membersEnd(bytes: Uint8Array, at: number, end: number, close: number, depth: number): number {
  at = skipSpace(bytes, at, end);
  if (at < end && bytes[at] === close) return at + 1;
  for (;;) {
    if (close === 0x7d) {
      if (at >= end || bytes[at] !== QUOTE) return -1;
      const key = stringEnd(bytes, at + 1, end);
      if (key < 0) return -1;
      at = skipSpace(bytes, (key >> 1) + 1, end);
      if (at >= end || bytes[at] !== 0x3a) return -1;
      at = skipSpace(bytes, at + 1, end);
    }
    at = valueEnd(bytes, at, end, depth);
    if (at < 0) return -1;
    at = skipSpace(bytes, at, end);
    if (at >= end) return -1;
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== 0x2c) return -1;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** The byte after the JSON value that begins at `at`, or -1 when none does. */
export function valueEnd(bytes: Uint8Array, at: number, end: number, depth = 0): number {
  if (at >= end || depth > DEEPEST) return -1;
  switch (bytes[at]!) {
    case QUOTE: {
      const closing = stringEnd(bytes, at + 1, end);
      return closing < 0 ? -1 : (closing >> 1) + 1;
    }
    case 0x7b:
      return membersEnd(bytes, at + 1, end, 0x7d, depth + 1);
    case 0x5b:
      return membersEnd(bytes, at + 1, end, 0x5d, depth + 1);
    case 0x74:
      return wordEnd(bytes, at, end, 'true');
    case 0x66:
      return wordEnd(bytes, at, end, 'false');
    case 0x6e:
      return wordEnd(bytes, at, end, 'null');
    default:
      return numberEnd(bytes, at, end);
  }
}
