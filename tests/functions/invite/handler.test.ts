import { describe, expect, it, vi } from 'vitest';
import type { Mail } from '../../../supabase/functions/_shared/mail.ts';
import { createHandler, type Deps } from '../../../supabase/functions/invite/handler.ts';
import type { IssuedCode } from '../../../supabase/functions/invite/invitation-mail.ts';

const issued: IssuedCode = {
  code: 'c0de',
  email: 'bob@example.com',
  role: 'member',
  workspace: 'Wrens',
  invited_by: 'Ada',
  expires_at: '2026-11-29T05:00:00Z',
};
const refusal = { code: 'PT403', message: 'Only an admin.', hint: 'team/admins-only', details: null };

function setUp(changed: Partial<Deps> = {}) {
  const sent: Mail[] = [];
  const deps: Deps = {
    invite: vi.fn<Deps['invite']>(async () => ({ ok: true, value: 'an-id' })),
    renew: vi.fn<Deps['renew']>(async () => ({ ok: true, value: null })),
    issueCode: vi.fn<Deps['issueCode']>(async () => ({ ok: true, value: issued })),
    send: async (mail) => {
      sent.push(mail);
    },
    log: vi.fn<Deps['log']>(),
    appUrl: 'https://app.example.com',
    headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
    ...changed,
  };
  const ask = (body: unknown, headers: Record<string, string> = { Authorization: 'Bearer t' }) =>
    createHandler(deps)(
      new Request('http://f/invite', {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  return { deps, sent, ask };
}

const order = { workspace_id: 'w', email: 'bob@example.com' };

describe('the handler of invite', () => {
  it('invites as the caller, asks for a code as the service, and mails it', async () => {
    const { deps, sent, ask } = setUp();
    const response = await ask(order);
    expect([response.status, await response.json()]).toEqual([200, { invitation_id: 'an-id' }]);
    expect(deps.invite).toHaveBeenCalledWith('Bearer t', 'w', 'bob@example.com', 'member');
    expect(deps.issueCode).toHaveBeenCalledWith('an-id');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.to).toBe('bob@example.com');
    expect(sent[0]?.text).toContain('https://app.example.com/join#c0de');
  });

  it('sends again without inviting anew', async () => {
    const { deps, ask } = setUp();
    await ask({ invitation_id: 'old' });
    expect(deps.renew).toHaveBeenCalledWith('Bearer t', 'old');
    expect(deps.invite).not.toHaveBeenCalled();
    expect(deps.issueCode).toHaveBeenCalledWith('old');
  });

  it.each([
    ['the invitation', { invite: async () => ({ ok: false, status: 403, refusal }) as const }, order],
    ['sending again', { renew: async () => ({ ok: false, status: 403, refusal }) as const }, { invitation_id: 'x' }],
    ['a code', { issueCode: async () => ({ ok: false, status: 403, refusal }) as const }, order],
  ])('passes on that the database refuses %s, and mails nothing', async (_what, changed, body) => {
    const { sent, ask } = setUp(changed);
    const response = await ask(body);
    expect([response.status, await response.json()]).toEqual([403, refusal]);
    expect(sent).toEqual([]);
  });

  it('says that the invitation stands when the mail fails, and logs neither address nor code', async () => {
    const { deps, ask } = setUp({ send: () => Promise.reject(new Error('550 bob@example.com c0de unknown')) });
    const response = await ask(order);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ hint: 'invitation/not-sent', details: 'an-id' });
    expect(JSON.stringify(vi.mocked(deps.log).mock.calls)).not.toMatch(/bob@example|c0de/);
  });

  it('never answers with the code', async () => {
    const { ask } = setUp();
    expect(await (await ask(order)).text()).not.toContain('c0de');
  });

  it.each([
    '',
    'x',
    '[]',
    'null',
    '{}',
    '{"workspace_id": "w"}',
    '{"workspace_id": 1, "email": "a@b.co"}',
    '{"invitation_id": 1}',
  ])('refuses the body %j', async (body) => {
    const { deps, ask } = setUp();
    expect((await ask(body)).status).toBe(400);
    expect(deps.issueCode).not.toHaveBeenCalled();
  });

  it('refuses who brings no session, and other methods', async () => {
    const { deps, ask } = setUp();
    expect((await ask(order, {})).status).toBe(401);
    expect((await createHandler(deps)(new Request('http://f/invite'))).status).toBe(405);
    expect((await createHandler(deps)(new Request('http://f/invite', { method: 'OPTIONS' }))).status).toBe(204);
    expect(deps.invite).not.toHaveBeenCalled();
  });
});
