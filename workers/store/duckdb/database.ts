import type { Statement } from '../sql/statement.ts';

/** A column of an answer, read by position. */
export type AnswerColumn = ArrayLike<number> | ArrayLike<string>;

/** The slice of DuckDB the store needs, so that tests can pass the native or the blocking one. */
export interface Database {
  /** Runs one statement. Columns by name; numbers as typed arrays, texts as arrays. */
  query(statement: Statement): Promise<ReadonlyMap<string, AnswerColumn>>;
  /** Makes a table out of an Arrow IPC stream. */
  load(table: string, arrow: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** First statements after opening: fetching an extension from outside would fail offline and end the instance. */
export const openingStatements: readonly Statement[] = [
  { sql: 'set autoinstall_known_extensions = false', values: [] },
  { sql: 'set autoload_known_extensions = false', values: [] },
];
