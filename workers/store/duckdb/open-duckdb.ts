import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import { PteroError } from '#core/errors/ptero-error.ts';
import { wasmUrl, workerUrl } from 'virtual:duckdb-assets';
import { answerColumns } from './answer-columns.ts';
import { openingStatements, type Database } from './database.ts';
import { fetchWasm } from './fetch-wasm.ts';

/**
 * Opens DuckDB in a worker of its own, from files of this site only.
 *
 * @throws PteroError `query/unavailable` when it cannot be fetched or started.
 */
export async function openDuckDb(): Promise<Database> {
  const worker = new Worker(workerUrl, { name: 'ptero-duckdb' });
  try {
    const wasm = URL.createObjectURL(await fetchWasm(wasmUrl));
    const engine = new AsyncDuckDB(new VoidLogger(), worker);
    await engine.instantiate(wasm);
    URL.revokeObjectURL(wasm);
    const connection = await engine.connect();

    const database: Database = {
      async query({ sql, values }) {
        try {
          const prepared = await connection.prepare(sql);
          try {
            return answerColumns(await prepared.query(...values));
          } finally {
            await prepared.close();
          }
        } catch (cause) {
          throw PteroError.from(cause, 'query/failed');
        }
      },
      async load(table, arrow) {
        try {
          await connection.insertArrowFromIPCStream(arrow, { name: table, create: true });
        } catch (cause) {
          throw PteroError.from(cause, 'query/failed');
        }
      },
    };
    for (const statement of openingStatements) await database.query(statement);
    return database;
  } catch (cause) {
    worker.terminate();
    throw new PteroError(
      {
        code: 'query/unavailable',
        message:
          'The part of Ptero that answers questions about properties could not be loaded. Connect to the network once, then try again.',
      },
      { cause },
    );
  }
}
