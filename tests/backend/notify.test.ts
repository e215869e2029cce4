import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backend, must, needs, type Person } from './context.ts';
import { definition, document } from './documents.ts';
import { mailsTo } from './mailbox.ts';
import { call, connect, projectOf, rows } from './mixpanel-people.ts';
import { join, person, workspaceOf } from './people.ts';

let ada: Person;
let bob: Person;
let carl: Person;
let workspace: string;
let project: string;

beforeAll(async () => {
  if (backend().ownServer) carl = await person('Carl');
});
beforeEach(async () => {
  if (!backend().ownServer) return;
  [ada, bob] = await Promise.all([person('Ada'), person('Bob')]);
  workspace = await workspaceOf(ada, 'Wrens');
  await Promise.all([join(workspace, ada, bob), join(workspace, ada, carl)]);
  project = await projectOf(ada, workspace, 'Shop');
});

const wait = (who: Person) =>
  must(who.client.from('ready_requests').insert({ project_id: project, workspace_id: workspace }).select('project_id'));
const notify = async (who: Person | null, kind: string) => {
  const response = await call(who, 'notify', { kind, project_id: project });
  const { sent, hint } = (await response.json()) as { sent?: number; hint?: string };
  return hint ?? sent;
};
const told = async (who: Person) =>
  (await must(who.client.from('notifications').select('kind, payload').like('kind', 'data/%'))) as readonly {
    kind: string;
    payload: Record<string, string>;
  }[];
/** As after a first import: a day that was pulled, and a result with this verdict. */
async function firstResults(verdict: readonly string[]): Promise<string> {
  await rows(
    `insert into public.mixpanel_days (project_id, workspace_id, day, events) values ($1, $2, '2026-11-01', 1)`,
    [project, workspace],
  );
  const scenario = (await must(
    ada.client
      .from('scenarios')
      .insert({ project_id: project, workspace_id: workspace, definition: definition as never })
      .select('id')
      .single(),
  )) as { id: string };
  await must(
    ada.client
      .from('results')
      .insert({
        scenario_id: scenario.id,
        workspace_id: workspace,
        document: { ...(document as object), verdict } as never,
      })
      .select('scenario_id'),
  );
  return scenario.id;
}
const fail = (problem: string | null) =>
  rows('update public.mixpanel_connections set last_problem = $2 where project_id = $1', [project, problem]);

describe('“your data and first results are ready”', needs('own server'), () => {
  it('is mailed once to each member who asked, with the top finding, and told in the app', async () => {
    await wait(ada);
    await wait(bob);
    const scenario = await firstResults(['Compared with equally active people, Invite goes with it (2.4).']);
    expect(await notify(bob, 'ready')).toBe(2);
    expect(await notify(ada, 'ready')).toBe(0);
    for (const { email } of [ada, bob]) {
      const mails = (await mailsTo(email)).filter(({ subject }) => subject.includes('ready'));
      expect(mails).toHaveLength(1);
      expect(mails[0]?.text).toContain('Compared with equally active people, Invite goes with it (2.4).');
      expect(mails[0]?.html).toContain('Invite goes with it (2.4).');
      expect(mails[0]?.text).toContain(`/scenario/${scenario}?workspace=${workspace}`);
    }
    expect((await mailsTo(carl.email)).filter(({ subject }) => subject.includes('ready'))).toEqual([]);
    expect(await told(bob)).toEqual([
      {
        kind: 'data/ready',
        payload: {
          workspace_id: workspace,
          workspace: 'Wrens',
          project_id: project,
          project: 'Shop',
          scenario_id: scenario,
        },
      },
    ]);
  });

  it('is mailed once, also when two members say so at once', async () => {
    await wait(bob);
    await firstResults(['Found.']);
    const said = await Promise.all([ada, bob, ada, bob].map((who) => notify(who, 'ready')));
    expect(said.toSorted()).toEqual([0, 0, 0, 1]);
  });

  it('is believed only when the server sees data and results', async () => {
    await wait(bob);
    expect(await notify(bob, 'ready')).toBe('notice/not-ready');
    await rows(
      `insert into public.mixpanel_days (project_id, workspace_id, day, events) values ($1, $2, '2026-11-01', 1)`,
      [project, workspace],
    );
    expect(await notify(bob, 'ready')).toBe('notice/not-ready');
    expect(await mailsTo(bob.email)).toEqual([]);
  });

  it('goes to nobody who was removed or took it back', async () => {
    await wait(bob);
    await wait(ada);
    await firstResults(['Found.']);
    await must(ada.client.rpc('remove_member', { workspace_id: workspace, user_id: bob.id }));
    await must(ada.client.from('ready_requests').delete().eq('project_id', project).select('project_id'));
    expect(await notify(ada, 'ready')).toBe(0);
    expect(await notify(bob, 'ready')).toBe('team/not-found');
    expect(await notify(null, 'ready')).toBe('account/signed-out');
  });
});

describe('a connection that needs a person', needs('own server'), () => {
  beforeEach(() => connect(ada, project));

  it('is mailed to the admins once, not each time, until it has worked again', async () => {
    await fail('mixpanel/wrong-secret');
    expect(await notify(bob, 'problem')).toBe(1);
    expect(await notify(bob, 'problem')).toBe(0);
    const mails = () => mailsTo(ada.email).then((all) => all.filter(({ subject }) => subject.includes('no new data')));
    expect(await mails()).toHaveLength(1);
    expect((await mails())[0]?.text).toContain('no longer accepts the name or the secret');
    expect(await mailsTo(bob.email)).toEqual([]);
    expect((await told(ada)).map(({ kind, payload }) => [kind, payload['problem']])).toEqual([
      ['data/problem', 'mixpanel/wrong-secret'],
    ]);
    await fail(null);
    await fail('mixpanel/no-right');
    expect(await notify(bob, 'problem')).toBe(1);
    expect(await mails()).toHaveLength(2);
  });

  it('is not one that passes by itself, nor one that is only said', async () => {
    expect(await notify(bob, 'problem')).toBe('notice/no-problem');
    await fail('mixpanel/rate-limited');
    expect(await notify(bob, 'problem')).toBe('notice/no-problem');
  });
});
