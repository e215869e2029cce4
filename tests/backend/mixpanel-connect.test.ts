import { localKeys } from '../../supabase/local/keys.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backend, must, needs, ownServer, type Person, serviceClient } from './context.ts';
import { call, connect, dayRows, projectOf, rows, secret, username } from './mixpanel-people.ts';
import { join, person, workspaceOf } from './people.ts';
import { type Answer, eventLine, startUpstream, type Upstream, withLines, withStatus } from './upstream.ts';

let upstream: Upstream;
let ada: Person;
let bob: Person;
let workspace: string;
let project: string;
const answers: unknown[] = [];

beforeAll(async () => {
  if (!backend().ownServer) return;
  upstream = await startUpstream(username, withLines([]));
  [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
  workspace = await workspaceOf(ada);
  await join(workspace, ada, bob);
});
afterAll(() => upstream?.stop());
beforeEach(async () => {
  if (!backend().ownServer) return;
  project = await projectOf(ada, workspace);
  upstream.seen.length = 0;
});

const order = (changed: object = {}) => ({
  action: 'connect',
  project_id: project,
  region: 'eu',
  mixpanel_project_id: '1234567',
  kind: 'service_account',
  username,
  secret,
  time_zone: 'Europe/Berlin',
  created_on: null,
  ...changed,
});
const ask = async (who: Person | null, changed: object = {}) => {
  const response = await call(who, 'mixpanel-connect', order(changed));
  const body = (await response.json()) as Record<string, unknown>;
  answers.push(body);
  return { status: response.status, body };
};
const connections = async (who: Person) => {
  const found = await must(who.client.from('mixpanel_connections').select('*').eq('project_id', project));
  answers.push(found);
  return found;
};
/** Right in one region, and a wrong secret in the others. */
const rightIn =
  (region: string, lines: readonly string[] = []): Answer =>
  (seen, response, request) =>
    (seen.region === region ? withLines(lines) : withStatus(401, `unauthorized ${seen.authorization} ${secret}`))(
      seen,
      response,
      request,
    );

describe('connecting Mixpanel', needs('own server'), () => {
  it('checks without storing, and stores what is right', async () => {
    const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const lines = Array.from({ length: 30 }, (_, n) =>
      eventLine('Open', `${day}T12:00:00Z`, `u${n}`, {
        mp_processing_time_ms: Date.parse(`${day}T12:00:30Z`) - 7_200_000,
      }),
    );
    upstream.answer = rightIn('eu', lines);
    const right = { verdict: 'right', region: 'eu', wall_clock: true };
    expect(await ask(ada, { action: 'check' })).toEqual({ status: 200, body: right });
    expect(await connections(ada)).toEqual([]);
    expect(await ask(ada)).toEqual({ status: 200, body: right });
    expect(await connections(bob)).toMatchObject([
      {
        workspace_id: workspace,
        region: 'eu',
        mixpanel_project_id: '1234567',
        kind: 'service_account',
        username,
        time_zone: 'Europe/Berlin',
        wall_clock: true,
        connected_by: ada.id,
        last_pull_at: null,
        last_problem: null,
      },
    ]);
  });

  it('tells the region that the credentials are right in', async () => {
    upstream.answer = rightIn('in');
    expect((await ask(ada)).body).toEqual({ verdict: 'wrong-region', region: 'in', wall_clock: null });
    expect(await connections(ada)).toEqual([]);
  });

  it('is for admins: a member, a stranger and a visitor make no call', async () => {
    const eve = await person('Eve');
    expect(await ask(bob)).toMatchObject({ status: 403, body: { hint: 'team/admins-only' } });
    expect(await ask(eve)).toMatchObject({ status: 404, body: { hint: 'team/not-found' } });
    expect(await ask(null)).toMatchObject({ status: 401, body: { hint: 'account/signed-out' } });
    expect((await bob.client.rpc('disconnect_mixpanel', { project_id: project })).error?.hint).toBe('team/admins-only');
    expect(upstream.seen).toEqual([]);
  });

  it('replaces what is connected: the new secret is used, the days of another project are forgotten', async () => {
    await connect(ada, project);
    upstream.answer = withLines([eventLine('Open', '2026-11-01T12:00:00Z', 'u1')]);
    const days = { project_id: project, from_date: '2026-11-01', to_date: '2026-11-01' };
    await (await call(bob, 'mixpanel-export', days)).text();
    expect(await dayRows(project)).toHaveLength(1);
    await ask(ada, { region: 'us', secret: 'another-secret-7f3e' });
    expect(await dayRows(project)).toHaveLength(1);
    upstream.seen.length = 0;
    await (await call(bob, 'mixpanel-export', days)).text();
    expect(atob(upstream.seen[0]?.authorization.slice(6) ?? '')).toBe(`${username}:another-secret-7f3e`);
    await ask(ada, { region: 'us', mixpanel_project_id: '2' });
    expect(await dayRows(project)).toEqual([]);
  });

  it('does not record what was being pulled with the connection before', async () => {
    await connect(ada, project);
    let finish = () => undefined as void;
    upstream.answer = (_seen, response) => {
      response.writeHead(200).write(`${eventLine('Open', '2026-11-01T12:00:00Z', 'u1')}\n`.repeat(1000));
      finish = () => void response.end();
    };
    const days = { project_id: project, from_date: '2026-11-01', to_date: '2026-11-01' };
    const running = await call(bob, 'mixpanel-export', days);
    const read = running.text();
    await must(
      ada.client.rpc('disconnect_mixpanel', { project_id: project }).then(({ error }) => ({ data: true, error })),
    );
    finish();
    await expect(read).rejects.toThrow('terminated');
    expect(await dayRows(project)).toEqual([]);
  });

  it('is taken away by an admin, the secret with it', async () => {
    await connect(ada, project);
    const kept = () => rows('select name from private.secrets where name = $1', [`mixpanel ${project}`]);
    expect(await kept()).toHaveLength(1);
    expect((await ada.client.rpc('disconnect_mixpanel', { project_id: project })).error).toBeNull();
    expect(await kept()).toEqual([]);
    expect(await connections(ada)).toEqual([]);
    const days = { project_id: project, from_date: '2026-11-01', to_date: '2026-11-01' };
    const asked = await call(ada, 'mixpanel-export', days);
    expect(((await asked.json()) as { hint: string }).hint).toBe('mixpanel/not-connected');
    expect((await ada.client.rpc('disconnect_mixpanel', { project_id: project })).error?.hint).toBe(
      'mixpanel/not-connected',
    );
  });

  it('goes with its project, the secret with it', async () => {
    await connect(ada, project);
    await must(ada.client.from('projects').delete().eq('id', project).select('id'));
    expect(await rows('select name from private.secrets where name = $1', [`mixpanel ${project}`])).toEqual([]);
  });

  it('is in the audit log, each time', async () => {
    upstream.answer = withLines([]);
    await ask(ada);
    await ask(ada);
    await ada.client.rpc('disconnect_mixpanel', { project_id: project });
    const log = ada.client.from('audit_log').select('action, actor').eq('details->>project_id', project).order('id');
    expect(await must(log)).toEqual(
      ['mixpanel.connected', 'mixpanel.replaced', 'mixpanel.disconnected'].map((action) => ({ action, actor: ada.id })),
    );
  });
});

describe('the secret', needs('own server'), () => {
  it('is in no answer, no log, no error and no table that anybody but the functions can read', async () => {
    await connect(ada, project);
    const days = { project_id: project, from_date: '2026-11-01', to_date: '2026-11-01' };
    // Mixpanel itself may repeat what it was sent.
    for (const status of [200, 400, 401, 402, 403, 404, 429, 500, 302]) {
      upstream.answer = (seen, response) =>
        response.writeHead(status).end(`${secret} ${seen.authorization}\n`.repeat(3));
      const response = await call(bob, 'mixpanel-export', days);
      if (status !== 200) answers.push(await response.text());
      else await response.text();
      answers.push([...response.headers]);
      await ask(ada);
    }
    const everything = await must(ada.client.rpc('export_workspace', { workspace_id: workspace }));
    answers.push(everything);
    expect(everything).toMatchObject({
      plan: { state: 'free' },
      usage_days: [],
      mixpanel_connections: expect.any(Array),
    });
    const log = await (await fetch(ownServer().functionsOutputUrl)).text();
    expect(log).toContain('mixpanel refused');
    const forms = [secret, btoa(`${username}:${secret}`), Buffer.from(secret).toString('hex'), btoa(secret)];
    const found = (text: string) => forms.filter((form) => text.includes(form));
    expect(found(JSON.stringify(answers))).toEqual([]);
    expect(found(log)).toEqual([]);

    // As the superuser, so that nothing is hidden: every table of every schema that is ours.
    const tables = await rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'private')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const holding: string[] = [];
    for (const { name } of tables) {
      const [content] = await rows<{ text: string | null }>(`select string_agg(t::text, ' ') as text from ${name} t`);
      if (found(content?.text ?? '').length > 0) holding.push(name);
    }
    expect(holding).toEqual([]);
    // The search itself works: what is plain is found.
    const [plain] = await rows<{ text: string }>(
      `select string_agg(t::text, ' ') as text from public.mixpanel_connections t`,
    );
    expect(plain?.text).toContain(username);
  });

  it('is given to nobody by the database but to the service with its key', async () => {
    await connect(ada, project);
    const ticket = await must(
      bob.client.rpc('begin_mixpanel_pull', { project_id: project, from_day: '2026-11-01', to_day: '2026-11-01' }),
    );
    for (const who of [ada, bob]) {
      const { error } = await who.client.rpc('take_mixpanel_pull', { ticket, secrets_key: 'x'.repeat(32) });
      expect(error?.code).toBe('42501');
    }
    const wrong = await serviceClient().rpc('take_mixpanel_pull', { ticket, secrets_key: 'x'.repeat(32) });
    expect(wrong.error?.message).toBe('Wrong key or corrupt data');
  });

  it('is given out for a fresh ticket only', async () => {
    await connect(ada, project);
    const ticket = await must(
      bob.client.rpc('begin_mixpanel_pull', { project_id: project, from_day: '2026-11-01', to_day: '2026-11-01' }),
    );
    const take = () => serviceClient().rpc('take_mixpanel_pull', { ticket, secrets_key: localKeys.secretsKey });
    expect((await take()).data).toMatchObject({ secret });
    await rows(`update private.mixpanel_tickets set made_at = now() - interval '6 minutes' where id = $1`, [ticket]);
    expect((await take()).error?.hint).toBe('mixpanel/not-connected');
  });
});
