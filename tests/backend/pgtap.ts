import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { supabaseFolder, withClient } from '../../supabase/local/database.ts';
import { local } from './context.ts';
import { databaseUrl } from './setup.ts';

export interface TapReport {
  readonly passed: readonly string[];
  /** Descriptions of the lines that failed. */
  readonly failed: readonly string[];
  readonly planned: number;
  readonly notes: readonly string[];
}

/**
 * Runs one pgTAP file in a transaction that is rolled back, on the database that has all migrations.
 *
 * @param planted SQL that is run before the file's own: a hole that it must notice
 */
export async function runPgtap(file: string, planted = ''): Promise<TapReport> {
  const read = (path: string) => readFileSync(join(supabaseFolder, 'tests', path), 'utf8');
  const body = read(`database/${file}`).replace(/^begin;$/m, () => `begin;\n${planted}\n${read('helpers.sql')}`);
  const url = databaseUrl(local().adminDatabaseUrl, 'migrated');
  const results = await withClient(url, async (client) => {
    try {
      const answer: unknown = await client.query({ text: body, rowMode: 'array' });
      return answer as readonly { readonly rows: readonly (readonly unknown[])[] }[];
    } finally {
      await client.query('rollback');
    }
  });
  const lines = results
    .flatMap(({ rows }) => rows.flatMap((row) => row.filter((cell) => typeof cell === 'string')))
    .flatMap((text) => text.split('\n'));
  const described = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  return {
    passed: described(/^ok \d+ - (.*)$/),
    failed: described(/^not ok \d+ - (.*)$/),
    planned: Number(described(/^1\.\.(\d+)$/)[0] ?? 0),
    notes: described(/^# (.*)$/),
  };
}
