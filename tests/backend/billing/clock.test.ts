import { describe, expect, it } from 'vitest';
import { withClient } from '../../../supabase/local/database.ts';
import { databaseAddress, needs } from '../context.ts';
import { day, iso, teamWith, today } from './stories.ts';

/** What plans, payments and their mails are kept in. */
const tables = String.raw`(plans|plan_changes|billing_invoices|billing_mails|subscriptions|deadline_counts|checkout_sessions|stripe_events|usage_alerts|mail_optouts)`;
const functions = String.raw`\m(public|private)\.(billing_\w+|plan_\w+|\w+_snapshot|monthly_users|note_mails_due|note_usage_alerts|renewals_due|alert_period)\M`;
const clocks = String.raw`\m(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\m(current_timestamp|current_date|current_time|localtimestamp|localtime)\M`;

/** Functions about plans and payments, and those of them that look at a clock of their own. What is taken along is dated, no more. */
const about = `
  select n.nspname || '.' || p.proname as name, pg_get_functiondef(p.oid) ~* '${clocks}' as looks
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private') and p.prokind = 'f' and p.proname <> 'export_workspace'
    and (pg_get_functiondef(p.oid) ~ '\\m(public|private)\\.${tables}\\M' or pg_get_functiondef(p.oid) ~ '${functions}')
  order by 1`;

interface Found {
  readonly name: string;
  readonly looks: boolean;
}

describe('the clock of plans', needs('database', 'accounts'), () => {
  it('is passed in: no function about them looks at another', () =>
    withClient(databaseAddress(), async (client) => {
      const found = (await client.query(about)).rows as readonly Found[];
      expect(found.length).toBeGreaterThan(30);
      expect(found.filter(({ looks }) => looks).map(({ name }) => name)).toEqual([]);
      const { rows: defaults } = await client.query(
        `select c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid) as value
         from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
         where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relname ~ '^${tables}$'
           and pg_get_expr(d.adbin, d.adrelid) ~* '${clocks}'`,
      );
      expect(defaults).toEqual([]);
      await client.query('begin');
      await client.query(`create function private.planted() returns timestamptz language sql as
        $$ select greatest(now(), max(since)) from public.plans $$`);
      const planted = (await client.query(about)).rows as readonly Found[];
      await client.query('rollback');
      expect(planted.filter(({ looks }) => looks).map(({ name }) => name)).toEqual(['private.planted']);
    }));

  it('is one function where nobody passes one in, which a test can set', async () => {
    const team = await teamWith(20_000, today - 3 * day);
    const usersAt = (at: number) =>
      withClient(databaseAddress(), async (client) => {
        await client.query('begin');
        await client.query(`select set_config('ptero.clock', $1, true), set_config('request.jwt.claims', $2, true)`, [
          iso(at),
          JSON.stringify({ sub: team.admin.id, role: 'authenticated' }),
        ]);
        await client.query('set local role authenticated');
        const { rows } = await client.query('select public.plan_of($1) as plan', [team.id]);
        await client.query('rollback');
        return (rows as readonly { readonly plan: { readonly monthly_users: number } }[])[0]!.plan.monthly_users;
      });
    await withClient(databaseAddress(), (client) =>
      client.query('insert into public.usage_days (workspace_id, day, monthly_users) values ($1, $2, 24000)', [
        team.id,
        iso(today + 40 * day).slice(0, 10),
      ]),
    );
    expect([await usersAt(today), await usersAt(today + 41 * day)]).toEqual([20_000, 24_000]);
  });
});
