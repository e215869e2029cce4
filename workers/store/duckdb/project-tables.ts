import type { EventTable } from '#core/predictor/event-table.ts';
import type { ProjectReader } from '../project-reader.ts';
import type { PropertyTables } from '../sql/statement.ts';
import type { Database } from './database.ts';

/** The tables of one project inside DuckDB, loaded when they are first asked for. */
export interface ProjectTables {
  readonly fingerprint: string;
  /** Numbers of events in the table `events`; those that the project does not have are left out. */
  events(names: readonly string[]): readonly number[];
  /** Tables of a property; null when the project has no such property. */
  property(name: string): Promise<PropertyTables | null>;
  /** Removes all tables. */
  drop(): Promise<void>;
}

/** Puts a project's events into DuckDB, and its properties one by one as they are needed. */
export async function createProjectTables(database: Database, reader: ProjectReader): Promise<ProjectTables> {
  // The Arrow library is not needed before the first question.
  const { cellsTable, eventsTable, itemsTable, textsTable, userOfPosition } = await import('./arrow-tables.ts');
  const table: EventTable = await reader.eventTable();
  const names = new Set((await reader.properties()).map(({ name }) => name));
  const loaded = new Map<string, PropertyTables>();
  const users = userOfPosition(table);
  await database.load('events', eventsTable(table, users));

  return {
    fingerprint: reader.summary.fingerprint,
    events: (names) => names.map((name) => table.eventNames.indexOf(name)).filter((number) => number >= 0),
    async property(name) {
      if (!names.has(name)) return null;
      const known = loaded.get(name);
      if (known !== undefined) return known;
      const column = await reader.propertyColumn(name);
      const number = loaded.size;
      const tables = { cells: `cells_${number}`, texts: `texts_${number}`, items: `items_${number}` };
      await database.load(tables.cells, cellsTable(table, users, column));
      await database.load(tables.texts, textsTable(column));
      await database.load(tables.items, itemsTable(column));
      loaded.set(name, tables);
      return tables;
    },
    async drop() {
      const tables = ['events', ...[...loaded.values()].flatMap(({ cells, texts, items }) => [cells, texts, items])];
      for (const name of tables) await database.query({ sql: `drop table if exists ${name}`, values: [] });
    },
  };
}
