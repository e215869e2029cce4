import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, DatabaseError } from 'pg';

/** The folder `supabase`. */
export const supabaseFolder = fileURLToPath(new URL('..', import.meta.url));

/** Runs SQL, several statements if need be, on a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql));
}

/** Lends a connection and closes it. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: asLibpq(url) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** `sslmode=require` as every other client of Postgres means it: encrypted, whoever signed the certificate. */
const asLibpq = (url: string) => (url.includes('sslmode=require') ? `${url}&uselibpqcompat=true` : url);

export interface Migration {
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

/** All migrations, oldest first. */
export function migrations(folder = join(supabaseFolder, 'migrations')): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => {
      const [, version = '', name = ''] = /^(\d{14})_(.+)\.sql$/.exec(file) ?? [];
      if (version === '') throw new Error(`${file} is not named like 20261122090000_workspaces.sql`);
      return { version, name, sql: readFileSync(join(folder, file), 'utf8') };
    });
}

/** Applies migrations as `postgres`, each in a transaction, and records them where `supabase migration list` looks. */
export async function migrate(url: string, list: readonly Migration[]): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(
      `create schema if not exists supabase_migrations;
       create table if not exists supabase_migrations.schema_migrations
         (version text primary key, statements text[], name text)`,
    );
    for (const { version, name, sql } of list) {
      try {
        await client.query('begin');
        await client.query(sql);
        await client.query('insert into supabase_migrations.schema_migrations (version, name) values ($1, $2)', [
          version,
          name,
        ]);
        await client.query('commit');
      } catch (cause) {
        throw new Error(`migration ${version}_${name} failed: ${describe(cause, sql)}`, { cause });
      }
    }
  });
}

function describe(cause: unknown, sql: string): string {
  if (!(cause instanceof DatabaseError)) return String(cause);
  const line = cause.position ? sql.slice(0, Number(cause.position)).split('\n').length : null;
  return `${cause.message}${line ? ` (line ${line})` : ''}${cause.where ? ` — ${cause.where}` : ''}`;
}

/** SQL of a file in this folder. */
export const localSql = (name: string) => readFileSync(join(supabaseFolder, 'local', name), 'utf8');
