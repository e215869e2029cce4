import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backend, type Person } from './context.ts';
import { call, connect, projectOf, rows, secret, username } from './mixpanel-people.ts';
import { join, person, workspaceOf } from './people.ts';
import { eventLine, startUpstream, type Upstream, withLines } from './upstream.ts';

let upstream: Upstream;
let ada: Person;
let bob: Person;
let workspace: string;
let project: string;

beforeAll(async () => {
  upstream = await startUpstream(withLines([]));
  [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
  workspace = await workspaceOf(ada);
  await join(workspace, ada, bob);
  project = await projectOf(ada, workspace);
  await connect(ada, project);
});
afterAll(() => upstream.stop());
beforeEach(() => {
  upstream.seen.length = 0;
});

const slice = (from_date: string, to_date = from_date) => ({ project_id: project, from_date, to_date });
const days = () =>
  rows<{ day: string; events: number; users: number; pulled_by: string }>(
    `select day::text, events::int, private.count_sketch(users) as users, pulled_by
     from public.mixpanel_days left join private.mixpanel_sketches using (project_id, day)
     where project_id = $1 order by day`,
    [project],
  );

describe.runIf(backend().local)('the function mixpanel-export', () => {
  it('passes Mixpanel’s lines through unchanged and records each day', async () => {
    const lines = [
      eventLine('Sign up', '2026-11-01T10:00:00Z', 'u1', { text: 'a\u2028b' }),
      eventLine('Open', '2026-11-01T11:00:00Z', 'u2'),
      eventLine('Open', '2026-11-01T11:00:00Z', 'u2'),
      eventLine('$identify', '2026-11-01T12:00:00Z', 'u3'),
      eventLine('Open', '2026-11-02T12:00:00Z', 'u4'),
      eventLine('Open', '2026-11-02T12:00:00Z', ''),
    ];
    upstream.answer = withLines(lines);
    const response = await call(bob, 'mixpanel-export', slice('2026-11-01', '2026-11-03'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(lines.map((line) => `${line}\n`).join(''));
    expect(upstream.seen).toMatchObject([
      {
        region: 'us',
        query: { from_date: '2026-11-01', to_date: '2026-11-03', project_id: '1234567', time_in_ms: 'true' },
        authorization: `Basic ${btoa(`${username}:${secret}`)}`,
      },
    ]);
    expect(await days()).toEqual([
      { day: '2026-11-01', events: 4, users: 2, pulled_by: bob.id },
      { day: '2026-11-02', events: 2, users: 1, pulled_by: bob.id },
      { day: '2026-11-03', events: 0, users: null, pulled_by: bob.id },
    ]);
  });
});
