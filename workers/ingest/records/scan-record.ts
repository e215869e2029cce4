import { ValueTag } from '#core/predictor/event-table.ts';
import { type PropertyPaths, ROOT, Role } from './property-paths.ts';
import { StringFlag, scanString, skipSpace } from './scan-json.ts';
import { skipValue } from './skip-value.ts';
import { decodeString } from '../columns/text-dictionary.ts';
import { ABSENT, createToken, scanToken, type Token } from './token.ts';
import { createValueCache, type ValueCache } from './value-cache.ts';

/** What a line is. */
export const Outcome = { event: 0, notAnEvent: 1, notJson: 2 } as const;

/** Where names of events are remembered: no value lies at the properties themselves. */
export const EVENT = ROOT;

/** Objects nested deeper than this are kept as JSON text instead of being split into leaves. */
const DEEPEST = 16;

/** One scanned record. All of it lies in the bytes it was read from, and is overwritten by the next. */
export interface ScannedRecord {
  readonly event: Token;
  /** By `Role`: time, user, insertId, processed, userBefore. */
  readonly special: readonly Token[];
  /** The first `count` of them are the stored properties, in the order of the line. */
  readonly cells: readonly Token[];
  readonly count: number;
  /** How values were written before. Whoever gives codes teaches it. */
  readonly values: ValueCache;
}

/** Scans one record after the other. */
export interface RecordScanner {
  readonly record: ScannedRecord;
  /** Scan bytes [start, end) as one record and say what it is. Only after `event` is `record` to be used. */
  scan(bytes: Uint8Array, start: number, end: number): number;
}

function matches(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false;
  return true;
}

/**
 * Make a scanner of `{"event": …, "properties": {…}}`.
 *
 * Keys come in any order and of a repeated key the last counts, as in JSON.parse. What JSON.parse refuses is
 * `notJson`; JSON without a named event and an object of properties is `notAnEvent`.
 */
export function createRecordScanner(paths: PropertyPaths): RecordScanner {
  const special = Array.from({ length: Role.userBefore + 1 }, createToken);
  const cells: Token[] = [];
  const values = createValueCache();
  const record = { event: createToken(), special, cells, count: 0, values };
  let serial = 0;
  let hasProperties = false;

  const resetProperties = (): void => {
    serial++;
    record.count = 0;
    hasProperties = false;
    for (const token of special) token.tag = ABSENT;
  };

  /** A repeated key takes back everything found at its path and below. */
  const forget = (path: number): void => {
    let kept = 0;
    for (let i = 0; i < record.count; i++) {
      const cell = cells[i]!;
      let above = cell.path;
      while (above > path) above = paths.parentOf(above);
      if (above === path) continue;
      cells[i] = cells[kept]!;
      cells[kept++] = cell;
    }
    record.count = kept;
  };

  const scanKnown = (bytes: Uint8Array, at: number, end: number, token: Token, path: number): number => {
    const byte = bytes[at]!;
    if (byte === 0x22 || byte === 0x5b || byte === 0x7b) {
      const next = values.find(path, bytes, at, end);
      if (next > 0) {
        const inQuotes = byte === 0x22 ? 1 : 0;
        token.tag = values.tag;
        token.start = at + inQuotes;
        token.end = next - inQuotes;
        token.known = values.code;
        return next;
      }
    }
    return scanToken(bytes, at, end, token);
  };

  const scanCell = (bytes: Uint8Array, at: number, end: number, path: number): number => {
    const cell = (cells[record.count] ??= createToken());
    record.count++;
    cell.path = path;
    return scanKnown(bytes, at, end, cell, path);
  };

  const scanMember = (bytes: Uint8Array, at: number, end: number, path: number, depth: number): number => {
    if (paths.mark(path, serial)) forget(path);
    const role = paths.roleOf(path);
    if (role === Role.dropped) return skipValue(bytes, at, end);
    if (role !== Role.stored) return scanToken(bytes, at, end, special[role]!);
    if (bytes[at] !== 0x7b || depth >= DEEPEST) return scanCell(bytes, at, end, path);
    const inside = skipSpace(bytes, at + 1, end);
    return inside < end && bytes[inside] === 0x7d
      ? scanCell(bytes, at, end, path)
      : scanMembers(bytes, inside, end, path, depth + 1);
  };

  /** Scan members from the first key on; gives the byte after the closing brace, or -1. */
  const scanMembers = (bytes: Uint8Array, at: number, end: number, parent: number, depth: number): number => {
    let previous = ~parent;
    for (;;) {
      if (at >= end || bytes[at] !== 0x22) return -1;
      let path = paths.guess(previous, bytes, at + 1);
      if (path >= 0) {
        at += paths.keyLength(path) + 2;
      } else {
        const key = scanString(bytes, at + 1, end);
        if (key < 0) return -1;
        path = paths.find(parent, bytes, at + 1, key >> 2, key & 3);
        paths.learn(previous, path);
        at = (key >> 2) + 1;
      }
      previous = path;
      if (bytes[at] !== 0x3a || at >= end) {
        at = skipSpace(bytes, at, end);
        if (at >= end || bytes[at] !== 0x3a) return -1;
      }
      at = skipSpace(bytes, at + 1, end);
      at = scanMember(bytes, at, end, path, depth);
      if (at < 0) return -1;
      at = skipSpace(bytes, at, end);
      if (at >= end) return -1;
      if (bytes[at] === 0x7d) return at + 1;
      if (bytes[at] !== 0x2c) return -1;
      at = skipSpace(bytes, at + 1, end);
    }
  };

  const scanProperties = (bytes: Uint8Array, at: number, end: number): number => {
    resetProperties();
    if (bytes[at] !== 0x7b) return skipValue(bytes, at, end);
    hasProperties = true;
    const inside = skipSpace(bytes, at + 1, end);
    if (inside < end && bytes[inside] === 0x7d) return inside + 1;
    return scanMembers(bytes, inside, end, ROOT, 0);
  };

  const scanTopMember = (bytes: Uint8Array, at: number, end: number): number => {
    if (at >= end || bytes[at] !== 0x22) return -1;
    const key = scanString(bytes, at + 1, end);
    if (key < 0) return -1;
    const keyStart = at + 1;
    const keyEnd = key >> 2;
    at = skipSpace(bytes, keyEnd + 1, end);
    if (at >= end || bytes[at] !== 0x3a) return -1;
    at = skipSpace(bytes, at + 1, end);
    if (at >= end) return -1;
    const escaped = key & StringFlag.escape ? decodeString(bytes, keyStart, keyEnd, key & 3) : null;
    if (escaped === 'event' || matches(bytes, keyStart, keyEnd, 'event'))
      return scanKnown(bytes, at, end, record.event, EVENT);
    if (escaped === 'properties' || matches(bytes, keyStart, keyEnd, 'properties'))
      return scanProperties(bytes, at, end);
    return skipValue(bytes, at, end);
  };

  const scan = (bytes: Uint8Array, start: number, end: number): number => {
    resetProperties();
    record.event.tag = ABSENT;
    let at = skipSpace(bytes, start, end);
    if (at >= end || bytes[at] !== 0x7b) {
      const after = skipValue(bytes, at, end);
      return after < 0 || skipSpace(bytes, after, end) < end ? Outcome.notJson : Outcome.notAnEvent;
    }
    at = skipSpace(bytes, at + 1, end);
    if (at < end && bytes[at] === 0x7d) {
      at++;
    } else {
      for (;;) {
        at = scanTopMember(bytes, at, end);
        if (at < 0) return Outcome.notJson;
        at = skipSpace(bytes, at, end);
        if (at >= end) return Outcome.notJson;
        const byte = bytes[at++]!;
        if (byte === 0x7d) break;
        if (byte !== 0x2c) return Outcome.notJson;
        at = skipSpace(bytes, at, end);
      }
    }
    if (skipSpace(bytes, at, end) < end) return Outcome.notJson;
    const { tag, start: from, end: to } = record.event;
    return hasProperties && tag === ValueTag.string && to > from ? Outcome.event : Outcome.notAnEvent;
  };

  return { record, scan };
}
