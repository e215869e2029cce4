import { normaliseTime } from '#core/mixpanel/normalise-time.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import type { CellColumn } from './cell-column.ts';
import { type ColumnStorage, createColumnStorage } from './column-storage.ts';
import { compactJson } from '../records/compact-json.ts';
import type { ScannedBatch } from './packed-texts.ts';
import { type PropertyPaths, Role } from '../records/property-paths.ts';
import { createContentHash, createRecordKey, hasInsertId } from '../records/record-key.ts';
import { EVENT, type ScannedRecord } from '../records/scan-record.ts';
import { createScratch } from './scratch.ts';
import { createTextDictionary } from './text-dictionary.ts';
import { ABSENT, type Token } from '../records/token.ts';
import { userOf } from '../records/user-of.ts';

/** A batch is handed on at this many rows, or cells: 131,072 rows of a hundred properties each would be 170 MB. */
const FULL_ROWS = 131_072;
const FULL_CELLS = 4_000_000;

export type Accepted = 'added' | 'without-user' | 'no-time' | 'bad-time';

/** Turns scanned records into columns. */
export interface BatchBuilder {
  readonly isFull: boolean;
  readonly rows: number;
  /** Take in the scanner's record, whose tokens point into `bytes`, or say why not. */
  accept(bytes: Uint8Array): Accepted;
  /** The rows since the last call. */
  take(): ScannedBatch;
}

/** Make a builder for one import; `toUtc` turns the export's epoch ms into UTC. Others may add to the storage, too. */
export function createBatchBuilder(
  record: ScannedRecord,
  paths: PropertyPaths,
  toUtc: (ms: number) => number,
  storage: ColumnStorage = createColumnStorage(),
): BatchBuilder {
  const events = createTextDictionary(storage.texts.events);
  const users = createTextDictionary(storage.texts.users);
  const strings = createTextDictionary(storage.texts.strings);
  const keyOf = createRecordKey(events, users);
  const content = createContentHash();
  const scratch = createScratch();
  const columns: CellColumn[] = [];
  const names: string[] = [];
  const propertyByPath: number[] = [];
  const propertyByName = new Map<string, number>();
  const rowColumns = storage.rows;
  let namesTaken = 0;

  const propertyOf = (path: number): number => {
    const known = propertyByPath[path];
    if (known !== undefined) return known;
    const name = paths.nameOf(path);
    let property = propertyByName.get(name);
    if (property === undefined) {
      property = names.length;
      names.push(name);
      propertyByName.set(name, property);
      columns.push(storage.makeColumn(property));
    }
    propertyByPath[path] = property;
    storage.learnProperty?.(path, property);
    return property;
  };

  const codeOf = (bytes: Uint8Array, { tag, path, start, end, flags, known }: Token, column: CellColumn): number => {
    if (known >= 0) return known;
    if (tag === ValueTag.string) {
      const code = strings.codeLike(column.lastText, bytes, start, end, flags);
      record.values.learn(path, bytes, start - 1, end + 1, tag, code);
      return (column.lastText = code);
    }
    const textFlags = compactJson(bytes, start, end, scratch);
    const code = strings.codeOf(scratch.bytes, 0, scratch.length, textFlags);
    record.values.learn(path, bytes, start, end, tag, code);
    return code;
  };

  const eventOf = (bytes: Uint8Array, { tag, start, end, flags, known }: Token): number => {
    if (known >= 0) return known;
    const code = events.codeOf(bytes, start, end, flags);
    record.values.learn(EVENT, bytes, start - 1, end + 1, tag, code);
    return code;
  };

  const putCells = (bytes: Uint8Array, row: number, withContent: boolean): void => {
    for (let i = 0; i < record.count; i++) {
      const cell = record.cells[i]!;
      const property = propertyOf(cell.path);
      const column = columns[property]!;
      const { tag } = cell;
      const coded = tag === ValueTag.string || tag === ValueTag.json;
      const value = coded ? codeOf(bytes, cell, column) : tag === ValueTag.number ? cell.number : 0;
      if (withContent) content.add(names[property]!, tag, value, coded ? strings.bytesOf(value) : null);
      if (column.lastRow === row && !paths.isPreferred(cell.path, column.lastPath)) continue;
      column.put(row, cell.path, tag, value);
    }
  };

  return {
    get isFull() {
      return rowColumns.rows >= FULL_ROWS || storage.cells() >= FULL_CELLS;
    },
    get rows() {
      return rowColumns.rows;
    },
    accept(bytes) {
      const timeToken = record.special[Role.time]!;
      if (timeToken.tag === ABSENT || timeToken.tag === ValueTag.null) return 'no-time';
      const time = timeToken.tag === ValueTag.number ? normaliseTime(timeToken.number) : Number.NaN;
      if (Number.isNaN(time)) return 'bad-time';
      const user = userOf(bytes, record.special[Role.user]!, users);
      if (user < 0) return 'without-user';
      const event = eventOf(bytes, record.event);
      content.clear();
      putCells(bytes, rowColumns.rows, !hasInsertId(record));
      const key = keyOf(record, bytes, event, user, time, content.sum);
      const processed = record.special[Role.processed]!;
      const isNumber = processed.tag === ValueTag.number && Number.isFinite(processed.number);
      rowColumns.add(time, event, user, key, isNumber ? processed.number : 0);
      return 'added';
    },
    take() {
      const added = {
        events: events.takeAdded(),
        users: users.takeAdded(),
        properties: names.slice(namesTaken),
        strings: strings.takeAdded(),
      };
      namesTaken = names.length;
      const properties = columns.map((column) => column.take()).filter((taken) => taken !== null);
      const rows = rowColumns.take();
      const { time } = rows;
      for (let row = 0; row < time.length; row++) time[row] = toUtc(time[row]!);
      return { ...rows, properties, added };
    },
  };
}
