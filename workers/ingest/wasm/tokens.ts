import { columnOf } from './columns.ts';
import { endOfNumber, numberIsWhole, numberValue } from './numbers.ts';
import { findKey, Key, Path, root } from './paths.ts';
import { endOfLiteral, hasSpace, skippedFlags, skipValue } from './skip.ts';
import { endOfString, ESCAPE, NON_ASCII, QUOTE, skipSpace, stringFlags } from './text.ts';

/** As `ValueTag` of #core/predictor/event-table.ts. */
export const TAG_STRING: i32 = 0;
export const TAG_NUMBER: i32 = 1;
const TAG_TRUE: i32 = 2;
const TAG_FALSE: i32 = 3;
const TAG_NULL: i32 = 4;
export const TAG_JSON: i32 = 5;
const ABSENT: i32 = -1;

/** As `Role` of property-paths.ts. */
const STORED: i32 = 0;
const DROPPED: i32 = 1;
export const TIME: i32 = 2;
export const USER: i32 = 3;
export const INSERT_ID: i32 = 4;
export const PROCESSED: i32 = 5;
export const USER_BEFORE: i32 = 6;
const ROLES: i32 = 7;

/** Objects nested deeper than this are kept as JSON text instead of being split into leaves. */
const DEEPEST: u32 = 16;
const MOST_CELLS: u32 = 4096;
const COMMA: u32 = 0x2c;
const COLON: u32 = 0x3a;
const OPEN: u32 = 0x7b;
const CLOSE: u32 = 0x7d;

/** A value that still lies in the bytes it was read from. */
@unmanaged
export class Token {
  tag: i32 = ABSENT;
  start: usize = 0;
  length: u32 = 0;
  /** Flags of a string; `ESCAPE` of a list: it has white space to be left out. */
  flags: u32 = 0;
  number: f64 = 0;
  column: usize = 0;
}

const special: usize = heap.alloc((ROLES as usize) * offsetof<Token>());
export const cells: usize = heap.alloc((MOST_CELLS as usize) * offsetof<Token>());
export const eventToken: Token = new Token();
export let cellCount: u32 = 0;
let serial: u32 = 0;

export function specialOf(role: i32): Token {
  return changetype<Token>(special + (role as usize) * offsetof<Token>());
}

/** Read any value into a token; the byte after it, or 0. */
function readValue(at: usize, token: Token): usize {
  const byte = load<u8>(at) as u32;
  if (byte === QUOTE) {
    const end = endOfString(at + 1);
    if (end === 0) return 0;
    token.tag = TAG_STRING;
    token.start = at + 1;
    token.length = (end - at - 1) as u32;
    token.flags = stringFlags;
    return end + 1;
  }
  if (byte - 0x30 < 10 || byte === 0x2d) {
    const end = endOfNumber(at);
    token.tag = TAG_NUMBER;
    token.start = at;
    token.length = (end - at) as u32;
    token.flags = u32(numberIsWhole);
    token.number = numberValue;
    return end;
  }
  if (byte === 0x5b || byte === OPEN) {
    const end = skipValue(at);
    token.tag = TAG_JSON;
    token.start = at;
    token.length = (end - at) as u32;
    token.flags = (skippedFlags & NON_ASCII) | (hasSpace ? ESCAPE : 0);
    return end;
  }
  token.tag = byte === 0x74 ? TAG_TRUE : byte === 0x66 ? TAG_FALSE : TAG_NULL;
  return endOfLiteral(at);
}

function readCell(at: usize, path: Path): usize {
  if (path.property < 0 || cellCount === MOST_CELLS) return 0;
  const column = columnOf(path.property);
  if (column.seenIn === serial) return 0;
  column.seenIn = serial;
  const token = changetype<Token>(cells + (cellCount as usize) * offsetof<Token>());
  token.column = changetype<usize>(column);
  cellCount++;
  return readValue(at, token);
}

/** Read members from the first key on; the byte after the closing brace, or 0. */
function readMembers(at: usize, parent: Path, depth: u32): usize {
  let previous: Key | null = null;
  while (true) {
    if ((load<u8>(at) as u32) !== QUOTE) return 0;
    at++;
    let key = previous === null ? parent.first : previous.follower;
    if (key === null || !key.isAt(at)) {
      const end = endOfString(at);
      if (end === 0) return 0;
      key = findKey(parent, at, (end - at + 1) as u32);
      if (key === null) return 0;
      if (previous === null) parent.first = key;
      else previous.follower = key;
    }
    previous = key;
    at += key.length;
    if ((load<u8>(at) as u32) !== COLON) {
      at = skipSpace(at);
      if ((load<u8>(at) as u32) !== COLON) return 0;
    }
    at = skipSpace(at + 1);
    const path = key.path!;
    if (path.seenIn === serial) return 0;
    path.seenIn = serial;
    const role = path.role;
    if (role === STORED) {
      const inside: usize = (load<u8>(at) as u32) === OPEN && depth < DEEPEST ? skipSpace(at + 1) : 0;
      at =
        inside !== 0 && (load<u8>(inside) as u32) !== CLOSE ? readMembers(inside, path, depth + 1) : readCell(at, path);
    } else {
      at = role === DROPPED ? skipValue(at) : readValue(at, specialOf(role));
    }
    if (at === 0) return 0;
    at = skipSpace(at);
    const byte = load<u8>(at) as u32;
    if (byte === CLOSE) return at + 1;
    if (byte !== COMMA) return 0;
    at = skipSpace(at + 1);
  }
}

/** 0: `event`, 1: `properties`, -1: something else. `at` is the byte after the opening quote. */
function topKey(at: usize): i32 {
  const word = load<u64>(at);
  if ((word & 0xffffffffffff) === 0x22746e657665) return 0;
  if (word !== 0x69747265706f7270) return -1;
  return load<u32>(at + 7) === 0x22736569 ? 1 : -1;
}

/** Read one line into tokens; the byte after its line feed, or 0 when it is to be read by the page's side. */
export function readTokens(at: usize): usize {
  serial++;
  cellCount = 0;
  eventToken.tag = ABSENT;
  for (let role = TIME; role < ROLES; role++) specialOf(role).tag = ABSENT;
  let hasProperties = false;
  at = skipSpace(at);
  if ((load<u8>(at) as u32) !== OPEN) return 0;
  at = skipSpace(at + 1);
  while (true) {
    if ((load<u8>(at) as u32) !== QUOTE) return 0;
    const key = topKey(at + 1);
    if (key < 0) return 0;
    at = skipSpace(at + (key === 0 ? 7 : 12));
    if ((load<u8>(at) as u32) !== COLON) return 0;
    at = skipSpace(at + 1);
    if (key === 0) {
      if (eventToken.tag !== ABSENT || (load<u8>(at) as u32) !== QUOTE) return 0;
      at = readValue(at, eventToken);
    } else {
      if (hasProperties || (load<u8>(at) as u32) !== OPEN) return 0;
      hasProperties = true;
      at = readMembers(skipSpace(at + 1), root, 0);
    }
    if (at === 0) return 0;
    at = skipSpace(at);
    const byte = load<u8>(at) as u32;
    if (byte === CLOSE) break;
    if (byte !== COMMA) return 0;
    at = skipSpace(at + 1);
  }
  at = skipSpace(at + 1);
  if (!hasProperties || eventToken.tag !== TAG_STRING || eventToken.length === 0) return 0;
  return load<u8>(at) === 0x0a ? at + 1 : 0;
}
