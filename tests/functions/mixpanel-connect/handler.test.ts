import { describe, expect, it, vi } from 'vitest';
import { createHandler, type Deps } from '../../../supabase/functions/mixpanel-connect/handler.ts';

const order = {
  action: 'connect',
  project_id: '30000000-0000-4000-8000-000000000001',
  region: 'us',
  mixpanel_project_id: '123',
  kind: 'service_account',
  username: 'ptero.mp-service-account',
  secret: 'a-secret-of-mixpanel',
  time_zone: 'Europe/Berlin',
  created_on: null,
};
const refused = { code: 'PT403', message: 'Only an admin.', hint: 'team/admins-only', details: null };
const answerOf: Readonly<Record<string, () => Response>> = {
  right: () => new Response('{"event":"a","properties":{"time":1}}\n'),
  secret: () => new Response('', { status: 401 }),
  right403: () => new Response('', { status: 403 }),
  api: () => new Response('', { status: 402 }),
  limit: () => new Response('', { status: 429 }),
  down: () => new Response('', { status: 503 }),
  moved: () => new Response('', { status: 302, headers: { Location: 'https://evil.test' } }),
  dates: () => new Response('to_date', { status: 400 }),
};

function setUp(byRegion: Partial<Record<'us' | 'eu' | 'in', string>>, changed: Partial<Deps> = {}) {
  const deps = {
    begin: vi.fn<Deps['begin']>(async () => ({ ok: true, value: 'ticket' })),
    finish: vi.fn<Deps['finish']>(async () => ({ ok: true, value: null })),
    fetch: vi.fn<Deps['fetch']>(async ({ url }) => {
      const answer = answerOf[byRegion[new URL(url).hostname.slice(0, 2) as 'us'] ?? ''];
      if (!answer) throw new TypeError('no route');
      return answer();
    }),
    hosts: { us: 'https://us.test', eu: 'https://eu.test', in: 'https://in.test' },
    headers: {},
    patience: 1000,
    now: () => Date.parse('2026-11-22T23:00:00Z'),
  } satisfies Deps;
  const ask = async (body: unknown = order, headers: Record<string, string> = { Authorization: 'Bearer t' }) => {
    const response = await createHandler({ ...deps, ...changed })(
      new Request('http://f/', { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { deps, ask };
}

describe('the handler of mixpanel-connect', () => {
  it('makes one tiny call about a day that is over everywhere', async () => {
    const { deps, ask } = setUp({ us: 'right' });
    await ask({ ...order, action: 'check' });
    expect(deps.fetch.mock.calls.map(([{ url }]) => url)).toEqual([
      'https://us.test/api/2.0/export?from_date=2026-11-20&to_date=2026-11-20&project_id=123&time_in_ms=true&limit=100',
    ]);
  });

  it('stores what is right when it is to be connected, and only then', async () => {
    const { deps, ask } = setUp({ us: 'right' });
    const right = { verdict: 'right', region: 'us', wall_clock: null };
    expect(await ask({ ...order, action: 'check' })).toEqual({ status: 200, body: right });
    expect(deps.finish).not.toHaveBeenCalled();
    expect(await ask()).toEqual({ status: 200, body: right });
    expect(deps.finish.mock.calls).toEqual([
      [
        'ticket',
        {
          region: 'us',
          mixpanel_project_id: '123',
          kind: 'service_account',
          username: 'ptero.mp-service-account',
          time_zone: 'Europe/Berlin',
          created_on: null,
          wall_clock: null,
        },
        'a-secret-of-mixpanel',
      ],
    ]);
  });

  it.each([
    ['wrong-secret', { us: 'secret', eu: 'secret', in: 'secret' }, null, 3],
    ['no-right', { us: 'right403', eu: 'secret', in: 'secret' }, null, 3],
    ['wrong-region', { us: 'secret', eu: 'secret', in: 'right' }, 'in', 3],
    ['wrong-region', { us: 'right403', eu: 'right' }, 'eu', 2],
    ['no-api', { us: 'api', eu: 'right' }, null, 1],
    ['rate-limited', { us: 'limit', eu: 'right' }, null, 1],
    ['unreachable', { us: 'down' }, null, 1],
    ['unreachable', { us: 'moved' }, null, 1],
    ['unreachable', { us: 'dates' }, null, 1],
    ['unreachable', {}, null, 1],
  ])('finds %s where Mixpanel says %j, and stores nothing', async (verdict, said, region, calls) => {
    const { deps, ask } = setUp(said);
    expect(await ask()).toEqual({ status: 200, body: { verdict, region, wall_clock: null } });
    expect(deps.fetch).toHaveBeenCalledTimes(calls);
    expect(deps.finish).not.toHaveBeenCalled();
  });

  it('takes a project secret, which has no name', async () => {
    const { deps, ask } = setUp({ us: 'right' });
    expect((await ask({ ...order, kind: 'project_secret', username: null })).body['verdict']).toBe('right');
    expect(deps.fetch.mock.calls[0]?.[0].url).not.toContain('project_id');
  });

  it('asks Mixpanel nothing for who may not connect', async () => {
    const { deps, ask } = setUp({ us: 'right' }, { begin: async () => ({ ok: false, status: 403, refusal: refused }) });
    expect(await ask()).toEqual({ status: 403, body: refused });
    expect((await ask(order, {})).status).toBe(401);
    expect(deps.fetch).not.toHaveBeenCalled();
  });

  it.each([
    ['another field', { host: 'https://evil.test' }],
    ['an unknown action', { action: 'steal' }],
    ['an unknown region', { region: 'us.evil.test' }],
    ['a project that is no number', { mixpanel_project_id: '1&x=2' }],
    ['a number for a project', { mixpanel_project_id: 1 }],
    ['no name', { username: null }],
    ['a name with a colon', { username: 'a:b' }],
    ['a name beside a project secret', { kind: 'project_secret' }],
    ['an empty secret', { secret: '' }],
    ['a secret with a line break', { secret: 'a\r\nX: y' }],
    ['a zone that is none', { time_zone: 'Mars/Olympus' }],
    ['an offset for a zone', { time_zone: '+02:00' }],
    ['a day that is none', { created_on: '2026-02-30' }],
  ])('refuses %s', async (_what, changed) => {
    const { deps, ask } = setUp({ us: 'right' });
    const { status, body } = await ask({ ...order, ...changed });
    expect([status, body['hint']]).toEqual([400, 'request/malformed']);
    expect(JSON.stringify(body)).not.toContain(order.secret);
    expect(deps.begin).not.toHaveBeenCalled();
  });
});
