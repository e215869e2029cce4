import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { supabaseFolder, withClient } from '../../supabase/local/database.ts';
import { findPgtap } from '../setup/pgtap.mjs';
import { backend, databaseAddress } from './context.ts';
import { databaseUrl } from './setup.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface TapReport {
  readonly passed: readonly string[];
  /** Descriptions of the lines that failed. */
  readonly failed: readonly string[];
  readonly planned: number;
  readonly notes: readonly string[];
}

const oneAfterAnother = 'select pg_advisory_xact_lock(20261122);';

/**
 * Runs one pgTAP file in a transaction that is rolled back: on a copy with all migrations where the server is ours, else on
 * the very database, whose own rows it leaves alone. Files run one after another: what is planted locks whole tables.
 *
 * @param planted SQL that is run before the file's own: a hole that it must notice
 */
export async function runPgtap(file: string, planted = ''): Promise<TapReport> {
  const read = (path: string) => readFileSync(join(supabaseFolder, 'tests', path), 'utf8');
  const isCopy = backend().ownServer !== null;
  const url = isCopy ? databaseUrl(databaseAddress(), 'migrated') : databaseAddress();
  const results = await withClient(url, async (client) => {
    const loading = isCopy ? '' : await pgtapFor(client);
    const before = `begin;\n${oneAfterAnother}\n${loading}\n${planted}\n${read('helpers.sql')}`;
    const body = read(`database/${file}`)
      .replace(/^begin;$/m, () => before)
      .replace(/^-- cells of (.*)$/m, (_line, other: string) => cellsOf(read(`database/${other}`)));
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

/** pgTAP for one transaction: the server's own where it has it, else its plain SQL. */
async function pgtapFor(client: Client): Promise<string> {
  const { rows } = await client.query("select from pg_available_extensions where name = 'pgtap'");
  if (rows.length > 0) return 'create extension if not exists pgtap with schema extensions;';
  const sql = findPgtap(root);
  if (!sql) throw new Error('pgTAP was not found; npm test fetches it');
  return `set local search_path = extensions; ${readFileSync(sql, 'utf8')}; set local search_path to default;`;
}

/** The table of cells that a file makes before it plans its tests. */
function cellsOf(file: string): string {
  const [begin, end] = [file.indexOf('create temporary table cells'), file.indexOf('select plan(')];
  if (begin < 0 || end < 0) throw new Error('the file has no cells');
  return file.slice(begin, end);
}
