import type { EmailOtpType } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { type Client, must, needs, newClient, uniqueEmail } from './context.ts';
import { mailsTo, newestLink } from './mailbox.ts';
import { person } from './people.ts';

/** Follows the newest mail to the address, as the app's page at `/confirm` does. */
async function confirm(client: Client, email: string, expectedType: string) {
  const { path, hash } = await newestLink(email);
  expect([path, hash.get('type')]).toEqual(['/confirm', expectedType]);
  return client.auth.verifyOtp({ token_hash: hash.get('token_hash') ?? '', type: expectedType as EmailOtpType });
}

const password = 'a long enough password';

describe('signing up', needs('accounts'), () => {
  it('needs the mailed link, which works once, and brings a profile with the name', needs('mailbox'), async () => {
    const client = newClient();
    const email = uniqueEmail('new');
    const up = await client.auth.signUp({ email, password, options: { data: { name: 'New Person' } } });
    expect(up.data.session).toBeNull();
    expect((await client.auth.signInWithPassword({ email, password })).error?.code).toBe('email_not_confirmed');

    const { hash } = await newestLink(email);
    expect((await confirm(client, email, 'signup')).data.session).not.toBeNull();
    const again = await newClient().auth.verifyOtp({ token_hash: hash.get('token_hash') ?? '', type: 'signup' });
    expect(again.error?.code).toBe('otp_expired');
    expect(await must(client.from('profiles').select('name, email'))).toEqual([{ name: 'New Person', email }]);
  });

  it('with a short password is refused', async () => {
    const { error } = await newClient().auth.signUp({ email: uniqueEmail('short'), password: 'short' });
    expect(error?.code).toBe('weak_password');
  });

  it('with an address that has an account changes nothing of it', async () => {
    const ada = await person('Ada');
    const { data } = await newClient().auth.signUp({ email: ada.email, password });
    expect(data.user?.id).not.toBe(ada.id);
    expect(data.session).toBeNull();
    expect((await newClient().auth.signInWithPassword({ email: ada.email, password })).error?.code).toBe(
      'invalid_credentials',
    );
  });
});

describe('a magic link', needs('accounts'), () => {
  it('signs in, and only by the mail', needs('mailbox'), async () => {
    const ada = await person('Ada');
    const client = newClient();
    const options = { shouldCreateUser: false };
    expect((await client.auth.signInWithOtp({ email: ada.email, options })).error).toBeNull();
    expect((await confirm(client, ada.email, 'magiclink')).data.user?.id).toBe(ada.id);
  });

  it('makes no account', needs('mailbox'), async () => {
    const email = uniqueEmail('nobody');
    await newClient().auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(await mailsTo(email)).toEqual([]);
  });
});

describe('a new password', needs('accounts'), () => {
  it('needs the current one', async () => {
    const ada = await person('Ada');
    const change = (more: { current_password?: string }) => ada.client.auth.updateUser({ password, ...more });
    expect((await change({})).error?.code).toBe('current_password_required');
    expect((await change({ current_password: 'wrong' })).error?.code).toBe('current_password_invalid');
    expect((await newClient().auth.signInWithPassword(ada)).error).toBeNull();
    expect((await change({ current_password: ada.password })).error).toBeNull();
    expect((await newClient().auth.signInWithPassword(ada)).error?.code).toBe('invalid_credentials');
    expect((await newClient().auth.signInWithPassword({ email: ada.email, password })).error).toBeNull();
  });

  it('ends the other sessions', async () => {
    const ada = await person('Ada');
    const elsewhere = newClient();
    await elsewhere.auth.signInWithPassword(ada);
    await ada.client.auth.updateUser({ password, current_password: ada.password });
    expect((await elsewhere.auth.refreshSession()).data.session).toBeNull();
    expect((await ada.client.auth.refreshSession()).data.session).not.toBeNull();
  });

  it('after a reset link needs no current one, for that session only', needs('mailbox'), async () => {
    const ada = await person('Ada');
    const client = newClient();
    await client.auth.resetPasswordForEmail(ada.email);
    expect((await confirm(client, ada.email, 'recovery')).error).toBeNull();
    expect((await client.auth.updateUser({ password })).error).toBeNull();
    const fresh = newClient();
    expect((await fresh.auth.signInWithPassword({ email: ada.email, password })).error).toBeNull();
    expect((await fresh.auth.updateUser({ password: 'yet another password' })).error?.code).toBe(
      'current_password_required',
    );
  });
});

describe('a new e-mail address', needs('accounts', 'mailbox'), () => {
  it.each([
    ['the old first', 0],
    ['the new first', 1],
  ])('is taken when both have confirmed it, %s', async (_order, first) => {
    const ada = await person('Ada');
    const email = uniqueEmail('moved');
    expect((await ada.client.auth.updateUser({ email })).error).toBeNull();
    const [one = '', two = ''] = first === 0 ? [ada.email, email] : [email, ada.email];

    const half = await confirm(newClient(), one, 'email_change');
    expect([half.error, half.data.session]).toEqual([null, null]);
    expect(await must(ada.client.from('profiles').select('email').eq('id', ada.id))).toEqual([{ email: ada.email }]);

    const whole = await confirm(newClient(), two, 'email_change');
    expect(whole.data.user?.email).toBe(email);
    expect(await must(ada.client.from('profiles').select('email').eq('id', ada.id))).toEqual([{ email }]);
    expect((await newClient().auth.signInWithPassword({ email, password: ada.password })).error).toBeNull();
  });

  it('is not taken by one link used twice', async () => {
    const ada = await person('Ada');
    const email = uniqueEmail('moved');
    await ada.client.auth.updateUser({ email });
    await confirm(newClient(), email, 'email_change');
    expect((await confirm(newClient(), email, 'email_change')).error?.code).toBe('otp_expired');
    expect(await must(ada.client.from('profiles').select('email').eq('id', ada.id))).toEqual([{ email: ada.email }]);
  });
});

describe('signing out everywhere', needs('accounts'), () => {
  it('ends every session', async () => {
    const ada = await person('Ada');
    const elsewhere = newClient();
    await elsewhere.auth.signInWithPassword(ada);
    await ada.client.auth.signOut({ scope: 'global' });
    expect((await elsewhere.auth.refreshSession()).data.session).toBeNull();
  });
});
