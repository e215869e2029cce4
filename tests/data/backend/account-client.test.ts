import { createClient } from '@supabase/supabase-js';
import { describe, expect, it, vi } from 'vitest';
import ws from 'ws';
import { createAccountClient } from '#data/backend/account-client.ts';
import { type Backend, SESSION_KEY } from '#data/backend/supabase-client.ts';
import { keptFor, sessionStorageOf } from './kept-session.ts';

type Answer = (url: URL, request: RequestInit) => Response | Promise<Response>;

/** The real library over answers of ours. */
function setUp(answer: Answer, kept: string | null = null) {
  const storage = sessionStorageOf(kept);
  const asked: string[] = [];
  const backend = createClient('http://backend.test', 'sb_publishable_x', {
    auth: { storage, storageKey: SESSION_KEY, detectSessionInUrl: false, autoRefreshToken: false },
    realtime: { transport: ws as never },
    global: {
      fetch: async (input: RequestInfo | URL, request: RequestInit = {}) => {
        const url = new URL(String(input));
        asked.push(url.pathname);
        return answer(url, request);
      },
    },
  }) as unknown as Backend;
  const client = createAccountClient(backend, storage);
  const heard = vi.fn();
  client.watch(heard);
  return { client, heard, values: storage.values, asked };
}
const noNetwork: Answer = () => {
  throw new TypeError('Failed to fetch');
};
const reasonOf = async (deed: Promise<unknown>): Promise<unknown> => {
  const error = await deed.then(
    () => null,
    (cause: unknown) => cause,
  );
  return (error as { details?: Record<string, unknown> } | null)?.details?.['reason'];
};

describe('the account over Supabase Auth', () => {
  it('tells who is signed in at once, without a network and after the token has run out', () => {
    const { heard } = setUp(noNetwork, keptFor(-3600));
    expect(heard).toHaveBeenCalledExactlyOnceWith({ userId: 'u1', email: 'ada@example.com', pendingEmail: null });
  });

  it('takes a torn session for none', () => {
    expect(setUp(noNetwork, '{"user":').heard).toHaveBeenCalledExactlyOnceWith(null);
  });

  it('signs out on this device without a network, and leaves no token behind', async () => {
    const { client, heard, values } = setUp(noNetwork, keptFor(3600));
    await client.signOut('here');
    expect(heard).toHaveBeenLastCalledWith(null);
    expect(values.has(SESSION_KEY)).toBe(false);
  });

  it('does not pretend to have signed out everywhere without a network', async () => {
    const { client, values } = setUp(noNetwork, keptFor(3600));
    expect(await reasonOf(client.signOut('everywhere'))).toBe('backend/unreachable');
    expect(values.has(SESSION_KEY)).toBe(true);
  });

  it('says that an address is known, though hosted Auth answers as if it were not', async () => {
    const { client } = setUp(() => Response.json({ id: 'x', email: 'ada@example.com', identities: [] }));
    expect(await reasonOf(client.signUp({ name: 'A', email: 'ada@example.com', password: 'long enough' }))).toBe(
      'account/address-known',
    );
  });

  it('does not tell by a mailed link whether there is such an account', async () => {
    const { client } = setUp(() =>
      Response.json({ code: 422, error_code: 'otp_disabled', msg: 'Signups not allowed for otp' }, { status: 422 }),
    );
    await expect(client.mailSignInLink('nobody@example.com')).resolves.toBeUndefined();
  });

  it.each([
    ['403 otp_expired', 403, 'otp_expired'],
    ['401 bad_jwt', 401, 'bad_jwt'],
    ['404 without a code', 404, undefined],
  ])('calls a link used that Auth refuses with %s', async (_words, status, error_code) => {
    const { client } = setUp(() => Response.json({ code: status, error_code, msg: 'x' }, { status }));
    expect(await reasonOf(client.useLink({ tokenHash: 't', kind: 'signup' }))).toBe('account/link-used');
  });

  it('does not call a link used for want of a network', async () => {
    const { client } = setUp(noNetwork);
    expect(await reasonOf(client.useLink({ tokenHash: 't', kind: 'signup' }))).toBe('backend/unreachable');
  });

  it('knows the first of the two links of a change of address', async () => {
    const { client } = setUp(() => Response.json({ code: 200, msg: 'Please proceed to confirm the other link' }));
    await expect(client.useLink({ tokenHash: 't', kind: 'email_change' })).resolves.toBe('half-changed');
  });

  it('sends the current password along, and none after a reset link', async () => {
    const bodies: unknown[] = [];
    const { client } = setUp((_url, { body }) => {
      bodies.push(JSON.parse(String(body)));
      return Response.json({ id: 'u1', email: 'ada@example.com' });
    }, keptFor(3600));
    await client.changePassword('new one', 'old one');
    await client.changePassword('new one', null);
    expect(bodies).toEqual([
      expect.objectContaining({ password: 'new one', current_password: 'old one' }),
      expect.not.objectContaining({ current_password: expect.anything() }),
    ]);
  });
});
