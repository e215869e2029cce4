import { FunctionsHttpError } from '@supabase/supabase-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { backend, mailboxAddress, must, needs, newClient, type Person, uniqueEmail } from './context.ts';
import { mailsTo, newestLink } from './mailbox.ts';
import { person, workspaceOf } from './people.ts';

let ada: Person;
let workspace: string;

beforeAll(async () => {
  ada = await person('Ada');
  workspace = await workspaceOf(ada, 'Wrens <b>& Kites</b>');
});

/** The status and the code of a refusal of the function. */
async function refusal(asked: Promise<{ error: unknown }>): Promise<{ status: number; hint: string } | null> {
  const { error } = await asked;
  if (!(error instanceof FunctionsHttpError)) return null;
  const response = error.context as Response;
  return { status: response.status, hint: ((await response.json()) as { hint: string }).hint };
}

const invite = (who: Person, body: Record<string, unknown>) => who.client.functions.invoke('invite', { body });

describe('an invitation', needs('accounts', 'mailbox'), () => {
  it('goes by mail, in text and HTML, and joins a new account', async () => {
    const email = uniqueEmail('newcomer');
    await must(invite(ada, { workspace_id: workspace, email }));
    const [mail] = await mailsTo(email);
    expect(mail?.subject).toBe('Ada invites you to Wrens <b>& Kites</b>');
    expect(mail?.text).toContain('Ada invites you to join the workspace Wrens <b>& Kites</b> on Ptero.');
    expect(mail?.html).toContain('Wrens &#60;b&#62;&#38; Kites&#60;/b&#62;');
    expect(mail?.html).not.toContain('<b>');

    const { path, code } = await newestLink(email);
    expect(path).toBe('/join');
    const preview = await must(newClient().rpc('preview_invitation', { code }));
    expect(preview).toMatchObject({ workspace: 'Wrens <b>& Kites</b>', invited_by: 'Ada', email, role: 'member' });

    const bob = await person('Bob');
    expect(await must(bob.client.rpc('accept_invitation', { code }))).toBe(workspace);
    expect((await bob.client.rpc('accept_invitation', { code })).error?.hint).toBe('invitation/accepted');
    const members = await must(ada.client.from('members').select('user_id, role').eq('workspace_id', workspace));
    expect(members).toContainEqual({ user_id: bob.id, role: 'member' });
  });

  it('is on the mailbox page, where its words do nothing', needs('mailbox page'), async () => {
    const email = uniqueEmail('page');
    await must(invite(ada, { workspace_id: workspace, email }));
    const page = await (await fetch(mailboxAddress().url)).text();
    expect(page).toContain(email);
    expect(page).toContain('Wrens &#60;b&#62;&#38; Kites&#60;/b&#62;');
    expect(page).not.toContain('<b>');
    const [, number] = /href="\/mail\/(\d+)"/.exec(page) ?? [];
    const mail = await fetch(`${mailboxAddress().url}/mail/${number}`);
    expect(mail.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await mail.text()).toContain('Join Wrens');
  });

  it('sent again has a new link, and the one before is worth nothing', async () => {
    const email = uniqueEmail('again');
    const { invitation_id } = (await must(invite(ada, { workspace_id: workspace, email }))) as {
      invitation_id: string;
    };
    const first = await newestLink(email);
    await must(invite(ada, { invitation_id }));
    const second = await newestLink(email);
    const bob = await person('Bob');
    expect((await bob.client.rpc('accept_invitation', { code: first.code })).error?.hint).toBe('invitation/not-found');
    expect(await must(bob.client.rpc('accept_invitation', { code: second.code }))).toBe(workspace);
  });

  it('revoked is worth nothing', async () => {
    const email = uniqueEmail('revoked');
    const { invitation_id } = (await must(invite(ada, { workspace_id: workspace, email }))) as {
      invitation_id: string;
    };
    await ada.client.rpc('revoke_invitation', { invitation_id });
    const { code } = await newestLink(email);
    expect((await newClient().rpc('preview_invitation', { code })).error?.hint).toBe('invitation/not-found');
    expect(await refusal(invite(ada, { invitation_id }))).toEqual({ status: 409, hint: 'invitation/revoked' });
  });

  it('of an admin keeps an admin who accepts one for a member', async () => {
    const email = uniqueEmail('self');
    await must(invite(ada, { workspace_id: workspace, email }));
    const { code } = await newestLink(email);
    await must(ada.client.rpc('accept_invitation', { code }));
    const mine = await must(
      ada.client.from('members').select('role').eq('workspace_id', workspace).eq('user_id', ada.id),
    );
    expect(mine).toEqual([{ role: 'admin' }]);
  });
});

describe('the function invite', needs('accounts'), () => {
  it('passes the database’s refusals on', async () => {
    const eve = await person('Eve');
    const email = uniqueEmail('x');
    const ask = (body: Record<string, unknown>) => refusal(invite(eve, body));
    expect(await ask({ workspace_id: workspace, email })).toEqual({ status: 404, hint: 'team/not-found' });
    expect(await ask({ workspace_id: workspace })).toEqual({ status: 400, hint: 'request/malformed' });
    expect(await refusal(invite(ada, { workspace_id: workspace, email: 'x' }))).toEqual({
      status: 400,
      hint: 'invitation/bad-email',
    });
    expect(await refusal(invite(ada, { workspace_id: workspace, email: ada.email }))).toEqual({
      status: 409,
      hint: 'invitation/already-member',
    });
  });

  it('does nothing for somebody without a session', async () => {
    const body = { workspace_id: workspace, email: uniqueEmail('x') };
    const { error } = await newClient().functions.invoke('invite', { body });
    expect((error as FunctionsHttpError).context.status).toBe(401);
    const forged = newClient({ token: 'x.y.z' });
    expect((await forged.functions.invoke('invite', { body })).error).toBeInstanceOf(FunctionsHttpError);
    expect(await must(ada.client.from('invitations').select('id').eq('email', body.email))).toEqual([]);
  });

  it('lets the app’s own origin in and no other', async () => {
    const response = await fetch(`${backend().url}/functions/v1/invite`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://example.net', 'Access-Control-Request-Method': 'POST' },
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).not.toBe('*');
    expect(response.headers.get('Access-Control-Allow-Origin')).not.toBe('https://example.net');
  });
});
