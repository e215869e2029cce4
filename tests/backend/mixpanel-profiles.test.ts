import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mixpanelProject } from '../../supabase/local/mixpanel/project.ts';
import { type Mixpanel, startMixpanel } from '../../supabase/local/mixpanel/start-mixpanel.ts';
import { backend, must, needs, ownServer, type Person } from './context.ts';
import { call, connect, projectOf, rows, secret, username } from './mixpanel-people.ts';
import { join, person, workspaceOf } from './people.ts';

const profiles = Array.from({ length: 1200 }, (_, n) => ({
  distinctId: `user ${n}`,
  properties: { $created: '2026-01-01', $email: `person${n}@example.com`, plan: n % 2 ? 'pro' : 'free' },
}));
let mixpanel: Mixpanel;
let ada: Person;
let bob: Person;
let workspace: string;
let project: string;

beforeAll(async () => {
  if (!backend().ownServer) return;
  const accounts = [{ username, secret, mayExport: true }];
  const given = mixpanelProject({ id: '1234567', accounts, events: [], profiles });
  mixpanel = await startMixpanel({ projects: [given] });
  const ports = Object.fromEntries(Object.entries(mixpanel.hosts).map(([region, url]) => [region, new URL(url).port]));
  await fetch(ownServer().switchboardUrl, { method: 'POST', body: JSON.stringify({ account: username, ...ports }) });
  [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
  workspace = await workspaceOf(ada);
  await join(workspace, ada, bob);
  project = await projectOf(ada, workspace);
  await connect(ada, project);
});
// It also fails where anything was asked that Mixpanel does not document.
afterAll(() => mixpanel?.stop());

const page = (more: object = {}) => ({ project_id: project, look: false, session_id: null, page: 0, ...more });
const ask = (who: Person | null, body: object = page()) => call(who, 'mixpanel-profiles', body);
const refusalOf = async (asked: Promise<Response>) => {
  const response = await asked;
  return { status: response.status, ...((await response.json()) as { hint: string }) };
};
const choose = async (who: Person, properties: readonly string[]) =>
  (await who.client.rpc('choose_profile_properties', { project_id: project, properties: [...properties] })).error
    ?.hint ?? null;
const asked = () => mixpanel.queries('1234567').ran;

describe('the function mixpanel-profiles', needs('own server'), () => {
  it('gives nothing before an admin chose what, and only admins may look at what there is', async () => {
    expect(await refusalOf(ask(bob))).toMatchObject({ status: 409, hint: 'mixpanel/no-profiles' });
    expect(await refusalOf(ask(bob, page({ look: true })))).toMatchObject({ status: 403, hint: 'team/admins-only' });
    expect(await choose(bob, ['$created'])).toBe('team/admins-only');
    expect(asked()).toBe(0);
    const look = (await (await ask(ada, page({ look: true }))).json()) as { results: { $properties: object }[] };
    expect(Object.keys(look.results[0]!.$properties)).toEqual(['$created', '$email', 'plan']);
  });

  it('gives every member the chosen properties, page by page, and no other', async () => {
    expect(await choose(ada, ['plan', '$created', 'plan'])).toBeNull();
    const seen = bob.client.from('mixpanel_connections').select('profile_properties').eq('project_id', project);
    expect(await must(seen)).toEqual([{ profile_properties: ['$created', 'plan'] }]);
    const first = (await (await ask(bob)).json()) as { results: unknown[]; session_id: string; total: number };
    expect(first).toMatchObject({ total: 1200 });
    expect(first.results).toHaveLength(1000);
    expect(first.results[0]).toEqual({ $distinct_id: 'user 0', $properties: { $created: '2026-01-01', plan: 'free' } });
    const second = await ask(bob, page({ session_id: first.session_id, page: 1 }));
    expect(((await second.json()) as { results: unknown[] }).results).toHaveLength(200);
    const late = ask(bob, page({ session_id: 'forgotten', page: 1 }));
    expect(await refusalOf(late)).toMatchObject({ status: 410, hint: 'mixpanel/session-over' });
  });

  it('has each use in the audit log, with who and which page', async () => {
    expect(
      await rows(
        `select actor, action, details - 'project_id' as details from public.audit_log
         where workspace_id = $1 and action like 'mixpanel.profiles%' order by id`,
        [workspace],
      ),
    ).toEqual([
      { actor: ada.id, action: 'mixpanel.profiles_looked_at', details: { page: 0 } },
      { actor: ada.id, action: 'mixpanel.profiles_chosen', details: { properties: ['$created', 'plan'] } },
      { actor: bob.id, action: 'mixpanel.profiles_pulled', details: { page: 0 } },
      { actor: bob.id, action: 'mixpanel.profiles_pulled', details: { page: 1 } },
      { actor: bob.id, action: 'mixpanel.profiles_pulled', details: { page: 1 } },
    ]);
  });

  it('refuses a visitor, a stranger and a removed member, and asks Mixpanel nothing for them', async () => {
    const [eve, carl] = await Promise.all([person('Eve'), person('Carl')]);
    await join(workspace, ada, carl);
    await must(ada.client.rpc('remove_member', { workspace_id: workspace, user_id: carl.id }));
    const before = asked();
    expect(await refusalOf(ask(null))).toMatchObject({ status: 401, hint: 'account/signed-out' });
    for (const who of [eve, carl]) {
      expect(await refusalOf(ask(who))).toMatchObject({ status: 404, hint: 'team/not-found' });
      expect(await choose(who, ['plan'])).toBe('team/not-found');
    }
    const theirs = await projectOf(eve, await workspaceOf(eve, 'Theirs'));
    await connect(eve, theirs);
    expect(await refusalOf(ask(ada, page({ project_id: theirs })))).toMatchObject({ hint: 'team/not-found' });
    for (const forged of [{ region: 'in' }, { output_properties: ['$email'] }, { project_id: '1234567' }])
      expect(await refusalOf(ask(ada, page(forged)))).toMatchObject({ status: 400, hint: 'request/malformed' });
    expect(asked()).toBe(before);
  });

  it('refuses a read-only workspace, which may still take the choice back', async () => {
    const plan = (state: string) =>
      rows('update public.plans set state = $2 where workspace_id = $1', [workspace, state]);
    await plan('read_only');
    const before = asked();
    expect(await refusalOf(ask(ada))).toMatchObject({ status: 403, hint: 'plan/read-only' });
    expect(await choose(ada, ['plan'])).toBe('plan/read-only');
    expect(asked()).toBe(before);
    expect(await choose(ada, [])).toBeNull();
    await plan('active');
    expect(await choose(ada, ['plan'])).toBeNull();
  });

  it('forgets the choice with the Mixpanel project, and has the secret in nothing that it answers', async () => {
    const told = await (await ask(bob)).text();
    const row = JSON.stringify(
      await must(bob.client.from('mixpanel_connections').select('*').eq('project_id', project)),
    );
    for (const text of [told, row]) expect(text).not.toContain(secret);
    await connect(ada, project, { mixpanel_project_id: '7654321' });
    expect(await refusalOf(ask(bob))).toMatchObject({ hint: 'mixpanel/no-profiles' });
    const log = await rows<{ text: string }>(`select string_agg(t::text, ' ') as text from public.audit_log t`);
    expect(log[0]?.text).not.toContain(secret);
  });

  it('lets the app’s own origin in and no other', async () => {
    const response = await fetch(`${backend().url}/functions/v1/mixpanel-profiles`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://example.net', 'Access-Control-Request-Method': 'POST' },
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:5173');
  });
});
