import { describe, expect, it, vi } from 'vitest';
import { createHandler, type Deps, type ProfilesPull } from '../../../supabase/functions/mixpanel-profiles/handler.ts';
import { PAGE_BYTES, streamPage } from '../../../supabase/functions/mixpanel-profiles/stream-page.ts';

const project_id = '30000000-0000-4000-8000-000000000001';
const first = { project_id, look: false, session_id: null, page: 0 };
const secret = 'a-secret-of-mixpanel';
const pull: ProfilesPull = {
  region: 'eu',
  mixpanel_project_id: '7',
  kind: 'service_account',
  username: 'name',
  secret,
  profile_properties: ['$created'],
};
const refusal = { code: 'PT404', message: 'No.', hint: 'team/not-found', details: null };
const page = '{"results":[{"$distinct_id":"u1","$properties":{"$created":"x"}}],"page":0}';

function setUp(upstream: Response | Error, changed: Partial<Deps> = {}) {
  const deps = {
    begin: vi.fn<Deps['begin']>(async () => ({ ok: true, value: 'ticket' })),
    take: vi.fn<Deps['take']>(async () => ({ ok: true, value: pull })),
    fetch: vi.fn<Deps['fetch']>(async () => {
      if (upstream instanceof Error) throw upstream;
      return upstream;
    }),
    log: vi.fn<Deps['log']>(),
    hosts: { us: 'https://us.test', eu: 'https://eu.test', in: 'https://in.test' },
    headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
    patience: 60_000,
  } satisfies Deps;
  const ask = (body: unknown = first, headers: Record<string, string> = { Authorization: 'Bearer t' }) =>
    createHandler({ ...deps, ...changed })(
      new Request('http://f/', { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  return { deps, ask };
}
const hintOf = async (response: Response) => ((await response.json()) as { hint: string }).hint;

describe('the handler of mixpanel-profiles', () => {
  it('passes a page on as it is, asked of the region’s host with what was chosen', async () => {
    const { deps, ask } = setUp(new Response(page));
    const response = await ask();
    expect([response.status, await response.text()]).toEqual([200, page]);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example.com');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(deps.begin).toHaveBeenCalledWith('Bearer t', project_id, { look: false, session_id: null, page: 0 });
    const asked = deps.fetch.mock.calls[0]![0];
    expect(new URL(asked.url).origin).toBe('https://eu.test');
    expect(new URLSearchParams(await asked.text()).get('output_properties')).toBe('["$created"]');
  });

  it.each([
    {},
    { ...first, region: 'us' },
    { ...first, output_properties: ['email'] },
    { ...first, project_id: '7' },
    { ...first, page: 1 },
    { ...first, page: -1 },
    { ...first, page: 0.5 },
    { ...first, session_id: 's', page: 0 },
    { ...first, session_id: 'a b', page: 1 },
    { ...first, look: 'yes' },
    { ...first, look: true, session_id: 's', page: 1 },
  ])('refuses %j, and asks nobody anything', async (body) => {
    const { deps, ask } = setUp(new Response(page));
    const response = await ask(body);
    expect([response.status, await hintOf(response)]).toEqual([400, 'request/malformed']);
    expect(deps.begin).not.toHaveBeenCalled();
    expect(deps.fetch).not.toHaveBeenCalled();
  });

  it.each([
    ['begin', { begin: async () => ({ ok: false, status: 404, refusal }) as const }],
    ['take', { take: async () => ({ ok: false, status: 404, refusal }) as const }],
  ])('passes on what the database refuses at %s, and asks Mixpanel nothing', async (_name, changed) => {
    const { deps, ask } = setUp(new Response(page), changed);
    const response = await ask();
    expect([response.status, await response.json()]).toEqual([404, refusal]);
    expect(deps.fetch).not.toHaveBeenCalled();
  });

  it('passes Mixpanel’s limit on with its counts', async () => {
    const said = '1/5 queries running concurrently and 61/60 queries running in the last hour';
    const { ask } = setUp(new Response(`{"error":"${said}"}`, { status: 429, headers: { 'Retry-After': '30' } }));
    const response = await ask();
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({
      hint: 'mixpanel/rate-limited',
      details: { retry_after_s: 30, running: 1, running_limit: 5, last_hour: 61, last_hour_limit: 60 },
    });
  });

  it('tells a session that has run out from a wrong secret', async () => {
    const answer = () => setUp(new Response('{"error":"unknown session"}', { status: 400 }));
    const later = await answer().ask({ ...first, session_id: 's1', page: 4 });
    expect([later.status, await hintOf(later)]).toEqual([410, 'mixpanel/session-over']);
    expect(await hintOf(await answer().ask())).toBe('mixpanel/wrong-secret');
  });

  it('takes a redirect for no answer', async () => {
    const { ask } = setUp(new Response(null, { status: 302, headers: { Location: 'https://elsewhere.test/' } }));
    const response = await ask();
    expect([response.status, await hintOf(response)]).toEqual([502, 'mixpanel/unreachable']);
  });

  it('writes no secret, no token and no profile to a log or a refusal', async () => {
    for (const upstream of [new Error(secret), new Response(`${secret} ${page}`, { status: 500 })]) {
      const { deps, ask } = setUp(upstream);
      const told = (await (await ask()).text()) + JSON.stringify(deps.log.mock.calls);
      for (const word of [secret, 'u1', 'Bearer t']) expect(told).not.toContain(word);
    }
  });
});

describe('a page on its way', () => {
  const bytes = (length: number) => new Uint8Array(length);
  function from(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>) {
    const told = { cancelled: false, stopped: false, broken: [] as string[] };
    const body = new ReadableStream<Uint8Array>(
      {
        pull,
        cancel() {
          told.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const options = {
      body,
      patience: 20,
      stop: () => void (told.stopped = true),
      broken: (why: string) => void told.broken.push(why),
    };
    return { told, stream: streamPage(options) };
  }

  it('is let go of when its reader goes away', async () => {
    const { told, stream } = from((controller) => controller.enqueue(bytes(10)));
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    expect(told).toMatchObject({ cancelled: true, stopped: true, broken: [] });
  });

  it('breaks where Mixpanel’s does, where nothing comes any more, and where there is no end', async () => {
    const reset = from((controller) => controller.error(new Error('reset')));
    await expect(new Response(reset.stream).text()).rejects.toThrow('unreachable');
    expect(reset.told).toMatchObject({ stopped: true, broken: ['unreachable'] });
    const silent = from(() => new Promise(() => undefined));
    await expect(new Response(silent.stream).text()).rejects.toThrow('unreachable');
    expect(silent.told).toMatchObject({ stopped: true, broken: ['unreachable'] });
    const endless = from((controller) => controller.enqueue(bytes(PAGE_BYTES / 4)));
    const reader = endless.stream.getReader();
    for (let part = 0; part < 4; part += 1) await reader.read();
    await expect(reader.read()).rejects.toThrow('too-large');
    expect(endless.told).toMatchObject({ stopped: true, broken: ['too-large'] });
  });
});
