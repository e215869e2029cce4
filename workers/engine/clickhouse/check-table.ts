import { PteroError } from '#core/errors/ptero-error.ts';
import type { Connection } from './connect.ts';
import { tableName } from './sql/names.ts';

/** The oldest version whose functions do what the queries need: folds over arrays, bitmaps, window functions. */
export const OLDEST_VERSION = [24, 3] as const;

const COLUMNS = ['event', 'distinct_id', 'time', 'properties'] as const;

/**
 * Look whether a server can answer at all: its version, the table, its columns.
 *
 * @throws PteroError `engine/old-version`, `engine/no-table`, `engine/no-column`, and what a connection throws.
 */
export async function checkTable(connection: Connection, table: string, signal: AbortSignal): Promise<void> {
  const [row] = await connection.rows({ sql: 'SELECT version() AS version', values: {} }, signal);
  const version = textOf(row!['version']);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [least, leastMinor] = OLDEST_VERSION;
  if (major < least || (major === least && minor < leastMinor)) {
    throw new PteroError({
      code: 'engine/old-version',
      message: `the server is version ${version}`,
      details: { version, oldest: OLDEST_VERSION.join('.') },
    });
  }
  const missing: string[] = [];
  for (const column of COLUMNS) {
    try {
      await connection.rows({ sql: `SELECT ${column} FROM ${tableName(table)} LIMIT 0`, values: {} }, signal);
    } catch (cause) {
      const error = PteroError.from(cause);
      if (error.code !== 'engine/no-column') throw error;
      missing.push(column);
    }
  }
  if (missing.length > 0) {
    throw new PteroError({
      code: 'engine/no-column',
      message: `the table ${table} has no ${missing.join(', ')}`,
      details: { table, columns: missing.join(', ') },
    });
  }
}

const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
