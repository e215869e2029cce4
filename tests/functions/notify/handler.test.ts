import { describe, expect, it, vi } from 'vitest';
import type { Mail } from '../../../supabase/functions/_shared/mail.ts';
import { createHandler, type Deps } from '../../../supabase/functions/notify/handler.ts';
import type { Notice, ProblemNotice, ReadyNotice } from '../../../supabase/functions/notify/mails.ts';

const project_id = '30000000-0000-4000-8000-000000000001';
const people = [
  { user_id: 'a', email: 'ada@example.com' },
  { user_id: 'b', email: 'bob@example.com' },
];
const ready: ReadyNotice = {
  kind: 'ready',
  people,
  project: 'Shop <b>',
  workspace: 'Wrens & co',
  workspace_id: 'w',
  scenario_id: 's',
  start: 'Sign up',
  target: '"Paid" <img src=x>',
  finding: 'Compared with equally active people, what goes most clearly with reaching Paid sooner: Invite (2.4 ×).',
  results: 3,
};
const problem: ProblemNotice = {
  kind: 'problem',
  people,
  project: 'Shop',
  workspace: 'Wrens',
  problem: 'mixpanel/wrong-secret',
};

function setUp(notice: Notice, changed: Partial<Deps> = {}) {
  const sent: Mail[] = [];
  const deps = {
    begin: vi.fn<Deps['begin']>(async () => ({ ok: true, value: null })),
    claim: vi.fn<Deps['claim']>(async () => ({ ok: true, value: notice })),
    release: vi.fn<Deps['release']>(async () => ({ ok: true, value: null })),
    send: async (mail: Mail) => {
      sent.push(mail);
    },
    log: vi.fn<Deps['log']>(),
    appUrl: 'https://app.example.com',
    headers: {},
  } satisfies Deps;
  const ask = async (body: unknown = { kind: notice.kind, project_id }) => {
    const request = { method: 'POST', headers: { Authorization: 'Bearer t' }, body: JSON.stringify(body) };
    const response = await createHandler({ ...deps, ...changed })(new Request('http://f/', request));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { deps, sent, ask };
}

describe('the handler of notify', () => {
  it('mails first results to each who asked, with the top finding in words', async () => {
    const { sent, ask } = setUp(ready);
    expect(await ask()).toEqual({ status: 200, body: { sent: 2 } });
    expect(sent.map(({ to }) => to)).toEqual(['ada@example.com', 'bob@example.com']);
    const [mail] = sent;
    expect(mail?.subject).toBe('Your data and first results are ready');
    expect(mail?.text).toContain('What leads from Sign up to "Paid" <img src=x>?');
    expect(mail?.text).toContain(ready.finding);
    expect(mail?.text).toContain('This is one of 3 first results in the workspace Wrens & co.');
    // To the result itself, and nothing that could lead elsewhere.
    expect(mail?.text).toContain(': https://app.example.com/scenario/s?workspace=w\n');
    expect(mail?.html).toContain('href="https://app.example.com/scenario/s?workspace=w"');
    expect(mail?.html).toContain('Invite (2.4 ×)');
    expect(mail?.html).not.toMatch(/<img|<b>/);
  });

  it('has words for a result without a finding', async () => {
    const { sent, ask } = setUp({ ...ready, finding: null, results: 1 });
    await ask();
    expect(sent[0]?.text).toContain('This is the first result in the workspace');
    expect(sent[0]?.text).not.toContain('null');
  });

  it.each([
    ['mixpanel/wrong-secret', 'no longer accepts the name or the secret'],
    ['mixpanel/no-right', 'may no longer export'],
    ['mixpanel/no-api', 'no longer has the export API'],
    ['mixpanel/wrong-region', 'in another region'],
  ])('says what to do about %s', async (code, words) => {
    const { sent, ask } = setUp({ ...problem, problem: code });
    await ask();
    expect(sent[0]?.subject).toBe('Shop gets no new data from Mixpanel');
    expect(sent[0]?.text).toContain(words);
    expect(sent[0]?.text).toContain('https://app.example.com/settings/mixpanel');
  });

  it('lets those be tried again whom no mail reached, and logs no address', async () => {
    const send = vi.fn<Deps['send']>(async ({ to }) => {
      if (to === 'bob@example.com') throw new Error(`550 ${to}`);
    });
    const { deps, ask } = setUp(ready, { send });
    expect(await ask()).toEqual({ status: 200, body: { sent: 1 } });
    expect(deps.release.mock.calls).toEqual([[project_id, 'ready', 'b']]);
    expect(JSON.stringify(deps.log.mock.calls)).not.toContain('example.com');
  });

  it('does not mail a problem again because one of the admins was not reached', async () => {
    const send = vi.fn<Deps['send']>(async ({ to }) => {
      if (to === 'bob@example.com') throw new Error('550');
    });
    const { deps, ask } = setUp(problem, { send });
    await ask();
    expect(deps.release).not.toHaveBeenCalled();
  });

  it('says when nobody could be reached', async () => {
    const { deps, ask } = setUp(problem, { send: () => Promise.reject(new Error('down')) });
    const { status, body } = await ask();
    expect([status, body['hint']]).toEqual([502, 'notice/not-sent']);
    expect(deps.release).toHaveBeenCalled();
  });

  it('mails nothing where nobody is left to be told', async () => {
    const { sent, ask } = setUp({ ...ready, people: [] });
    expect(await ask()).toEqual({ status: 200, body: { sent: 0 } });
    expect(sent).toEqual([]);
  });

  it.each([
    {},
    { kind: 'spam', project_id },
    { kind: 'ready', project_id: 'x' },
    { kind: 'ready', project_id, to: 'x' },
  ])('refuses the body %j', async (body) => {
    const { deps, ask } = setUp(ready);
    expect((await ask(body)).status).toBe(400);
    expect(deps.claim).not.toHaveBeenCalled();
  });

  it('passes on what the database refuses', async () => {
    const refusal = { code: 'PT404', message: 'No.', hint: 'team/not-found', details: null };
    const { deps, sent, ask } = setUp(ready, { begin: async () => ({ ok: false, status: 404, refusal }) });
    expect(await ask()).toEqual({ status: 404, body: refusal });
    expect(deps.claim).not.toHaveBeenCalled();
    expect(sent).toEqual([]);
  });
});
