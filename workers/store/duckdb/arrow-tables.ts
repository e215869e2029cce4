import { makeData, makeVector, Table, tableToIPC, Utf8, type Vector } from 'apache-arrow';
import { ValueTag, type EventTable, type PropertyColumn } from '#core/predictor/event-table.ts';

/** The table `events`: row, user, event, time. `user` and `event` are the numbers of the event table. */
export function eventsTable(table: EventTable, user: Uint32Array): Uint8Array<ArrayBuffer> {
  return stream({
    row: makeVector(table.row),
    user: makeVector(user),
    event: makeVector(table.event),
    time: makeVector(table.time),
  });
}

/** The user of each table position. */
export function userOfPosition({ userStart, userCount, row }: EventTable): Uint32Array {
  const user = new Uint32Array(row.length);
  for (let u = 0; u < userCount; u += 1) user.fill(u, userStart[u], userStart[u + 1]);
  return user;
}

const isText = (tag: number): boolean => tag === ValueTag.string || tag === ValueTag.json;

/** A property's cells: row, user, event, kind, code (0 where there is no text), number (0 where there is none). */
export function cellsTable(
  table: EventTable,
  users: Uint32Array,
  { position, tag, value }: PropertyColumn,
): Uint8Array<ArrayBuffer> {
  const cells = position.length;
  const row = new Uint32Array(cells);
  const user = new Uint32Array(cells);
  const event = new Uint32Array(cells);
  const code = new Uint32Array(cells);
  const number = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell += 1) {
    const at = position[cell]!;
    row[cell] = table.row[at]!;
    user[cell] = users[at]!;
    event[cell] = table.event[at]!;
    if (tag[cell] === ValueTag.number) number[cell] = value[cell]!;
    else code[cell] = value[cell]!;
  }
  return stream({
    row: makeVector(row),
    user: makeVector(user),
    event: makeVector(event),
    kind: makeVector(tag),
    code: makeVector(code),
    number: makeVector(number),
  });
}

/** The texts that a property's cells use: code, text. */
export function textsTable({ tag, value, strings }: PropertyColumn): Uint8Array<ArrayBuffer> {
  const codes = codesOf(tag, value, strings.length, isText);
  return stream({ code: makeVector(codes), text: textVector(Array.from(codes, (code) => strings[code]!)) });
}

/** The elements of a property's lists: code of the list, kind, text, number. */
export function itemsTable({ tag, value, strings }: PropertyColumn): Uint8Array<ArrayBuffer> {
  const lists = codesOf(tag, value, strings.length, (kind) => kind === ValueTag.json);
  const items = Array.from(lists).flatMap((code) => listItems(strings[code]!).map((item) => ({ code, item })));
  return stream({
    code: makeVector(Uint32Array.from(items, ({ code }) => code)),
    kind: makeVector(Uint8Array.from(items, ({ item }) => tagOf(item))),
    text: textVector(items.map(({ item }) => (typeof item === 'string' ? item : ''))),
    number: makeVector(Float64Array.from(items, ({ item }) => (typeof item === 'number' ? item : 0))),
  });
}

/** Distinct codes of the cells of some kinds. */
function codesOf(tag: Uint8Array, value: Float64Array, size: number, isMeant: (kind: number) => boolean): Uint32Array {
  const seen = new Uint8Array(size);
  const codes: number[] = [];
  for (let cell = 0; cell < tag.length; cell += 1) {
    const code = value[cell]!;
    if (!isMeant(tag[cell]!) || seen[code] === 1) continue;
    seen[code] = 1;
    codes.push(code);
  }
  return Uint32Array.from(codes);
}

function listItems(json: string): unknown[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value : [];
}

function tagOf(item: unknown): ValueTag {
  if (typeof item === 'string') return ValueTag.string;
  if (typeof item === 'number') return ValueTag.number;
  if (typeof item === 'boolean') return item ? ValueTag.true : ValueTag.false;
  return item === null ? ValueTag.null : ValueTag.json;
}

function textVector(texts: readonly string[]): Vector<Utf8> {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const valueOffsets = new Int32Array(texts.length + 1);
  encoded.forEach((bytes, i) => (valueOffsets[i + 1] = valueOffsets[i]! + bytes.length));
  const data = new Uint8Array(valueOffsets[texts.length]!);
  encoded.forEach((bytes, i) => data.set(bytes, valueOffsets[i]));
  return makeVector(makeData({ type: new Utf8(), length: texts.length, nullCount: 0, valueOffsets, data }));
}

function stream(columns: Record<string, Vector>): Uint8Array<ArrayBuffer> {
  return tableToIPC(new Table(columns), 'stream') as Uint8Array<ArrayBuffer>;
}
