import { withClient } from '../../supabase/local/database.ts';
import { doDailyWork } from '../../supabase/local/billing-schedule.ts';
import { env } from './people.ts';

const DAY_MS = 86_400_000;

/** The time of the backend, which is Stripe's. */
async function now(): Promise<Date> {
  const response = await fetch(`${env('TEAM_STRIPE_URL')}/_double/time`);
  return new Date(((await response.json()) as { readonly now: string }).now);
}

/** Lets so many days pass, the daily work being done on each; resolves when it is. */
export async function letDaysPass(days: number): Promise<void> {
  const to = new Date((await now()).getTime() + days * DAY_MS).toISOString();
  const response = await fetch(`${env('TEAM_STRIPE_URL')}/_double/time`, {
    method: 'POST',
    body: JSON.stringify({ to }),
  });
  if (!response.ok) throw new Error(`time did not pass: ${await response.text()}`);
}

/** The server has counted so many monthly active users of a workspace today, and has done its daily work. */
export async function countUsers(workspace: string, users: number): Promise<void> {
  const today = (await now()).toISOString().slice(0, 10);
  await withClient(env('TEAM_DATABASE_URL'), (client) =>
    client.query(
      `insert into public.usage_days (workspace_id, day, monthly_users)
       select id, $2, $3 from public.workspaces where name = $1
       on conflict (workspace_id, day) do update set monthly_users = excluded.monthly_users`,
      [workspace, today, users],
    ),
  );
  await doDailyWork(env('TEAM_BACKEND_URL'));
}
