import { describe, expect, it, vi } from 'vitest';
import { createHandler, type Deps, type Pull } from '../../../supabase/functions/mixpanel-export/handler.ts';
import { SLICE_BYTES } from '../../../supabase/functions/mixpanel-export/slice-bytes.ts';

const project_id = '30000000-0000-4000-8000-000000000001';
const days = { project_id, from_date: '2026-11-01', to_date: '2026-11-02' };
const secret = 'a-secret-of-mixpanel';
const pull: Pull = {
  region: 'eu',
  mixpanel_project_id: '7',
  kind: 'service_account',
  username: 'name',
  secret,
  time_zone: null,
  wall_clock: null,
  sketch_key: '0001020304050607',
};
const line = (id: string, day = '2026-11-01') =>
  `${JSON.stringify({ event: 'Open', properties: { time: Date.parse(day) + 1, distinct_id: id } })}\n`;
const refusal = { code: 'PT404', message: 'No.', hint: 'team/not-found', details: null };

/** A body in these parts, that ends or breaks; tells when it is let go of. */
function bodyOf(parts: readonly string[], end: 'end' | 'break' | 'never' = 'end') {
  const state = { cancelled: false };
  const left = [...parts];
  const stream = new ReadableStream<Uint8Array>({
    type: 'bytes',
    async pull(controller) {
      const part = left.shift();
      if (part !== undefined) controller.enqueue(new TextEncoder().encode(part));
      else if (end === 'break') controller.error(new Error('reset'));
      else if (end === 'never') await new Promise(() => undefined);
      else {
        controller.close();
        (controller as ReadableByteStreamController).byobRequest?.respond(0);
      }
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { stream, state };
}

function setUp(upstream: Response | Error, changed: Partial<Deps> = {}) {
  const deps = {
    begin: vi.fn<Deps['begin']>(async () => ({ ok: true, value: 'ticket' })),
    take: vi.fn<Deps['take']>(async () => ({ ok: true, value: pull })),
    finish: vi.fn<Deps['finish']>(async () => ({ ok: true, value: null })),
    notePart: vi.fn<Deps['notePart']>(async () => ({ ok: true, value: null })),
    afterwards: vi.fn<Deps['afterwards']>(),
    noteProblem: vi.fn<Deps['noteProblem']>(async () => ({ ok: true, value: null })),
    fetch: vi.fn<Deps['fetch']>(async () => {
      if (upstream instanceof Error) throw upstream;
      return upstream;
    }),
    log: vi.fn<Deps['log']>(),
    hosts: { us: 'https://us.test', eu: 'https://eu.test', in: 'https://in.test' },
    headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
    patience: 60_000,
  } satisfies Deps;
  const ask = (body: unknown = days, headers: Record<string, string> = { Authorization: 'Bearer t' }) =>
    createHandler({ ...deps, ...changed })(
      new Request('http://f/', {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  return { deps, ask };
}

/** Takes what comes until it ends or breaks. */
async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (;;) {
    const part = await reader.read().catch(() => null);
    if (part === null || part.done) return;
  }
}

const hintOf = async (response: Response) => ((await response.json()) as { hint: string }).hint;

describe('the handler of mixpanel-export', () => {
  it('passes the lines on, and records each day before the stream ends', async () => {
    const { deps, ask } = setUp(new Response(bodyOf([line('u1'), line('u2'), line('u1')]).stream));
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/);
    expect(response.headers.get('Cache-Control')).toContain('no-transform');
    expect(response.headers.get('X-Slice-Bytes')).toBe(String(SLICE_BYTES));
    expect(await response.text()).toBe(line('u1') + line('u2') + line('u1'));
    expect(deps.begin).toHaveBeenCalledWith('Bearer t', project_id, { from_date: '2026-11-01', to_date: '2026-11-02' });
    const [ticket, recorded] = deps.finish.mock.calls[0] ?? [];
    expect(ticket).toBe('ticket');
    expect(recorded?.map(({ day, events }) => ({ day, events }))).toEqual([
      { day: '2026-11-01', events: 3 },
      { day: '2026-11-02', events: 0 },
    ]);
    const registers = Buffer.from(recorded?.[0]?.users ?? '', 'base64');
    expect(registers).toHaveLength(16_384);
    expect(registers.filter((register) => register > 0)).toHaveLength(2);
    expect(recorded?.[1]?.users).toBeNull();
  });

  it('asks the region’s host and no other, once', async () => {
    const { deps, ask } = setUp(new Response(bodyOf([]).stream));
    await (await ask()).text();
    expect(deps.fetch).toHaveBeenCalledTimes(1);
    expect(new URL(deps.fetch.mock.calls[0]?.[0].url ?? '').origin).toBe('https://eu.test');
  });

  it.each([
    ['begin', { begin: async () => ({ ok: false, status: 404, refusal }) as const }],
    ['take', { take: async () => ({ ok: false, status: 404, refusal }) as const }],
  ])('passes on what the database refuses at %s, and asks Mixpanel nothing', async (_name, changed) => {
    const { deps, ask } = setUp(new Response(''), changed);
    const response = await ask();
    expect([response.status, await response.json()]).toEqual([404, refusal]);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(deps.fetch).not.toHaveBeenCalled();
  });

  it('says that a session is over in one way', async () => {
    const expired = { code: 'PGRST303', message: 'JWT expired', hint: null, details: null };
    const begin = vi.fn<Deps['begin']>(async () => ({ ok: false, status: 401, refusal: expired }));
    const { ask } = setUp(new Response(''), { begin });
    const response = await ask();
    expect([response.status, await hintOf(response)]).toEqual([401, 'account/signed-out']);
    // Whoever shows no session is refused before the database is asked.
    expect(await hintOf(await ask(days, {}))).toBe('account/signed-out');
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it.each([
    '',
    '[]',
    { ...days, region: 'us' },
    { project_id, from_date: '2026-11-01' },
    { ...days, project_id: '../secrets' },
    { ...days, from_date: '2026-02-30' },
    { ...days, to_date: 20261101 },
  ])('refuses the body %j', async (body) => {
    const { deps, ask } = setUp(new Response(''));
    expect(await hintOf(await ask(body))).toBe('request/malformed');
    expect(deps.begin).not.toHaveBeenCalled();
  });

  it.each([
    [401, '', 'mixpanel/wrong-secret', true],
    [403, '', 'mixpanel/no-right', true],
    [429, '', 'mixpanel/rate-limited', true],
    [400, 'to_date is in the future', 'mixpanel/bad-days', false],
    [301, '', 'mixpanel/unreachable', true],
  ])('says what Mixpanel’s %d (%s) means: %s', async (status, body, hint, noted) => {
    const { deps, ask } = setUp(new Response(body, { status, headers: { Location: 'https://evil.test/' } }));
    expect(await hintOf(await ask())).toBe(hint);
    expect(deps.fetch).toHaveBeenCalledTimes(1);
    expect(deps.noteProblem.mock.calls).toEqual(noted ? [['ticket', hint]] : []);
    expect(deps.finish).not.toHaveBeenCalled();
  });

  it('says that Mixpanel cannot be reached, and nothing of why', async () => {
    const { deps, ask } = setUp(new TypeError(`failed with ${secret}`));
    const response = await ask();
    expect(response.status).toBe(502);
    const said = await response.text();
    expect(said).toContain('mixpanel/unreachable');
    expect(said + JSON.stringify(deps.log.mock.calls)).not.toContain(secret);
  });

  it('gives up on an answer that does not begin', async () => {
    vi.useFakeTimers();
    try {
      const silent = vi.fn<Deps['fetch']>(
        ({ signal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
      );
      const { ask } = setUp(new Response(''), { fetch: silent });
      const asked = ask();
      await vi.advanceTimersByTimeAsync(60_001);
      expect(await hintOf(await asked)).toBe('mixpanel/unreachable');
    } finally {
      vi.useRealTimers();
    }
  });

  it('refuses a slice that is too large from the first, unless it is a single day', async () => {
    const large = () => new Response(bodyOf([]).stream, { headers: { 'Content-Length': String(SLICE_BYTES + 1) } });
    const { ask } = setUp(large());
    const response = await ask();
    expect([response.status, await hintOf(response)]).toEqual([413, 'mixpanel/slice-too-large']);
    expect((await setUp(large()).ask({ ...days, to_date: days.from_date })).status).toBe(200);
  });

  it.each([
    ['Mixpanel’s stream breaks', bodyOf([line('u1')], 'break'), {}, 'unreachable'],
    ['it ends in the middle of a line', bodyOf([line('u1'), '{"event":"Op']), {}, 'unreachable'],
    [
      'nothing could be recorded',
      bodyOf([line('u1')]),
      { finish: async () => ({ ok: false, status: 409, refusal }) as const },
      'not-recorded',
    ],
  ])('breaks its own stream when %s', async (_what, { stream }, changed, why) => {
    const { deps, ask } = setUp(new Response(stream), changed);
    const response = await ask();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(why);
    if (!('finish' in changed)) expect(deps.finish).not.toHaveBeenCalled();
    expect(deps.log).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['Mixpanel’s stream breaks', () => bodyOf([line('u1').repeat(400), line('u2')], 'break').stream],
    ['Mixpanel gives up', () => bodyOf([line('u1').repeat(400), line('u2'), 'terminated early\n']).stream],
    ['the reader goes away', () => bodyOf([line('u1').repeat(400)], 'never').stream],
  ])('counts what had passed when %s, after its answer is over', async (what, stream) => {
    const { deps, ask } = setUp(new Response(stream()));
    const reader = (await ask()).body!.getReader();
    if (what === 'the reader goes away') {
      await reader.read();
      await reader.cancel();
    } else await readAll(reader);
    expect(deps.afterwards).toHaveBeenCalledTimes(1);
    await deps.afterwards.mock.calls[0]![0];
    expect(deps.notePart).toHaveBeenCalledTimes(1);
    const [ticket, noted] = deps.notePart.mock.calls[0]!;
    expect(ticket).toBe('ticket');
    expect(noted).toEqual([{ day: '2026-11-01', events: expect.any(Number), users: expect.any(String) }]);
    expect(noted[0]!.events).toBeGreaterThan(100);
  });

  it('counts no part of which no event is known, and says in the log when it could not', async () => {
    const none = setUp(new Response(bodyOf(['{"half":', 'x'], 'break').stream));
    await readAll((await none.ask()).body!.getReader());
    await none.deps.afterwards.mock.calls[0]?.[0];
    expect(none.deps.notePart).not.toHaveBeenCalled();
    const refused = setUp(new Response(bodyOf([line('u1').repeat(400), line('u2')], 'break').stream), {
      notePart: async () => ({ ok: false, status: 500, refusal }),
    });
    await readAll((await refused.ask()).body!.getReader());
    await refused.deps.afterwards.mock.calls[0]?.[0];
    expect(refused.deps.log).toHaveBeenCalledWith(
      expect.objectContaining({ what: 'a part of a slice was not counted' }),
    );
  });

  it('passes on that Mixpanel gave up, and records nothing as whole', async () => {
    const { deps, ask } = setUp(new Response(bodyOf([line('u1'), 'terminated ', 'early\n']).stream));
    expect(await (await ask()).text()).toBe(`${line('u1')}terminated early\n`);
    expect(deps.finish).not.toHaveBeenCalled();
  });

  it('lets go of Mixpanel when the reader goes away', async () => {
    const { stream } = bodyOf([line('u1').repeat(400)], 'never');
    const { deps, ask } = setUp(new Response(stream));
    const response = await ask();
    const reader = response.body?.getReader();
    await reader?.read();
    const { signal } = deps.fetch.mock.calls[0]?.[0] ?? {};
    expect(signal?.aborted).toBe(false);
    await reader?.cancel();
    expect(signal?.aborted).toBe(true);
    expect(deps.finish).not.toHaveBeenCalled();
  });
});
