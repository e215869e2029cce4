import type { Pool } from 'pg';

/** One row's change as the trigger tells it: its key, and the short columns that filters may name. */
export interface RowChange {
  readonly table: string;
  readonly type: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly at: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** What the client is told of a change. */
export interface SeenChange {
  readonly schema: 'public';
  readonly table: string;
  readonly type: RowChange['type'];
  readonly commit_timestamp: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly record: Readonly<Record<string, unknown>>;
  readonly old_record: Readonly<Record<string, unknown>>;
  readonly errors: null;
}

export interface RowReader {
  /** Puts a trigger on each table of `supabase_realtime` and answers their names. */
  publish(): Promise<ReadonlySet<string>>;
  /** The change as somebody with these claims may see it; null when that is not at all. */
  read(change: RowChange, claims: Readonly<Record<string, unknown>>): Promise<SeenChange | null>;
}

const notify = `
create schema if not exists realtime;
create or replace function realtime.tell() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  perform pg_notify('realtime_double', jsonb_build_object('table', tg_table_name, 'type', tg_op, 'at', clock_timestamp(),
    'key', (select jsonb_object_agg(name, changed -> name) from unnest(tg_argv) name),
    'columns', (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(changed)
      where octet_length(value::text) <= 100))::text);
  return null;
end $$;`;

interface Table {
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Reads changed rows as Realtime does: with the rights of whoever listens. */
export function createRowReader(pool: Pool): RowReader {
  const tables = new Map<string, Table>();
  return {
    async publish() {
      await pool.query(notify);
      const { rows } = await pool.query<{ name: string } & Table>(
        `select t.tablename as name,
           (select array_agg(a.attname::text order by a.attnum) from pg_index i join pg_attribute a
             on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
           (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', ty.typname) order by a.attnum)
             from pg_attribute a join pg_type ty on ty.oid = a.atttypid
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
         from pg_publication_tables t join pg_class c on c.oid = ('public.' || t.tablename)::regclass
         where t.pubname = 'supabase_realtime' and t.schemaname = 'public'`,
      );
      for (const { name, key, columns } of rows) {
        tables.set(name, { key, columns });
        await pool.query(`drop trigger if exists realtime_double on public.${name};
          create trigger realtime_double after insert or update or delete on public.${name}
            for each row execute function realtime.tell(${key.map((column) => `'${column}'`).join(', ')})`);
      }
      return new Set(tables.keys());
    },

    async read(change, claims) {
      const table = tables.get(change.table);
      if (!table) return null;
      const base = {
        schema: 'public' as const,
        table: change.table,
        type: change.type,
        commit_timestamp: change.at,
        columns: table.columns,
        errors: null,
      };
      if (change.type === 'DELETE') return { ...base, record: {}, old_record: change.key };
      const record = await visibleRow(pool, change, table, claims);
      if (!record) return null;
      return { ...base, record, old_record: change.type === 'UPDATE' ? change.key : {} };
    },
  };
}

async function visibleRow(pool: Pool, change: RowChange, table: Table, claims: Readonly<Record<string, unknown>>) {
  if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 < Date.now()) return null;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
      claims['role'] === 'authenticated' || claims['role'] === 'service_role' ? claims['role'] : 'anon',
      JSON.stringify(claims),
    ]);
    const where = table.key.map((column, index) => `${column}::text = $${index + 1}`).join(' and ');
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from public.${change.table} t where ${where}`,
      table.key.map((column) => String(change.key[column])),
    );
    return rows[0]?.row ?? null;
  } catch {
    // Without the right to select at all there is nothing to see.
    return null;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
