import { describe, expect, it } from 'vitest';
import {
  exportRequest,
  profilesRequest,
  readHosts,
  readQueryHosts,
} from '../../../supabase/functions/_shared/mixpanel.ts';
import { firstBytes, readRefusal } from '../../../supabase/functions/_shared/mixpanel-refusal.ts';
import { isDay, readFields } from '../../../supabase/functions/_shared/refuse.ts';

const account = { kind: 'service_account', username: 'ptero.x', secret: 'sé:cret', mixpanel_project_id: '77' } as const;
const days = { from_date: '2026-11-01', to_date: '2026-11-02' };
const signal = new AbortController().signal;

describe('the request for raw events', () => {
  it('asks for what is documented and nothing else', () => {
    const request = exportRequest('https://data-eu.mixpanel.com', account, days, signal);
    expect(request.url).toBe(
      'https://data-eu.mixpanel.com/api/2.0/export?from_date=2026-11-01&to_date=2026-11-02&project_id=77&time_in_ms=true',
    );
    expect(request.redirect).toBe('manual');
    expect(request.headers.get('Accept-Encoding')).toBe('gzip');
    expect(request.headers.get('Authorization')).toBe(`Basic ${Buffer.from('ptero.x:sé:cret').toString('base64')}`);
  });

  it('names no project beside a project secret, which stands for one', () => {
    const legacy = { ...account, kind: 'project_secret', username: null } as const;
    const request = exportRequest('https://data.mixpanel.com', legacy, { ...days, limit: 5 }, signal);
    expect(new URL(request.url).search).toBe('?from_date=2026-11-01&to_date=2026-11-02&time_in_ms=true&limit=5');
    expect(request.headers.get('Authorization')).toBe(`Basic ${Buffer.from('sé:cret:').toString('base64')}`);
  });
});

describe('the request for a page of profiles', () => {
  const ask = async (asked: Parameters<typeof profilesRequest>[2]) => {
    const request = profilesRequest('https://eu.mixpanel.com', account, asked, signal);
    return { request, fields: Object.fromEntries(new URLSearchParams(await request.text())) };
  };

  it('names what was chosen, and nothing else', async () => {
    const { request, fields } = await ask({ properties: ['$created', 'plan "b"'], session_id: null, page: 0 });
    expect(request.url).toBe('https://eu.mixpanel.com/api/query/engage?project_id=77');
    expect([request.method, request.redirect]).toEqual(['POST', 'manual']);
    expect(request.headers.get('Authorization')).toBe(`Basic ${Buffer.from('ptero.x:sé:cret').toString('base64')}`);
    expect(fields).toEqual({ output_properties: '["$created","plan \\"b\\""]' });
  });

  it('goes on by the session, and for a look names no property', async () => {
    const { fields } = await ask({ properties: ['a'], session_id: 's&1', page: 3 });
    expect(fields).toEqual({ output_properties: '["a"]', session_id: 's&1', page: '3' });
    expect((await ask({ properties: null, session_id: null, page: 0 })).fields).toEqual({});
  });
});

describe('the hosts', () => {
  const read = (hosts: unknown) => readHosts(() => (hosts === undefined ? undefined : JSON.stringify(hosts)));
  const here = 'http://127.0.0.1:4000';

  it('are Mixpanel’s three', () => {
    expect(read(undefined)).toEqual({
      us: 'https://data.mixpanel.com',
      eu: 'https://data-eu.mixpanel.com',
      in: 'https://data-in.mixpanel.com',
    });
  });

  it('are three others for profiles', () => {
    expect(readQueryHosts(() => undefined)).toEqual({
      us: 'https://mixpanel.com',
      eu: 'https://eu.mixpanel.com',
      in: 'https://in.mixpanel.com',
    });
  });

  it('may be ports of this machine for tests', () => {
    expect(read({ us: here, eu: here, in: here }).in).toBe(here);
  });

  it.each([
    { us: here, eu: here },
    { us: here, eu: here, in: 'https://data-in.mixpanel.com.example.net' },
    { us: here, eu: here, in: 'http://127.0.0.1:4000@example.net' },
    { us: here, eu: here, in: 'http://127.0.0.1:4000/x' },
    { us: here, eu: here, in: 'http://169.254.169.254' },
  ])('may be nothing else: %j', (hosts) => {
    expect(() => read(hosts)).toThrow('MIXPANEL_HOSTS may only name ports of 127.0.0.1');
  });
});

describe('what Mixpanel refuses', () => {
  const said = async (status: number, body = '', headers: Record<string, string> = {}) =>
    readRefusal(new Response(body, { status, headers }));

  it.each([
    [400, '{"error": "to_date cannot be later than today"}', 'bad-days', 400],
    [400, '{"error": "Invalid service account credentials"}', 'wrong-secret', 409],
    [401, '{"error": "Unauthorized"}', 'wrong-secret', 409],
    [401, '{"error": "project is in another data residency region"}', 'wrong-region', 409],
    [402, '', 'no-api', 409],
    [403, '{"error": "forbidden"}', 'no-right', 409],
    [403, 'this project lives in the EU cluster', 'wrong-region', 409],
    [500, '', 'unreachable', 502],
    [302, '', 'unreachable', 502],
    [404, '', 'unreachable', 502],
  ])('with %d and %j is %s', async (status, body, trouble, ours) => {
    expect(await said(status, body)).toMatchObject({ trouble, status: ours });
  });

  it('because of its limits comes with its counts', async () => {
    const body =
      '{"error": "1/5 queries running concurrently and 61/60 queries running in the last hour", "secret": "s"}';
    expect(await said(429, body, { 'Retry-After': '17' })).toMatchObject({
      trouble: 'rate-limited',
      status: 429,
      details: {
        retry_after_s: 17,
        running: 1,
        running_limit: 5,
        last_hour: 61,
        last_hour_limit: 60,
        said: '1/5 queries running concurrently and 61/60 queries running in the last hour',
      },
    });
  });

  it('without counts says that it did not say', async () => {
    expect((await said(429, 'slow down')).details).toEqual({
      retry_after_s: null,
      running: null,
      running_limit: null,
      last_hour: null,
      last_hour_limit: null,
      said: '',
    });
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const { details } = await said(429, '', { 'Retry-After': inAMinute });
    expect((details as { retry_after_s: number }).retry_after_s).toBeGreaterThan(50);
  });

  it('is read no further than 4 kB, and let go of', async () => {
    let cancelled = false;
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect((await firstBytes(new Response(endless), 4096)).length).toBe(4096);
    expect(cancelled).toBe(true);
    expect(given).toBeLessThan(8000);
  });
});

describe('the bodies of requests', () => {
  it('have exactly the fields that are documented', () => {
    expect(readFields('{"a": 1, "b": null}', ['a', 'b'])).toEqual({ a: 1, b: null });
    const wrong = ['{"a": 1}', '{"a": 1, "b": 2, "c": 3}', '{"a": 1, "c": 3}', '[]', 'null', 'x', ''];
    for (const text of wrong) expect(readFields(text, ['a', 'b'])).toBeNull();
  });

  it('name days that are in the calendar', () => {
    expect(['2026-02-28', '2024-02-29'].map(isDay)).toEqual([true, true]);
    const wrong = ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', '0000-00-00', '', null, 20260101];
    expect(wrong.filter(isDay)).toEqual([]);
  });
});
