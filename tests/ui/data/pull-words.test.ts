import { describe, expect, it } from 'vitest';
import { clockWords, leftWords, needsCredentials, tooLargeWords, waitWords } from '#ui/data/pull-words.ts';

const counts = { running: null, runningLimit: null, lastHour: null, lastHourLimit: null };

describe('words of a pull', () => {
  it.each([
    [-500, '0:00'],
    [400, '0:01'],
    [185_000, '3:05'],
    [3_600_000, '1:00:00'],
    [3_725_000, '1:02:05'],
  ])('count %d ms down as %s', (ms, words) => {
    expect(clockWords(ms)).toBe(words);
  });

  it.each([
    [{ ...counts, lastHour: 61, lastHourLimit: 60 }, /61 exports in the last hour, 60 are allowed/u],
    [{ ...counts, running: 100, runningLimit: 100, lastHour: 3, lastHourLimit: 60 }, /100 of 100 exports are running/u],
    [counts, /limit of exports is reached/u],
  ])('say which limit holds it up', (told, words) => {
    expect(waitWords({ why: 'rate-limit', untilMs: 0, counts: told })).toMatch(words);
  });

  it('say what is tried again, and what waits for the network', () => {
    const error = { code: 'mixpanel/refused', message: '', details: { reason: 'mixpanel/unreachable' } } as const;
    expect(waitWords({ why: 'trouble', untilMs: 0, error })).toMatch(/could not be reached.*tried again by itself/u);
    expect(waitWords({ why: 'offline' })).toMatch(/network is back/u);
  });

  it('promise no end before a pace is known', () => {
    expect(leftWords(0, 182, 60_000)).toBe('');
    expect(leftWords(7, 182, 2000)).toBe('');
    expect(leftWords(91, 182, 90_000)).toBe('about 2 minutes left');
    expect(leftWords(180, 182, 90_000)).toBe('less than a minute left');
    expect(leftWords(182, 182, 90_000)).toBe('');
  });

  it('lead to credentials only where others would help', () => {
    const of = (reason: string) => ({ code: 'mixpanel/refused', message: '', details: { reason } }) as const;
    expect(['mixpanel/wrong-secret', 'mixpanel/no-right'].every((reason) => needsCredentials(of(reason)))).toBe(true);
    expect(['mixpanel/no-api', 'backend/failed'].some((reason) => needsCredentials(of(reason)))).toBe(false);
  });
});

describe('days that are too large', () => {
  const day = Date.UTC(2026, 7, 3) / 86_400_000;
  it('are named with what to do, and not where there are none', () => {
    expect(tooLargeWords([{ day, state: 'done' }])).toBe('');
    expect(tooLargeWords([{ day, state: 'failed' }])).toMatch(/^ 3 Aug 2026 is too large .* as a file and open that/u);
    expect(tooLargeWords([1, 2].map((one) => ({ day: day + one, state: 'failed' })))).toMatch(
      /^ 2 days, marked below, are/u,
    );
  });
});
