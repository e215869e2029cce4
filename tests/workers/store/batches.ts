import type { TimeBasis } from '#contract/ingest.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import type { CommitResult, EventBatch, OpenImportSession } from '#workers/shared/batch.ts';
import type { ProjectReader } from '#workers/store/project-reader.ts';

export type Cell = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** One event as a test writes it. The key is made of event, time, user (or the id they had before, `was`) and `id`. */
export interface TestEvent {
  readonly event: string;
  readonly user: string;
  readonly was?: string;
  readonly time: number;
  readonly id?: string;
  readonly processed?: number;
  readonly properties?: Readonly<Record<string, Cell>>;
}

function dictionary() {
  const codes = new Map<string, number>();
  let fresh: string[] = [];
  return {
    code(text: string): number {
      const known = codes.get(text);
      if (known !== undefined) return known;
      fresh.push(text);
      codes.set(text, codes.size);
      return codes.size - 1;
    },
    taken: () => [fresh, (fresh = [])][0]!,
  };
}

/** A plain string hash for keys of test events. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return value;
}

/** Turns test events into batches as the scanner makes them, `size` rows each. */
export function batchesOf(events: readonly TestEvent[], size = 7): EventBatch[] {
  const names = { events: dictionary(), users: dictionary(), properties: dictionary(), strings: dictionary() };
  const batches: EventBatch[] = [];
  for (let from = 0; from < events.length; from += size) {
    const part = events.slice(from, from + size);
    const cells = new Map<number, { row: number[]; tag: number[]; value: number[] }>();
    part.forEach(({ properties = {} }, row) => {
      for (const [name, cell] of Object.entries(properties)) {
        const property = names.properties.code(name);
        const column = cells.get(property) ?? { row: [], tag: [], value: [] };
        cells.set(property, column);
        column.row.push(row);
        const [tag, value] = encodeCell(cell, names.strings.code);
        column.tag.push(tag);
        column.value.push(value);
      }
    });
    const keys = part.map(
      ({ event, user, was, time, id }) => `${event}\u0000${was ?? user}\u0000${time}\u0000${id ?? ''}`,
    );
    batches.push({
      rows: part.length,
      time: Float64Array.from(part, ({ time }) => time),
      event: Uint32Array.from(part, ({ event }) => names.events.code(event)),
      user: Uint32Array.from(part, ({ user }) => names.users.code(user)),
      keyHigh: Uint32Array.from(keys, (key) => hash(key, 0x811c9dc5)),
      keyLow: Uint32Array.from(keys, (key) => hash(key, 0x050c5d1f)),
      processed: Float64Array.from(part, ({ processed }) => processed ?? 0),
      properties: [...cells].map(([property, { row, tag, value }]) => ({
        property,
        row: Uint32Array.from(row),
        tag: Uint8Array.from(tag),
        value: Float64Array.from(value),
      })),
      added: {
        events: names.events.taken(),
        users: names.users.taken(),
        properties: names.properties.taken(),
        strings: names.strings.taken(),
      },
    });
  }
  return batches;
}

function encodeCell(cell: Cell, code: (text: string) => number): [number, number] {
  if (cell === null) return [ValueTag.null, 0];
  if (typeof cell === 'string') return [ValueTag.string, code(cell)];
  if (typeof cell === 'number') return [ValueTag.number, cell];
  if (typeof cell === 'boolean') return [cell ? ValueTag.true : ValueTag.false, 0];
  return [ValueTag.json, code(JSON.stringify(cell))];
}

/** Runs a whole import of test events. */
export async function importEvents(
  open: OpenImportSession,
  events: readonly TestEvent[],
  options: {
    projectId?: string | null;
    mode?: 'add' | 'replace-days';
    timeBasis?: TimeBasis;
    size?: number;
    at?: number;
  } = {},
): Promise<CommitResult> {
  const { projectId = null, mode = 'add', timeBasis = { kind: 'utc' }, size, at = 1_000 } = options;
  const session = await open({
    projectId,
    projectName: 'Shop',
    mode,
    timeBasis,
    source: '',
    signal: new AbortController().signal,
  });
  for (const batch of batchesOf(events, size)) await session.append(batch);
  return session.commit({ files: ['export.ndjson'], linesRefused: 0, incomplete: false, at }, () => {});
}

/** The cell at a position of a column, as JavaScript. */
export function cellAt(column: PropertyColumn, index: number): Cell {
  const value = column.value[index]!;
  switch (column.tag[index]) {
    case ValueTag.string:
      return column.strings[value]!;
    case ValueTag.number:
      return value;
    case ValueTag.true:
      return true;
    case ValueTag.false:
      return false;
    case ValueTag.null:
      return null;
    default:
      return JSON.parse(column.strings[value]!) as Cell;
  }
}

/** Everything a reader gives, as plain rows in table order. */
export async function readEvents(reader: ProjectReader): Promise<TestEvent[]> {
  const table: EventTable = await reader.eventTable();
  const users = await reader.userIds();
  const rows: { event: string; user: string; time: number; properties: Record<string, Cell> }[] = [];
  for (let user = 0; user < table.userCount; user += 1) {
    for (let i = table.userStart[user]!; i < table.userStart[user + 1]!; i += 1) {
      rows.push({
        event: table.eventNames[table.event[i]!]!,
        user: users[user]!,
        time: table.time[i]!,
        properties: {},
      });
    }
  }
  for (const { name } of await reader.properties()) {
    const column = await reader.propertyColumn(name);
    column.position.forEach((position, cell) => (rows[position]!.properties[name] = cellAt(column, cell)));
  }
  return rows;
}
