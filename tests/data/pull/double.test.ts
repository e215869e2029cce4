import { gunzipSync } from 'node:zlib';
import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { faultPlan, noFaults } from '../../../supabase/local/mixpanel/faults.ts';
import { mixpanelProject, type MixpanelProject } from '../../../supabase/local/mixpanel/project.ts';
import { type Mixpanel, type MixpanelOptions, startMixpanel } from '../../../supabase/local/mixpanel/start-mixpanel.ts';
import { madeEvents } from './made-events.ts';

const NOW = Date.UTC(2026, 10, 15, 13, 30);
const HOUR = 3_600_000;
let mixpanel: Mixpanel;
let now = NOW;
afterEach(() => mixpanel.stop());

const start = async (given: Partial<MixpanelProject> = {}, options: Partial<MixpanelOptions> = {}) => {
  now = NOW;
  const project = mixpanelProject({ events: madeEvents(NOW, 30, 2000), duplicateShare: 0.1, ...given });
  mixpanel = await startMixpanel({ projects: [project], now: () => now, ...options });
  return project;
};
const basic = (user: string, secret = '') => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
const right = basic('ptero.5a3c1f.mp-service-account', 'demo-secret');
const ask = (query: string, { authorization = right, host = mixpanel.hosts.us, path = '/api/2.0/export' } = {}) =>
  fetch(`${host}${path}?${query}`, { headers: authorization === '' ? {} : { Authorization: authorization } });
const days = (from: string, to = from) => `project_id=3141592&from_date=${from}&to_date=${to}&time_in_ms=true`;
const statusOf = async (...args: Parameters<typeof ask>) => {
  const response = await ask(...args);
  await response.text();
  return response.status;
};

describe('the double of Mixpanel', () => {
  it('exports both days of a range, in no order, duplicates and all', async () => {
    await start();
    const lines = (await (await ask(days('2026-11-02', '2026-11-03'))).text()).trimEnd().split('\n');
    const times = lines.map((line) => (JSON.parse(line) as { properties: { time: number } }).properties.time);
    const sum = [...mixpanel.linesOfDays('3141592', { from: '2026-11-02', to: '2026-11-03' }).values()];
    expect(sum).toHaveLength(2);
    expect(lines).toHaveLength(sum[0]! + sum[1]!);
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(lines.map((line) => line.replace(/"mp_processing_time_ms":\d+/, ''))).size).toBeLessThan(
      lines.length,
    );
  });

  it('tells seconds unless it is asked for milliseconds, and the wall clock of old projects', async () => {
    const [event] = madeEvents(NOW, 1, 1);
    const timeMs = Date.UTC(2026, 10, 14, 23, 30);
    await start({ events: [{ ...event!, timeMs, processedMs: timeMs }], zone: 'Europe/Berlin', isWallClock: true });
    const timeIn = async (query: string) =>
      (JSON.parse(await (await ask(query)).text()) as { properties: { time: number } }).properties.time;
    expect(await timeIn(days('2026-11-15'))).toBe(timeMs + HOUR);
    expect(await timeIn(days('2026-11-15').replace('&time_in_ms=true', ''))).toBe((timeMs + HOUR) / 1000);
  });

  it('packs what it sends where that is asked for', async () => {
    await start();
    const packed = await new Promise<Buffer>((resolve, reject) => {
      const headers = { Authorization: right, 'Accept-Encoding': 'gzip' };
      httpRequest(`${mixpanel.hosts.us}/api/2.0/export?${days('2026-11-02')}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
      })
        .on('error', reject)
        .end();
    });
    expect(gunzipSync(packed).toString('utf8')).toMatch(/^\{"event":/);
  });

  it('says who may not ask, and why', async () => {
    const accounts = [
      { username: 'reader', secret: 's', mayExport: true },
      { username: 'guest', secret: 's', mayExport: false },
    ];
    await start({ accounts, secret: 'legacy' });
    const query = days('2026-11-02');
    expect(await statusOf(query, { authorization: basic('reader', 's') })).toBe(200);
    expect(await statusOf(query, { authorization: basic('legacy') })).toBe(200);
    expect(await statusOf(query, { authorization: basic('reader', 'wrong') })).toBe(401);
    expect(await statusOf(query, { authorization: basic('wrong') })).toBe(400);
    expect(await statusOf(query, { authorization: basic('guest', 's') })).toBe(403);
    expect(await statusOf(query, { authorization: basic('reader', 's'), host: mixpanel.hosts.eu })).toBe(401);
    expect(await statusOf(days('2026-11-02', '2026-11-16'), { authorization: basic('reader', 's') })).toBe(400);
    await mixpanel.stop();
    await start({ hasApi: false });
    expect(await statusOf(query)).toBe(402);
  });

  it.each([
    ['a parameter', (query: string) => ask(`${query}&fields=event`)],
    ['a route', (query: string) => ask(query, { path: '/api/2.0/events' })],
    ['a request without credentials', (query: string) => ask(query, { authorization: '' })],
    ['a service account without project_id', (query: string) => ask(query.replace('project_id=3141592&', ''))],
    ['a day that is none', (query: string) => ask(query.replace('2026-11-02', '2026-11-32'))],
  ])('does not stop without a word about %s that is not documented', async (_, strange) => {
    await start();
    await (await strange(days('2026-11-02'))).text();
    await expect(mixpanel.stop()).rejects.toThrow('not documented');
    await start();
  });

  it('lets sixty run in an hour and three in a second, and says its counts', async () => {
    await start();
    for (let query = 0; query < 60; query += 1) {
      expect(await statusOf(days('2026-11-02'))).toBe(200);
      now += 400;
    }
    const over = await ask(days('2026-11-02'));
    expect(over.status).toBe(429);
    expect(await over.text()).toContain(
      '0/100 queries running concurrently and 61/60 queries running in the last hour',
    );
    now += HOUR;
    expect(await statusOf(days('2026-11-02'))).toBe(200);
    expect(await statusOf(days('2026-11-02'))).toBe(200);
    expect(await statusOf(days('2026-11-02'))).toBe(200);
    expect(await statusOf(days('2026-11-02'))).toBe(429);
  });

  it('gives profiles by the thousand, each page after the first by its session', async () => {
    const profiles = Array.from({ length: 2500 }, (_, i) => ({ distinctId: `u${i}`, properties: { $created: i } }));
    await start({ profiles });
    const page = async (fields: Record<string, string>) => {
      const response = await fetch(`${mixpanel.hosts.us}/api/query/engage?project_id=3141592`, {
        method: 'POST',
        headers: { Authorization: right },
        body: new URLSearchParams(fields),
      });
      return (await response.json()) as { results?: unknown[]; session_id: string; total: number; error?: string };
    };
    const first = await page({});
    expect(first).toMatchObject({ total: 2500 });
    expect(first.results).toHaveLength(1000);
    expect((await page({ page: '2', session_id: first.session_id })).results).toHaveLength(500);
    expect((await page({ page: '1' })).error).toContain('session_id');
  });

  it('plants the same faults for the same seed, in such a share of the answers', () => {
    const faults = (seed: number) => {
      const plan = faultPlan(seed, 1 / 3);
      return Array.from({ length: 3000 }, () => plan().fault);
    };
    expect(faults(1)).toEqual(faults(1));
    expect(faults(1)).not.toEqual(faults(2));
    const share = faults(1).filter((fault) => fault !== null).length / 3000;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.37);
    expect(noFaults().fault).toBeNull();
    return start().then(() => undefined);
  });
});
