import { PADDING } from './bytes.ts';
import {
  addColumn,
  addRow as appendRow,
  clearRows,
  columnCount,
  columnOf,
  events,
  highs,
  lows,
  processed,
  rowCount,
  times,
  users,
} from './columns.ts';
import { Dictionary } from './dictionary.ts';
import { hashOf } from './bytes.ts';
import { base, encodeTo, form, low, scale, width } from './encode.ts';
import { learnKey, learnProperty } from './paths.ts';
import { eventNames, readRecord, scratchOf, strings, userNames } from './record.ts';

/** What most unread lines fit in. */
const ROOM_FOR_A_REST: usize = 1 << 16;

let input: usize = 0;
let inputCapacity: usize = 0;
/** The first byte that was not read, and the end of the text. */
let unread: usize = 0;
let inputEnd: usize = 0;

/** Where so many further bytes are to be put: behind those not read. What lies behind them ends every value. */
export function inputFor(length: usize): usize {
  const rest = inputEnd - unread;
  if (rest + length > inputCapacity) {
    inputCapacity = rest + length + ROOM_FOR_A_REST;
    const wider = heap.alloc(inputCapacity + PADDING);
    memory.copy(wider, unread, rest);
    if (input !== 0) heap.free(input);
    input = wider;
  } else {
    memory.copy(input, unread, rest);
  }
  unread = input;
  inputEnd = input + rest + length;
  memory.fill(inputEnd, 0, PADDING);
  return input + rest;
}

/** Where the bytes lie that were not read. */
export function restAt(): usize {
  return unread;
}

export function restLength(): usize {
  return inputEnd - unread;
}

/** Pass over bytes that somebody else reads. */
export function skip(length: usize): void {
  unread += length;
}

/** Lines read by the last call of `scan`. */
export let linesRead: u32 = 0;

/** Read lines up to the first that is to be read elsewhere, or has no end yet. */
export function scan(): void {
  linesRead = 0;
  while (unread < inputEnd) {
    const next = readRecord(unread);
    if (next === 0) break;
    linesRead++;
    unread = next;
  }
}

/** Room to hand a short text over in. */
export function handOver(length: u32): usize {
  return scratchOf((length as usize) + PADDING);
}

export function learn(parent: u32, path: u32, role: i32, at: usize, length: u32): void {
  learnKey(parent, path, role, at, length);
}

export function storeUnder(path: u32, property: u32): void {
  learnProperty(path, property);
}

export function newColumn(): void {
  addColumn();
}

export function put(property: u32, row: u32, tag: u32, value: f64): void {
  columnOf(property).put(row, tag, value);
}

export function lastRow(property: u32): i32 {
  return columnOf(property).lastRow;
}

export function cellCount(property: u32): u32 {
  return columnOf(property).size;
}

/** Cells of the running batch. */
export function allCells(): u32 {
  let sum: u32 = 0;
  for (let property: u32 = 0; property < columnCount; property++) sum += columnOf(property).size;
  return sum;
}

/** Where a property's rows (0), tags (1) and values (2) lie. */
export function cellsAt(property: u32, part: u32): usize {
  const column = columnOf(property);
  return part === 0 ? column.rows : part === 1 ? column.tags : column.values;
}

export function clearCells(property: u32): void {
  columnOf(property).clear();
}

export function addRow(time: f64, event: u32, user: u32, high: u32, low: u32, processedAt: f64): void {
  appendRow(time, event, user, high, low, processedAt);
}

export function rows(): u32 {
  return rowCount;
}

/** Where the rows' times (0), events, users, key halves and times of processing (5) lie. */
export function rowsAt(part: u32): usize {
  switch (part) {
    case 0:
      return times;
    case 1:
      return events;
    case 2:
      return users;
    case 3:
      return highs;
    case 4:
      return lows;
    default:
      return processed;
  }
}

export function clear(): void {
  clearRows();
}

function dictionary(which: u32): Dictionary {
  return which === 0 ? eventNames : which === 1 ? userNames : strings;
}

export function textCount(which: u32): u32 {
  return dictionary(which).size;
}

export function findText(which: u32, at: usize, length: u32): i32 {
  return dictionary(which).find(at, length, hashOf(at, length));
}

export function addText(which: u32, at: usize, length: u32): u32 {
  return dictionary(which).add(at, length, hashOf(at, length));
}

export function addHiddenText(which: u32, at: usize, length: u32): u32 {
  return dictionary(which).append(at, length);
}

/** Give texts codes: at `at` lie their lengths, then room for as many codes, then the texts end to end. */
export function codeTexts(which: u32, at: usize, count: u32): void {
  const texts = dictionary(which);
  const codes = at + ((count as usize) << 2);
  let text = codes + ((count as usize) << 2);
  for (let i: u32 = 0; i < count; i++) {
    const length = load<u32>(at + ((i as usize) << 2));
    store<u32>(codes + ((i as usize) << 2), texts.codeOf(text, length));
    text += length;
  }
}

/** Where the texts lie, end to end. */
export function textsAt(which: u32): usize {
  return dictionary(which).bytes;
}

/** Where the first bytes of the texts are told; one more than there are texts. */
export function textStartsAt(which: u32): usize {
  return dictionary(which).starts;
}

/** Two numbers are written at a time, also where but one is left. */
const WORD_ROOM: usize = 16;

let encodeRoom: usize = 0;
let encodeCapacity: u32 = 0;

/** Room for so many numbers to be encoded, then for as many whole ones and for the words. */
export function numbersFor(count: u32): usize {
  if (count > encodeCapacity) {
    if (encodeRoom !== 0) heap.free(encodeRoom);
    encodeCapacity = count;
    encodeRoom = heap.alloc(((count as usize) << 3) * 3 + 2 * PADDING);
  }
  return encodeRoom;
}

/** Encode numbers that were put there; their words lie behind two times eight bytes for each, and two more. */
export function encode(kind: u32, count: u32): u32 {
  const room = ((count as usize) << 3) + WORD_ROOM;
  return encodeTo(encodeRoom, kind, count, encodeRoom + room, encodeRoom + 2 * room);
}

/** Of what was encoded last: its form (0), scale (1), width (2), base (3) and lowest step (4). */
export function told(which: u32): f64 {
  switch (which) {
    case 0:
      return form;
    case 1:
      return scale;
    case 2:
      return width;
    case 3:
      return base;
    default:
      return low;
  }
}
