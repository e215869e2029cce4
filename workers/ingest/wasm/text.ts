export const QUOTE: u32 = 0x22;
export const BACKSLASH: u32 = 0x5c;

/** What `endOfString` found inside a string, as bits. */
export const ESCAPE: u32 = 1;
export const NON_ASCII: u32 = 2;
export let stringFlags: u32 = 0;

/** The next byte that is no white space. A line feed ends a line and is none here. */
export function skipSpace(at: usize): usize {
  while (true) {
    const byte = load<u8>(at) as u32;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d)) return at;
    at++;
  }
}

function isTail(byte: u32): bool {
  return (byte & 0xc0) === 0x80;
}

/** The byte after a character beyond ASCII, or 0 when it is not UTF-8 as a browser's decoder takes it. */
function skipCharacter(at: usize): usize {
  const first = load<u8>(at) as u32;
  const second = load<u8>(at + 1) as u32;
  if (first < 0xe0) return first >= 0xc2 && isTail(second) ? at + 2 : 0;
  if (!isTail(second) || !isTail(load<u8>(at + 2))) return 0;
  if (first < 0xf0) {
    if (first === 0xe0 && second < 0xa0) return 0;
    return first === 0xed && second >= 0xa0 ? 0 : at + 3;
  }
  if (first > 0xf4 || !isTail(load<u8>(at + 3))) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  return first === 0xf4 && second >= 0x90 ? 0 : at + 4;
}

function hexDigit(byte: u32): u32 {
  if (byte - 0x30 < 10) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 0x10000;
}

/** The value of four hexadecimal digits, or 0x10000 or more when they are none. */
function hexUnit(at: usize): u32 {
  const a = hexDigit(load<u8>(at));
  const b = hexDigit(load<u8>(at + 1));
  const c = hexDigit(load<u8>(at + 2));
  const d = hexDigit(load<u8>(at + 3));
  return (a | b | c | d) >= 0x10000 ? 0x10000 : (a << 12) | (b << 8) | (c << 4) | d;
}

/** The byte after an escape, or 0 when there is none or it is half a surrogate pair. */
function skipEscape(at: usize): usize {
  switch (load<u8>(at + 1) as u32) {
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 2;
    case 0x75: {
      const unit = hexUnit(at + 2);
      if (unit >= 0x10000) return 0;
      if (unit < 0xd800 || unit >= 0xe000) return at + 6;
      if (unit >= 0xdc00 || load<u16>(at + 6) !== 0x755c) return 0;
      const low = hexUnit(at + 8);
      return low >= 0xdc00 && low < 0xe000 ? at + 12 : 0;
    }
    default:
      return 0;
  }
}

/** The closing quote of the string whose content begins at `at`, or 0 when it is not one to be read here. */
export function endOfString(at: usize): usize {
  let flags: u32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const stops = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
      i8x16.lt_s(bytes, i8x16.splat(0x20)),
    );
    const found = i8x16.bitmask(stops);
    if (found === 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte = load<u8>(at) as u32;
    if (byte === QUOTE) {
      stringFlags = flags;
      return at;
    }
    if (byte >= 0x80) {
      flags |= NON_ASCII;
      at = skipCharacter(at);
    } else if (byte === BACKSLASH) {
      flags |= ESCAPE;
      at = skipEscape(at);
    } else {
      return 0;
    }
    if (at === 0) return 0;
  }
}

function putCharacter(code: u32, out: usize): usize {
  if (code < 0x80) {
    store<u8>(out, code);
    return out + 1;
  }
  if (code < 0x800) {
    store<u8>(out, 0xc0 | (code >> 6));
    store<u8>(out + 1, 0x80 | (code & 63));
    return out + 2;
  }
  if (code < 0x10000) {
    store<u8>(out, 0xe0 | (code >> 12));
    store<u8>(out + 1, 0x80 | ((code >> 6) & 63));
    store<u8>(out + 2, 0x80 | (code & 63));
    return out + 3;
  }
  store<u8>(out, 0xf0 | (code >> 18));
  store<u8>(out + 1, 0x80 | ((code >> 12) & 63));
  store<u8>(out + 2, 0x80 | ((code >> 6) & 63));
  store<u8>(out + 3, 0x80 | (code & 63));
  return out + 4;
}

function simpleEscape(kind: u32): u32 {
  switch (kind) {
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x74:
      return 9;
    default:
      return kind;
  }
}

/** Write a string's content, escapes resolved, to `out`, which has room for as many bytes. Answers the end. */
export function unescape(at: usize, end: usize, out: usize): usize {
  while (at < end) {
    const byte = load<u8>(at) as u32;
    if (byte !== BACKSLASH) {
      store<u8>(out++, byte);
      at++;
      continue;
    }
    const kind = load<u8>(at + 1) as u32;
    if (kind !== 0x75) {
      store<u8>(out++, simpleEscape(kind));
      at += 2;
      continue;
    }
    let code = hexUnit(at + 2);
    at += 6;
    if (code >= 0xd800 && code < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (hexUnit(at + 2) - 0xdc00);
      at += 6;
    }
    out = putCharacter(code, out);
  }
  return out;
}
