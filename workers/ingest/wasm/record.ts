import { hashOf } from './bytes.ts';
import { addRow, Column, rowCount } from './columns.ts';
import { Dictionary } from './dictionary.ts';
import { combine, hashBytes, hashNumber, high, low } from './key-hash.ts';
import { compact } from './skip.ts';
import { ESCAPE, unescape } from './text.ts';
import {
  cellCount,
  cells,
  eventToken,
  INSERT_ID,
  PROCESSED,
  readTokens,
  specialOf,
  TAG_JSON,
  TAG_NUMBER,
  TAG_STRING,
  TIME,
  Token,
  USER,
  USER_BEFORE,
} from './tokens.ts';

export const eventNames: Dictionary = new Dictionary();
export const userNames: Dictionary = new Dictionary();
export const strings: Dictionary = new Dictionary();

let scratch: usize = heap.alloc(4096);
let scratchCapacity: usize = 4096;

/** Room for so many bytes, used again and again. */
export function scratchOf(length: usize): usize {
  if (length > scratchCapacity) {
    heap.free(scratch);
    scratchCapacity = 2 * length;
    scratch = heap.alloc(scratchCapacity);
  }
  return scratch;
}

/** The export's time in epoch milliseconds, or 0 when it is none. As #core/mixpanel/normalise-time.ts. */
function timeOf(token: Token): f64 {
  if (token.tag !== TAG_NUMBER) return 0;
  const exact = token.number > 1e11 ? token.number : token.number * 1000;
  const below = floor(exact);
  const milliseconds = exact - below >= 0.5 ? below + 1 : below;
  return milliseconds > 0 && milliseconds < 1e13 ? milliseconds : 0;
}

/** Whether the text of a token can stand for itself: a string without escapes, or a number. */
function isPlainId(token: Token): bool {
  if (token.tag === TAG_STRING) return token.length > 0 && (token.flags & ESCAPE) === 0;
  return token.tag === TAG_NUMBER;
}

function textCode(texts: Dictionary, token: Token): u32 {
  if ((token.flags & ESCAPE) === 0) return texts.codeOf(token.start, token.length);
  const out = scratchOf((token.length as usize) + 64);
  const end =
    token.tag === TAG_JSON
      ? compact(token.start, token.start + token.length, out)
      : unescape(token.start, token.start + token.length, out);
  return texts.codeOf(out, (end - out) as u32);
}

/**
 * Read one line into the running batch.
 *
 * @returns the byte after its line feed, or 0 when nothing was taken in and the page's side is to read it.
 */
export function readRecord(at: usize): usize {
  const next = readTokens(at);
  if (next === 0) return 0;
  const time = timeOf(specialOf(TIME));
  const userToken = specialOf(USER);
  const insertId = specialOf(INSERT_ID);
  if (time === 0 || !isPlainId(userToken) || !isPlainId(insertId)) return 0;
  const before = specialOf(USER_BEFORE);
  const hasBefore = before.tag === TAG_STRING && before.length > 0;
  if (hasBefore && (before.flags & ESCAPE) !== 0) return 0;

  if (userToken.tag === TAG_NUMBER && userToken.flags === 0) return 0;
  const hash = hashOf(userToken.start, userToken.length);
  let user = userNames.find(userToken.start, userToken.length, hash);
  if (user < 0) {
    if (userToken.tag === TAG_STRING && load<u8>(userToken.start) === 0x24) return 0;
    user = userNames.add(userToken.start, userToken.length, hash);
  }
  const event = textCode(eventNames, eventToken);

  const row = rowCount as i32;
  for (let i: u32 = 0; i < cellCount; i++) {
    const token = changetype<Token>(cells + (i as usize) * offsetof<Token>());
    const column = changetype<Column>(token.column);
    const tag = token.tag;
    if (tag === TAG_NUMBER) column.put(row, tag, token.number);
    else if (tag === TAG_STRING || tag === TAG_JSON) column.put(row, tag, textCode(strings, token) as f64);
    else column.put(row, tag, 0);
  }

  const eventHash = eventNames.hashAt(event);
  hashNumber(time);
  combine(load<u32>(eventHash), load<u32>(eventHash, 4), high, low);
  const firstHigh = high;
  const firstLow = low;
  if (hasBefore) {
    hashBytes(before.start, before.length);
    combine(firstHigh, firstLow, high, low);
  } else {
    const userHash = userNames.hashAt(user);
    combine(firstHigh, firstLow, load<u32>(userHash), load<u32>(userHash, 4));
  }
  const secondHigh = high;
  const secondLow = low;
  hashBytes(insertId.start, insertId.length);
  combine(secondHigh, secondLow, high, low);

  const processedToken = specialOf(PROCESSED);
  addRow(time, event, user, high, low, processedToken.tag === TAG_NUMBER ? processedToken.number : 0);
  return next;
}
