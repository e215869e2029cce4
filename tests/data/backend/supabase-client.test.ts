import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ws from 'ws';
import { sessionToken } from '#data/backend/session-token.ts';
import { createSupabaseClient } from '#data/backend/supabase-client.ts';
import { teamRefusal } from '#data/backend/team-refusal.ts';
import { keptFor, sessionStorageOf } from './kept-session.ts';

const settings = { url: 'http://backend.test', publishableKey: 'sb_publishable_x' };
const HOUR_S = 3600;
/** Longer than Auth's library tries to renew a session. */
const LONG_MS = 120_000;

/** The real library over answers of ours: what Auth answers, and everybody else always would. */
function setUp(kept: string | null, auth: () => Response) {
  const asked: { path: string; authorization: string | null }[] = [];
  const storage = sessionStorageOf(kept);
  const backend = createSupabaseClient(settings, storage, async (input, init) => {
    const { pathname } = new URL(String(input));
    if (pathname.startsWith('/auth/')) return auth();
    asked.push({ path: pathname, authorization: new Headers(init?.headers).get('Authorization') });
    return Response.json([]);
  });
  return { backend, asked, storage };
}

/** Lets time pass until it is settled. */
async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const both = Promise.allSettled([work]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  return (await both)[0];
}
const noAnswer = (): never => {
  throw new TypeError('Failed to fetch');
};
const down = () => new Response('', { status: 503 });
const over = () =>
  Response.json({ code: 400, error_code: 'refresh_token_not_found', msg: 'Not Found' }, { status: 400 });

beforeEach(() => {
  vi.useFakeTimers();
  // Node 20 has none.
  vi.stubGlobal('WebSocket', ws);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the token of a session', () => {
  it('is the one that is kept while it lasts', async () => {
    const { backend, storage } = setUp(keptFor(HOUR_S), noAnswer);
    const { access_token } = JSON.parse([...storage.values.values()][0]!) as { access_token: string };
    expect(await settled(sessionToken(backend))).toEqual({ status: 'fulfilled', value: access_token });
  });

  it('is null when nobody is signed in', async () => {
    expect(await settled(sessionToken(setUp(null, noAnswer).backend))).toEqual({ status: 'fulfilled', value: null });
  });

  it.each([
    ['without a network', noAnswer],
    ['while Auth is down', down],
  ])('that cannot be renewed %s is no sign-out', async (_, auth) => {
    const { backend, storage } = setUp(keptFor(-HOUR_S), auth);
    const outcome = await settled(sessionToken(backend));
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'team/refused' } });
    expect(storage.values.size).toBe(1);
  });

  it('of a session that is over for good is null from then on', async () => {
    const { backend } = setUp(keptFor(-HOUR_S), over);
    await settled(sessionToken(backend));
    expect(await settled(sessionToken(backend))).toEqual({ status: 'fulfilled', value: null });
  });
});

describe('a question to the tables', () => {
  const ask = (backend: ReturnType<typeof setUp>['backend']) =>
    settled(Promise.resolve(backend.from('profiles').select('id')));

  it('is not asked in nobody’s name while a session is kept that cannot be renewed', async () => {
    const { backend, asked } = setUp(keptFor(-HOUR_S), down);
    const outcome = await ask(backend);
    const error = outcome.status === 'fulfilled' ? outcome.value.error : outcome.reason;
    expect(teamRefusal(error).details).toEqual({ reason: 'backend/unreachable' });
    expect(asked).toEqual([]);
  });

  it('is asked in nobody’s name when nobody is signed in', async () => {
    const { backend, asked } = setUp(null, noAnswer);
    await ask(backend);
    expect(asked).toEqual([{ path: '/rest/v1/profiles', authorization: 'Bearer sb_publishable_x' }]);
  });

  it('is asked in the name of who is signed in', async () => {
    const { backend, asked } = setUp(keptFor(HOUR_S), noAnswer);
    await ask(backend);
    expect(asked[0]?.authorization).toMatch(/^Bearer .+\..+\.x$/);
  });
});
