import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type RateLimitCounts, rateLimitWait, readRateLimit, troubleWait } from '#core/mixpanel/rate-limit.ts';

const uncounted = { running: null, runningLimit: null, lastHour: null, lastHourLimit: null };
const refused = (retryAfterS: number | null, counts: RateLimitCounts = uncounted) => ({ retryAfterS, counts });
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('the words of a refusal for asking too often', () => {
  it('give their four counts', () => {
    const said =
      '{"error":"Query rate limit exceeded: 1/5 queries running concurrently and 61/60 queries running in the last hour"}';
    expect(readRateLimit(said)).toEqual({ running: 1, runningLimit: 5, lastHour: 61, lastHourLimit: 60 });
  });
  test.prop([fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.string(), fc.string()])(
    'give them whatever stands around',
    (running, runningLimit, lastHour, lastHourLimit, before, after) => {
      const words = `${running}/${runningLimit} queries running concurrently and ${lastHour}/${lastHourLimit} queries running in the last hour`;
      expect(readRateLimit(`${before} ${words} ${after}`)).toMatchObject({ lastHour, lastHourLimit });
    },
  );
  it('give none where there are none', () => {
    for (const text of ['', 'Too many requests', 'x/y queries running concurrently'])
      expect(readRateLimit(text)).toEqual(uncounted);
  });
});

describe('a wait', () => {
  test.prop([fc.integer({ min: 0, max: 3600 }), fc.nat(50), chance])(
    'is never shorter than told',
    (told, again, by) => {
      expect(rateLimitWait(refused(told), again, by)).toBeGreaterThanOrEqual(told * 1000);
      expect(rateLimitWait(refused(told), again, by)).toBeLessThanOrEqual(told * 1000 + 12_000);
    },
  );
  test.prop([fc.nat(50), chance])('that is not told is a minute or more, and ten at most', (again, by) => {
    expect(rateLimitWait(refused(null), again, by)).toBeGreaterThanOrEqual(60_000);
    expect(rateLimitWait(refused(null), again, by)).toBeLessThanOrEqual(600_000);
    expect(rateLimitWait(refused(null), again + 1, by)).toBeGreaterThanOrEqual(rateLimitWait(refused(null), again, by));
  });
  const within = { running: 1, runningLimit: 100, lastHour: 60, lastHourLimit: 60 };
  test.prop([fc.nat(50), chance])('is seconds at first where no count is above its limit', (again, by) => {
    expect(rateLimitWait(refused(null, within), 0, by)).toBeLessThanOrEqual(2400);
    expect(rateLimitWait(refused(null, within), 0, by)).toBeGreaterThanOrEqual(2000);
    const next = rateLimitWait(refused(null, within), again + 1, by);
    expect(next).toBeGreaterThanOrEqual(rateLimitWait(refused(null, within), again, by));
    expect(next).toBeLessThanOrEqual(600_000);
  });
  it.each([{ lastHour: 61 }, { running: 101 }, { lastHour: null }, { runningLimit: null }])(
    'is a minute where a count is above its limit or missing: %o',
    (counts) => {
      expect(rateLimitWait(refused(null, { ...within, ...counts }), 0, 0)).toBe(60_000);
    },
  );
  it('that is told to be a day is an hour: no limit is longer', () => {
    expect(rateLimitWait(refused(86_400), 0, 0)).toBe(3_600_000);
  });
  test.prop([fc.nat(50), chance])('after other trouble is a second at first, and five minutes at most', (again, by) => {
    expect(troubleWait(0, by)).toBeLessThanOrEqual(1000);
    expect(troubleWait(again, by)).toBeGreaterThanOrEqual(800);
    expect(troubleWait(again, by)).toBeLessThanOrEqual(300_000);
  });
});
