import type { Client } from 'pg';
import type { Snapshot } from './simulated-stripe.ts';

const prefix = '20000000-0000-4000-8000-';
export const admin = '10000000-0000-4000-8000-000000000001';
export const workspaceId = (number: number) => `${prefix}${String(number).padStart(12, '0')}`;
export const workspaceNumber = (id: string) => Number(id.slice(prefix.length));

/** One call of the service, in the order in which they come. */
export type Call =
  | {
      readonly do: 'receive';
      readonly workspace_id: string;
      readonly event: string;
      readonly created: string;
      readonly snapshot: Snapshot;
      readonly at: string;
    }
  | {
      readonly do: 'apply';
      readonly workspace_id: string;
      readonly snapshot: Snapshot;
      readonly cause: string;
      readonly at: string;
    }
  | { readonly do: 'checkout'; readonly workspace_id: string; readonly at: string }
  | { readonly do: 'sent'; readonly id: string; readonly at: string };

/** What `billing_checkout_begin` answered, or the hint with which it refused. */
export interface Answer {
  readonly refused?: string;
  readonly idempotency_key?: string;
  readonly packs?: number;
  readonly trial_ends_at?: string | null;
}

/** Makes workspaces with one admin and their counts of each day, and becomes the service. */
export async function createWorkspaces(
  client: Client,
  begins: number,
  users: readonly (readonly number[])[],
): Promise<void> {
  await client.query(`insert into auth.users (id, email) values ('${admin}', 'admin@example.com')`);
  await client.query('begin');
  await client.query(
    `insert into public.workspaces (id, name)
     select ('${prefix}' || lpad(n::text, 12, '0'))::uuid, 'Workspace ' || n from generate_series(0, $1::int - 1) n`,
    [users.length],
  );
  await client.query(`insert into public.members select id, '${admin}', 'admin' from public.workspaces`);
  await client.query('commit');
  await client.query('update public.plans set since = $1', [new Date(begins)]);
  await client.query(
    `insert into public.usage_days (workspace_id, day, monthly_users)
     select ('${prefix}' || lpad((w.n - 1)::text, 12, '0'))::uuid, to_timestamp($2::float8 / 1000)::date + (d.n - 1)::int, d.users::text::int
     from jsonb_array_elements($1::jsonb) with ordinality w (days, n)
     cross join jsonb_array_elements(w.days) with ordinality d (users, n)`,
    [JSON.stringify(users), begins],
  );
  await client.query(`
    analyze public.usage_days;
    create function pg_temp.run(calls jsonb) returns jsonb language plpgsql as $$
    declare
      one jsonb;
      hint text;
      answers jsonb := '[]';
    begin
      for one in select value from jsonb_array_elements(calls) loop
        case one ->> 'do'
          when 'receive' then perform public.billing_receive(one ->> 'event', (one ->> 'created')::timestamptz,
            (one ->> 'workspace_id')::uuid, one -> 'snapshot', (one ->> 'at')::timestamptz);
          when 'apply' then perform public.billing_apply((one ->> 'workspace_id')::uuid, one -> 'snapshot', one ->> 'cause',
            (one ->> 'at')::timestamptz);
          when 'sent' then perform public.billing_mail_sent((one ->> 'id')::uuid, (one ->> 'at')::timestamptz);
          when 'checkout' then begin
            answers := answers || public.billing_checkout_begin((one ->> 'workspace_id')::uuid, '${admin}', (one ->> 'at')::timestamptz);
          exception when others then
            get stacked diagnostics hint = pg_exception_hint;
            answers := answers || jsonb_build_object('refused', coalesce(nullif(hint, ''), sqlerrm));
          end;
        end case;
      end loop;
      return answers;
    end $$;
    grant execute on function pg_temp.run(jsonb) to service_role;
    set role service_role;`);
}

/** Runs the calls in one statement; answers what those of checkout did. */
export async function runCalls(client: Client, calls: readonly Call[]): Promise<readonly Answer[]> {
  if (calls.length === 0) return [];
  const { rows } = await client.query('select pg_temp.run($1) as answers', [JSON.stringify(calls)]);
  return (rows as readonly { readonly answers: readonly Answer[] }[])[0]!.answers;
}
