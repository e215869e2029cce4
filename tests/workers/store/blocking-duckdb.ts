import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createDuckDB, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking';
import { answerColumns } from '#workers/store/duckdb/answer-columns.ts';
import { openingStatements, type Database } from '#workers/store/duckdb/database.ts';

/** The same DuckDB as in the browser, without its worker. */
export async function openBlockingDuckDb(): Promise<Database> {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'));
  const bundle = { mainModule: join(dist, 'duckdb-eh.wasm'), mainWorker: join(dist, 'duckdb-node-eh.worker.cjs') };
  const engine = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME);
  await engine.instantiate();
  const connection = engine.connect();
  const database: Database = {
    async query({ sql, values }) {
      const prepared = connection.prepare(sql);
      try {
        return answerColumns(prepared.query(...values));
      } finally {
        prepared.close();
      }
    },
    load: async (table, arrow) => connection.insertArrowFromIPCStream(arrow, { name: table, create: true }),
  };
  for (const statement of openingStatements) await database.query(statement);
  return database;
}
