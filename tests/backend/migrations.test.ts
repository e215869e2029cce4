import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './cli.ts';
import { migrate, migrations, runSql, supabaseFolder, withClient } from '../../supabase/local/database.ts';
import { databaseAddress, needs } from './context.ts';
import { definition, document } from './documents.ts';
import { withDatabase, withMigratedDatabase } from './fresh-database.ts';

const list = migrations();

/** Rows that each state of the schema can hold; later ones refer to earlier ones. */
const data: readonly string[] = [
  `insert into auth.users (id, email) values ('10000000-0000-4000-8000-000000000001', 'old@example.com');
   begin;
   insert into public.workspaces (id, name, created_by)
     values ('20000000-0000-4000-8000-000000000001', 'Old', '10000000-0000-4000-8000-000000000001');
   insert into public.members (workspace_id, user_id, role)
     values ('20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'admin');
   commit;`,
  `insert into public.invitations (workspace_id, email, role, invited_by)
     values ('20000000-0000-4000-8000-000000000001', 'new@example.com', 'member', '10000000-0000-4000-8000-000000000001');`,
  `insert into public.projects (id, workspace_id, name)
     values ('30000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'App');
   insert into public.scenarios (id, workspace_id, project_id, definition)
     values ('40000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '30000000-0000-4000-8000-000000000001',
     '${JSON.stringify(definition)}');
   insert into public.results (scenario_id, workspace_id, document)
     values ('40000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '${JSON.stringify(document)}');
   insert into public.pins (scenario_id, workspace_id)
     values ('40000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001');
   insert into public.hidden_events (project_id, workspace_id, event)
     values ('30000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'noise');`,
  `insert into public.notifications (user_id, kind) values ('10000000-0000-4000-8000-000000000001', 'data/ready');`,
  ``,
  ``,
  ``,
  ``,
  `insert into public.mixpanel_connections (project_id, workspace_id, region, mixpanel_project_id, kind, username)
     values ('30000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'eu', '1', 'service_account', 'a');
   insert into public.mixpanel_days (project_id, workspace_id, day, events)
     values ('30000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '2026-11-01', 1);`,
  `select private.count_usage('2026-11-01');`,
  `insert into public.ready_requests (project_id, workspace_id, user_id)
     values ('30000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001');`,
  ``,
  ``,
  `insert into public.plan_changes (workspace_id, "from", "to", cause, reason, at)
     values ('20000000-0000-4000-8000-000000000001', 'free', 'trialing', 'daily', 'above', now());
   insert into public.billing_invoices (id, workspace_id, status, amount_cents, read_at)
     values ('in_1', '20000000-0000-4000-8000-000000000001', 'paid', 2500, now());`,
  ``,
  ``,
  ``,
  `update public.mixpanel_connections set profile_properties = array['$created'];`,
  ``,
  ``,
  ``,
];

/** As if pg_cron were installed, for one session: listed, there, and with the function by which jobs are scheduled. */
const pretendedCron = `
  create temp view pg_available_extensions as select 'pg_cron'::name as name;
  set allow_system_table_mods = on;
  insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (99999, 'pg_cron', 10, 'pg_catalog'::regnamespace, false, '1.6');
  create schema cron;
  create table cron.job (name text primary key, schedule text, command text);
  create function cron.schedule(name text, schedule text, command text) returns void language sql as $$
    insert into cron.job values ($1, $2, $3) on conflict (name) do update set schedule = $2, command = $3 $$;`;

const tables = `select array_agg(relname::text order by relname) as names from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r'`;

/** Everything the API's schema consists of, as Postgres would write it. */
const shape = `
  select string_agg(line, E'\\n' order by line) as shape from (
    select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema in ('public', 'private')
    union all select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace in ('public'::regnamespace, 'private'::regnamespace)
    union all select format('index %s', indexdef) from pg_indexes where schemaname in ('public', 'private')
    union all select format('policy %s %s %s %s', tablename, policyname, qual, with_check) from pg_policies where schemaname = 'public'
    union all select format('function %s %s', md5(pg_get_functiondef(oid)), proacl) from pg_proc
      where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    union all select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
    union all select format('rights %s %s', relname, relacl) from pg_class
      where relnamespace in ('public'::regnamespace, 'private'::regnamespace)) lines`;

const query = async <T>(url: string, sql: string): Promise<T> =>
  withClient(url, async (client) => (await client.query(sql)).rows[0] as T);

describe('the migrations', needs('own server'), () => {
  let fresh: unknown;

  beforeAll(async () => {
    fresh = await withMigratedDatabase('all_at_once', (_ownerUrl, adminUrl) => query(adminUrl, shape));
  });

  it('have data of each state to be tried with', () => {
    expect(data).toHaveLength(list.length);
  });

  it.each(list.map(({ name }, index) => [index + 1, name] as const))(
    'applied after the first %d (up to %s) had data, end in the same schema and lose nothing',
    async (count, _name) => {
      const upgraded = await withDatabase(`upgrade_${count}`, async (ownerUrl, adminUrl) => {
        await migrate(ownerUrl, list.slice(0, count));
        for (const sql of data.slice(0, count)) await runSql(adminUrl, sql);
        const { names } = await query<{ names: readonly string[] }>(adminUrl, tables);
        const counts = `select jsonb_object_agg(name, n) as counts from (${names
          .filter((name) => name !== 'changes' && name !== 'audit_log')
          .map((name) => `select '${name}' as name, count(*) as n from public.${name}`)
          .join(' union all ')}) c`;
        const before = await query<{ counts: object }>(adminUrl, counts);
        await migrate(ownerUrl, list.slice(count));
        expect(await query(adminUrl, counts)).toEqual(before);
        expect(Object.entries(before.counts).filter(([, rows]) => Number(rows) === 0)).toEqual([]);
        return query(adminUrl, shape);
      });
      expect(upgraded).toEqual(fresh);
    },
  );

  it('are applied by the Supabase CLI with the same outcome', async () => {
    await withDatabase('pushed', async (ownerUrl, adminUrl) => {
      await runCli(['db', 'push', '--remote', ownerUrl, '--yes'], dirname(supabaseFolder));
      expect(await query(adminUrl, shape)).toEqual(fresh);
      const recorded =
        'select array_agg(version order by version) as versions from supabase_migrations.schema_migrations';
      expect(await query(adminUrl, recorded)).toEqual({ versions: list.map(({ version }) => version) });
    });
  });

  it.each([
    ['schedule', 'prune news', '17 3 * * *', 'select private.prune_news()'],
    ['counting', 'count users', '37 * * * *', 'select private.count_usage_due()'],
  ])('schedule the work of %s once, where there is pg_cron', async (migration, job, schedule, command) => {
    const sql = list.find(({ name }) => name === migration)?.sql ?? '';
    await withDatabase('scheduled', async (_ownerUrl, adminUrl) => {
      await withClient(adminUrl, async (client) => {
        await client.query(pretendedCron);
        await client.query(sql);
        await client.query(sql);
        const { rows } = await client.query('select name, schedule, command from cron.job');
        expect(rows).toEqual([{ name: job, schedule, command }]);
      });
    });
  });

  it('leave nothing behind when one fails, and say where', async () => {
    await withDatabase('failing', async (ownerUrl) => {
      const broken = {
        version: '20990101000000',
        name: 'broken',
        sql: 'create table public.half (id int);\nselect nonsense;',
      };
      await expect(migrate(ownerUrl, [...list, broken])).rejects.toThrow(
        '20990101000000_broken failed: column "nonsense" does not exist (line 2)',
      );
      const { found } = await query<{ found: string | null }>(
        ownerUrl,
        `select to_regclass('public.half')::text as found`,
      );
      expect(found).toBeNull();
    });
  });
});

describe('the database of the backend', needs('database'), () => {
  it('has had all migrations, once each, in the order of their names', async () => {
    const recorded = await withClient(databaseAddress(), (client) =>
      client.query('select version from supabase_migrations.schema_migrations order by version'),
    );
    expect(recorded.rows.map(({ version }: { version: string }) => version)).toEqual(
      list.map(({ version }) => version),
    );
    expect(new Set(list.map(({ version }) => version)).size).toBe(list.length);
  });
});
