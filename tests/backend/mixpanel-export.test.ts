import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { measureExport } from '../bench/measure-export.mjs';
import { backend, must, needs, ownServer, type Person } from './context.ts';
import { call, connect, dayRows, projectOf, rows, secret, username } from './mixpanel-people.ts';
import { join, person, workspaceOf } from './people.ts';
import { eventLine, startUpstream, type Upstream, withLines, withStatus } from './upstream.ts';

let upstream: Upstream;
let ada: Person;
let bob: Person;
let workspace: string;
let project: string;

beforeAll(async () => {
  if (!backend().ownServer) return;
  upstream = await startUpstream(username, withLines([]));
  [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
  workspace = await workspaceOf(ada);
  await join(workspace, ada, bob);
  project = await projectOf(ada, workspace);
  await connect(ada, project);
});
afterAll(() => upstream?.stop());
beforeEach(() => {
  if (upstream) upstream.seen.length = 0;
});

const slice = (from_date: string, to_date = from_date) => ({ project_id: project, from_date, to_date });
const pull = (who: Person | null, body: object = slice('2026-11-01')) => call(who, 'mixpanel-export', body);
const refusalOf = async (asked: Promise<Response>) => {
  const response = await asked;
  const { hint, message, details } = (await response.json()) as { hint: string; message: string; details: unknown };
  return { status: response.status, hint, message, details };
};
const problem = async () =>
  (
    await rows<{ last_problem: string | null }>(
      'select last_problem from public.mixpanel_connections where project_id = $1',
      [project],
    )
  )[0]?.last_problem;

describe('the function mixpanel-export', needs('own server'), () => {
  it('passes Mixpanel’s lines through unchanged and records each day', async () => {
    const lines = [
      eventLine('Sign up', '2026-11-01T10:00:00Z', 'u1', { text: 'a\u2028b' }),
      eventLine('Open', '2026-11-01T11:00:00Z', 'u2'),
      eventLine('Open', '2026-11-01T11:00:00Z', 'u2'),
      eventLine('$identify', '2026-11-01T12:00:00Z', 'u3'),
      eventLine('Open', '2026-11-01T23:30:00Z', 'u4'),
      eventLine('Open', '2026-11-02T12:00:00Z', ''),
    ];
    upstream.answer = withLines(lines);
    const response = await pull(bob, slice('2026-11-01', '2026-11-03'));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(lines.map((line) => `${line}\n`).join(''));
    expect(upstream.seen).toMatchObject([
      {
        region: 'us',
        query: { from_date: '2026-11-01', to_date: '2026-11-03', project_id: '1234567', time_in_ms: 'true' },
        authorization: `Basic ${btoa(`${username}:${secret}`)}`,
      },
    ]);
    expect(upstream.seen[0]?.acceptEncoding).toBe('gzip');
    // Half past eleven at night on UTC is the next day in Berlin.
    expect(await dayRows(project)).toEqual([
      { day: '2026-11-01', events: 4, users: 2, pulled_by: bob.id },
      { day: '2026-11-02', events: 2, users: 1, pulled_by: bob.id },
      { day: '2026-11-03', events: 0, users: null, pulled_by: bob.id },
    ]);
    expect(
      await rows(
        `select actor, details ->> 'from_day' as from_day from public.audit_log
         where workspace_id = $1 and action = 'mixpanel.pulled'`,
        [workspace],
      ),
    ).toEqual([{ actor: bob.id, from_day: '2026-11-01' }]);
  });

  it('replaces the days of a slice that is pulled again', async () => {
    upstream.answer = withLines([eventLine('Open', '2026-11-02T12:00:00Z', 'u9')]);
    await (await pull(ada, slice('2026-11-01', '2026-11-02'))).text();
    expect(await dayRows(project)).toMatchObject([
      { day: '2026-11-01', events: 0, users: null },
      { day: '2026-11-02', events: 1, users: 1 },
      { day: '2026-11-03', events: 0 },
    ]);
  });

  it('counts once what two members pull at once', async () => {
    const many = Array.from({ length: 300 }, (_, n) => eventLine('Open', '2026-11-02T12:00:00Z', `u${n}`));
    upstream.answer = withLines(many);
    const both = [ada, bob, ada, bob].map((who) => pull(who, slice('2026-11-01', '2026-11-03')));
    for (const response of await Promise.all(both)) expect((await response.text()).split('\n')).toHaveLength(301);
    const [, day] = await dayRows(project);
    expect(day?.events).toBe(300);
    expect(day?.users).toBeGreaterThan(280);
    expect(day?.users).toBeLessThanOrEqual(300);
  });

  it('is not compressed again: that would cost the time that counting needs', async () => {
    upstream.answer = withLines([eventLine('Open', '2026-11-02T12:00:00Z', 'u1')]);
    const response = await call(ada, 'mixpanel-export', slice('2026-11-02'), {
      headers: { 'Accept-Encoding': 'gzip' },
    });
    expect(response.headers.get('Content-Encoding')).toBeNull();
    expect(response.headers.get('X-Slice-Bytes')).toBe('100000000');
    await response.text();
  });

  it('lets the app’s own origin in and no other', async () => {
    const response = await fetch(`${backend().url}/functions/v1/mixpanel-export`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://example.net', 'Access-Control-Request-Method': 'POST' },
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
    expect(response.headers.get('Access-Control-Expose-Headers')).toContain('X-Slice-Bytes');
    const refused = await pull(null);
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
  });

  /** Half a thousand users, then nothing more for a while. */
  const many = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `${eventLine('Open', '2026-11-05T12:00:00Z', `p${from + n}`)}\n`).join(
      '',
    );
  const day = async () => (await dayRows(project)).find((one) => one.day === '2026-11-05');

  it('counts what an app that goes away had read, adding it to what is known, and lets go of Mixpanel', async () => {
    const hangUp = async (who: Person, from: number, to: number) => {
      upstream.seen.length = 0;
      upstream.answer = (_seen, response) => void response.writeHead(200).write(many(from, to));
      const going = new AbortController();
      const response = await call(who, 'mixpanel-export', slice('2026-11-05'), { signal: going.signal });
      await response.body?.getReader().read();
      going.abort();
      expect(await upstream.seen[0]?.gone).toBe(true);
    };
    expect(await day()).toBeUndefined();
    await hangUp(ada, 0, 600);
    await expect.poll(day).toMatchObject({ pulled_by: ada.id });
    const first = (await day())!;
    expect(first.events).toBeGreaterThan(100);
    expect(first.users).toBeGreaterThan(100);
    // The same again is the same; others are added.
    const before = async () =>
      (
        await rows<{ n: number }>(`select count(*)::int as n from private.mixpanel_tickets where project_id = $1`, [
          project,
        ])
      )[0]!.n;
    await hangUp(bob, 0, 600);
    await expect.poll(before).toBe(0);
    expect((await day())!.users).toBe(first.users);
    await hangUp(bob, 5000, 5600);
    await expect.poll(async () => (await day())!.users).toBeGreaterThan(1.5 * first.users!);
    expect((await day())!.events).toBe(first.events);
    // A whole slice takes the place of it all.
    upstream.answer = withLines([eventLine('Open', '2026-11-05T12:00:00Z', 'alone')]);
    await (await pull(ada, slice('2026-11-05'))).text();
    expect(await day()).toMatchObject({ events: 1, users: 1, pulled_by: ada.id });
  });

  it('breaks its stream when Mixpanel’s breaks, and takes nothing that is known away', async () => {
    upstream.answer = (_seen, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.write(many(0, 2000), () => response.destroy());
    };
    await expect(pull(ada, slice('2026-11-05')).then((response) => response.text())).rejects.toThrow('terminated');
    await expect.poll(async () => (await day())!.users).toBeGreaterThan(500);
    expect((await dayRows(project)).find((one) => one.day === '2026-11-06')).toBeUndefined();
  });

  it('passes “terminated early” on, and counts what came before it', async () => {
    const users = (await day())!.users!;
    upstream.answer = withLines([...many(9000, 9800).trimEnd().split('\n'), 'terminated early']);
    expect(await (await pull(ada, slice('2026-11-05'))).text()).toMatch(/\nterminated early\n$/);
    await expect.poll(async () => (await day())!.users).toBeGreaterThan(users + 500);
  });

  it('passes Mixpanel’s limits on with their counts', async () => {
    const said = '1/5 queries running concurrently and 61/60 queries running in the last hour';
    upstream.answer = withStatus(429, JSON.stringify({ error: `too many: ${said}` }), { 'Retry-After': '30' });
    expect(await refusalOf(pull(ada))).toEqual({
      status: 429,
      hint: 'mixpanel/rate-limited',
      message: expect.stringContaining('limit'),
      details: { retry_after_s: 30, running: 1, running_limit: 5, last_hour: 61, last_hour_limit: 60, said },
    });
  });

  it.each([
    ['a wrong secret', withStatus(401, 'no'), 'mixpanel/wrong-secret'],
    ['no right', withStatus(403, 'no'), 'mixpanel/no-right'],
    ['a plan without the API', withStatus(402, 'no'), 'mixpanel/no-api'],
  ])('refuses %s in words, and members see it at the connection until it works', async (_what, answer, hint) => {
    upstream.answer = answer;
    expect(await refusalOf(pull(bob))).toMatchObject({
      status: 409,
      hint,
      message: expect.stringMatching(/^.{20,}\.$/),
    });
    const seen = bob.client.from('mixpanel_connections').select('last_problem').eq('project_id', project);
    expect(await must(seen)).toEqual([{ last_problem: hint }]);
    upstream.answer = withLines([]);
    await (await pull(bob)).text();
    expect(await problem()).toBeNull();
  });

  it('follows no redirect, to no other host', async () => {
    upstream.answer = withStatus(302, '', { Location: `${ownServer().otherHost}/api/2.0/export` });
    expect(await refusalOf(pull(ada))).toMatchObject({ status: 502, hint: 'mixpanel/unreachable' });
    expect(upstream.seen.map(({ region }) => region)).toEqual(['us']);
  });

  it('reads no more of a huge refusal than it needs', async () => {
    upstream.answer = (_seen, response) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    };
    expect(await refusalOf(pull(ada))).toMatchObject({ status: 502, hint: 'mixpanel/unreachable' });
    expect(await upstream.seen[0]?.gone).toBe(true);
  });
});

describe('without the right to, nothing leaves for Mixpanel:', needs('own server'), () => {
  it('a visitor, a forged token', async () => {
    expect(await refusalOf(pull(null))).toMatchObject({ status: 401, hint: 'account/signed-out' });
    const { publishableKey, secretKey } = backend();
    for (const token of ['x.y.z', publishableKey, secretKey]) {
      const asked = call(null, 'mixpanel-export', slice('2026-11-01'), {
        headers: { Authorization: `Bearer ${token}` },
      });
      expect((await asked).status).toBeGreaterThanOrEqual(400);
    }
    expect(upstream.seen).toEqual([]);
  });

  it('a stranger, and a member who was removed', async () => {
    const [eve, carl] = await Promise.all([person('Eve'), person('Carl')]);
    expect(await refusalOf(pull(eve))).toMatchObject({ status: 404, hint: 'team/not-found' });
    await join(workspace, ada, carl);
    upstream.answer = withLines([]);
    expect((await pull(carl)).status).toBe(200);
    upstream.seen.length = 0;
    await must(ada.client.rpc('remove_member', { workspace_id: workspace, user_id: carl.id }));
    expect(await refusalOf(pull(carl))).toMatchObject({ status: 404, hint: 'team/not-found' });
    expect(upstream.seen).toEqual([]);
  });

  it('a project that is not connected, or does not exist, or is another workspace’s', async () => {
    const bare = await projectOf(ada, workspace, 'Bare');
    const days = { from_date: '2026-11-01', to_date: '2026-11-01' };
    expect(await refusalOf(pull(ada, { ...days, project_id: bare }))).toMatchObject({ hint: 'mixpanel/not-connected' });
    const nowhere = crypto.randomUUID();
    expect(await refusalOf(pull(ada, { ...days, project_id: nowhere }))).toMatchObject({ hint: 'team/not-found' });
    const eve = await person('Eve');
    const theirs = await projectOf(eve, await workspaceOf(eve, 'Theirs'));
    await connect(eve, theirs);
    expect(await refusalOf(pull(ada, { ...days, project_id: theirs }))).toMatchObject({ hint: 'team/not-found' });
    expect(upstream.seen).toEqual([]);
  });

  it('a forged region or host, or Mixpanel’s own project id', async () => {
    for (const forged of [{ region: 'in' }, { host: 'https://example.net' }, { mixpanel_project_id: '9' }]) {
      expect(await refusalOf(pull(ada, { ...slice('2026-11-01'), ...forged }))).toMatchObject({
        status: 400,
        hint: 'request/malformed',
      });
    }
    expect(await refusalOf(pull(ada, { ...slice('2026-11-01'), project_id: '1234567' }))).toMatchObject({
      status: 400,
    });
    expect(upstream.seen).toEqual([]);
  });

  it('days that are too many, turned round, or still to come', async () => {
    for (const [from, to] of [
      ['2026-01-01', '2026-02-01'],
      ['2026-11-02', '2026-11-01'],
      ['2099-01-01', '2099-01-02'],
    ] as const) {
      expect(await refusalOf(pull(ada, slice(from, to)))).toMatchObject({ status: 400, hint: 'mixpanel/bad-days' });
    }
    expect(upstream.seen).toEqual([]);
  });

  it('a workspace that is read-only, until it is not', async () => {
    const plan = (state: string) =>
      rows('update public.plans set state = $2 where workspace_id = $1', [workspace, state]);
    await plan('read_only');
    expect(await refusalOf(pull(ada))).toMatchObject({ status: 403, hint: 'plan/read-only' });
    expect(upstream.seen).toEqual([]);
    await plan('active');
    upstream.answer = withLines([]);
    expect((await pull(ada)).status).toBe(200);
  });
});

describe.runIf(process.platform === 'linux')('an answer of 500 MB', needs('own server'), () => {
  it('passes through in constant memory', async () => {
    const { megabytes, wallS, cpuS, rssMB, peakMB, ended } = await measureExport(500);
    const shown = `${Math.round(megabytes)} MB in ${wallS.toFixed(1)} s, ${((1000 * cpuS) / megabytes).toFixed(1)} ms of CPU a megabyte`;
    process.stdout.write(
      `note: export: ${shown}; resident ${rssMB.map(Math.round).join(' ')} MB, at most ${Math.round(peakMB)}\n`,
    );
    expect(ended).toBe('whole');
    expect(megabytes).toBeGreaterThan(499);
    // A busy machine gets round to its garbage later: 62 MB were seen beside other tests, 25 alone.
    const [first = 0] = rssMB;
    expect(Math.max(...rssMB)).toBeLessThan(first + 120);
    expect(peakMB).toBeLessThan(256);
  });
});
