import type { DayCount, PropertyValueCount } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import type { ProjectReader } from '../project-reader.ts';
import { days } from '../sql/days.ts';
import { matchRows } from '../sql/match-rows.ts';
import { propertyValues } from '../sql/property-values.ts';
import type { PropertyTables, Statement } from '../sql/statement.ts';
import type { AnswerColumn, Database } from './database.ts';
import { createProjectTables, type ProjectTables } from './project-tables.ts';

/** Questions that DuckDB answers. One at a time; the tables of one project are held. */
export interface Queries {
  propertyValues(
    reader: ProjectReader,
    property: string,
    events: readonly string[] | null,
    limit: number,
  ): Promise<PropertyValueCount[]>;
  days(reader: ProjectReader, events: readonly string[] | null): Promise<DayCount[]>;
  matchRows(
    reader: ProjectReader,
    events: readonly string[],
    filters: readonly PropertyFilter[],
  ): Promise<Uint32Array<ArrayBuffer>>;
  /** Forgets the tables of a project that was changed or removed. */
  forget(): Promise<void>;
}

const kinds = ['string', 'number', 'boolean', 'boolean', 'null', 'json'] as const;
type Ask = (statement: Statement) => Promise<ReadonlyMap<string, AnswerColumn>>;

/**
 * @param open - opens DuckDB; called at the first question, and again at the next one when it failed.
 */
export function createQueries(open: () => Promise<Database>): Queries {
  let database: Promise<Database> | null = null;
  let tables: ProjectTables | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const opened = async (): Promise<Database> => {
    database ??= open();
    try {
      return await database;
    } catch (cause) {
      database = null;
      throw cause;
    }
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  const forget = async () => {
    const old = tables;
    tables = null;
    await old?.drop();
  };
  const withTables = <T>(reader: ProjectReader, work: (ask: Ask, tables: ProjectTables) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const engine = await opened();
      if (tables?.fingerprint !== reader.summary.fingerprint) {
        await forget();
        tables = await createProjectTables(engine, reader);
      }
      return work((statement) => engine.query(statement), tables);
    });

  return {
    forget: () => inTurn(forget),
    propertyValues: (reader, property, events, limit) =>
      withTables(reader, async (ask, held) => {
        const found = await held.property(property);
        const numbers = events && held.events(events);
        if (found === null || numbers?.length === 0) return [];
        const answer = await ask(propertyValues(found, numbers, limit));
        return rowsOf(answer, ({ kind, text, number: value, cells, users }) => ({
          text: textOf(kinds[Number(kind)]!, Number(kind), String(text), Number(value)),
          kind: kinds[Number(kind)]!,
          count: Number(cells),
          users: Number(users),
        }));
      }),
    days: (reader, events) =>
      withTables(reader, async (ask, held) => {
        const numbers = events && held.events(events);
        if (numbers?.length === 0) return [];
        return rowsOf(await ask(days(numbers)), (row) => ({
          day: new Date(Number(row.day) * 86_400_000).toISOString().slice(0, 10),
          events: Number(row.events),
          users: Number(row.users),
        }));
      }),
    matchRows: (reader, events, filters) =>
      withTables(reader, async (ask, held) => {
        const numbers = held.events(events);
        if (numbers.length === 0) return new Uint32Array(0);
        const found = new Map<string, PropertyTables | null>();
        for (const { property } of filters) found.set(property, await held.property(property));
        const answer = await ask(matchRows(numbers, filters, (property) => found.get(property) ?? null));
        return Uint32Array.from(columnOf(answer, 'row') as ArrayLike<number>);
      }),
  };
}

function columnOf(answer: ReadonlyMap<string, AnswerColumn>, name: string): AnswerColumn {
  const column = answer.get(name);
  if (column === undefined) throw new PteroError({ code: 'query/failed', message: `the answer has no column ${name}` });
  return column;
}

function rowsOf<T>(answer: ReadonlyMap<string, AnswerColumn>, make: (row: Record<string, string | number>) => T): T[] {
  const columns = [...answer];
  const length = columns[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, i) =>
    make(Object.fromEntries(columns.map(([name, column]) => [name, column[i]!]))),
  );
}

/** Tag 2 is true, tag 3 false: see `ValueTag`. */
function textOf(kind: (typeof kinds)[number], tag: number, text: string, number: number): string {
  if (kind === 'number') return String(number);
  if (kind === 'boolean') return String(tag === 2);
  return kind === 'null' ? 'null' : text;
}
