import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSchedule } from '../../supabase/local/schedule.ts';
import { backend, must, needs, ownServer, type Person } from './context.ts';
import { projectOf, rows } from './mixpanel-people.ts';
import { person, workspaceOf } from './people.ts';

let ada: Person;
let workspace: string;
let shop: string;
let site: string;

beforeAll(async () => {
  if (backend().ownServer) ada = await person('Ada');
});
beforeEach(async () => {
  if (!backend().ownServer) return;
  workspace = await workspaceOf(ada);
  [shop, site] = await Promise.all([projectOf(ada, workspace, 'Shop'), projectOf(ada, workspace, 'Site')]);
});

afterEach(async () => {
  if (backend().ownServer) await must(ada.client.rpc('delete_workspace', { workspace_id: workspace }));
});

/** Records that a day had these users: each sets a register of their number. */
async function record(project: string, day: string, users: readonly number[]): Promise<void> {
  await rows(
    `with d as (
       insert into public.mixpanel_days (project_id, workspace_id, day, events, pulled_at)
       values ($1, $2, $3, $4, clock_timestamp())
       on conflict (project_id, day) do update set pulled_at = excluded.pulled_at returning 1)
     select from d`,
    [project, workspace, day, users.length],
  );
  const sketch = Buffer.alloc(16_384);
  for (const user of users) sketch[user] = 1;
  await rows(
    `insert into private.mixpanel_sketches (project_id, day, users) values ($1, $2, $3)
     on conflict (project_id, day) do update set users = excluded.users`,
    [project, day, sketch],
  );
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const usage = () =>
  must(
    ada.client.from('usage_days').select('day, monthly_users, by_project').eq('workspace_id', workspace).order('day'),
  ) as Promise<unknown> as Promise<
    readonly { day: string; monthly_users: number; by_project: Record<string, number> }[]
  >;
/** Runs the schedule's work as on a day, and gives the days of the workspace that it counted. */
async function due(today: string): Promise<readonly string[]> {
  const [before] = await rows<{ now: string }>('select clock_timestamp() as now');
  await rows('select private.count_usage_due($1)', [today]);
  const counted = await rows<{ day: string }>(
    'select day::text from public.usage_days where workspace_id = $1 and counted_at > $2 order by day',
    [workspace, before?.now],
  );
  return counted.map(({ day }) => day);
}

describe('the users of 30 days', needs('own server'), () => {
  it('are those of the day and the 29 before it, no others', async () => {
    await record(shop, '2026-06-01', range(0, 100));
    await record(shop, '2026-06-30', range(50, 150));
    await record(shop, '2026-07-01', range(140, 160));
    for (const day of ['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01', '2026-07-30', '2026-07-31']) {
      await rows('select private.count_usage($1)', [day]);
    }
    const counted = (await usage()).map(({ day, monthly_users }) => [day, monthly_users]);
    // Three in a hundred less, in the customer's favour.
    expect(counted).toEqual([
      ['2026-06-01', 97],
      ['2026-06-30', 146],
      ['2026-07-01', 107],
      ['2026-07-30', 19],
      ['2026-07-31', 0],
    ]);
  });

  it('count somebody of two projects once, and show each project', async () => {
    await record(shop, '2026-06-01', range(0, 100));
    await record(site, '2026-06-02', range(50, 120));
    await rows('select private.count_usage($1)', ['2026-06-02']);
    expect(await usage()).toEqual([{ day: '2026-06-02', monthly_users: 117, by_project: { [shop]: 97, [site]: 68 } }]);
  });

  it('are counted by the schedule for every day that is due, once', async () => {
    await record(shop, '2026-06-01', range(0, 10));
    await rows(`update public.mixpanel_days set pulled_at = now() - interval '1 hour' where project_id = $1`, [shop]);
    expect(await due('2026-06-10')).toEqual(range(1, 11).map((day) => `2026-06-${String(day).padStart(2, '0')}`));
    expect(await due('2026-06-10')).toEqual([]);
    expect(await due('2026-06-11')).toEqual(['2026-06-11']);
  });

  it('are counted again for the days whose window was pulled anew', async () => {
    for (const day of ['2026-05-18', '2026-06-20']) await record(shop, day, range(0, 10));
    await rows(`update public.mixpanel_days set pulled_at = now() - interval '1 hour' where project_id = $1`, [shop]);
    await due('2026-06-25');
    await record(shop, '2026-06-20', range(0, 20));
    await due('2026-06-25');
    const counted = new Map((await usage()).map(({ day, monthly_users }) => [day, monthly_users]));
    expect([counted.get('2026-06-19'), counted.get('2026-06-20'), counted.get('2026-06-25')]).toEqual([0, 19, 19]);
  });

  it('are kept for twelve months', async () => {
    await record(shop, '2026-11-01', [1]);
    await rows(
      `insert into public.usage_days (workspace_id, day, monthly_users)
       values ($1, current_date - interval '13 months', 1), ($1, current_date - interval '11 months', 1)`,
      [workspace],
    );
    await rows('select private.count_usage(current_date)');
    expect(await usage()).toHaveLength(2);
  });

  it('are counted by the local backend’s schedule, too', async () => {
    await record(shop, new Date().toISOString().slice(0, 10), range(0, 10));
    const failures: unknown[] = [];
    const schedule = startSchedule(ownServer().databaseUrl, 3_600_000, (cause) => failures.push(cause));
    await schedule.stop();
    expect(failures).toEqual([]);
    expect(await usage()).toMatchObject([{ monthly_users: 10 }]);
  });
});
