import { fc, test } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import { createZoneClock } from '#core/mixpanel/zone-clock.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const wall = (text: string): number => Date.parse(`${text}Z`);
const inUtc = (zone: string, text: string): string =>
  new Date(createZoneClock(zone).toUtc(wall(text))).toISOString().slice(0, 16);

/** The wall clock of a zone by Intl, as if it were an epoch. */
function wallByIntl(format: Intl.DateTimeFormat, utcMs: number): number {
  const part = Object.fromEntries(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
}

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'Pacific/Apia',
];
const formats = new Map(
  zones.map((zone) => [
    zone,
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
  ]),
);
const clocks = new Map(zones.map((zone) => [zone, createZoneClock(zone)]));

describe('a zone clock', () => {
  it.each([
    ['Europe/Berlin', '2024-01-15T12:00', '2024-01-15T11:00'],
    ['Europe/Berlin', '2024-07-15T12:00', '2024-07-15T10:00'],
    ['America/New_York', '2024-07-15T23:30', '2024-07-16T03:30'],
    ['Asia/Kolkata', '2024-07-15T03:00', '2024-07-14T21:30'],
    ['Australia/Lord_Howe', '2024-01-15T11:00', '2024-01-15T00:00'],
    ['UTC', '2024-07-15T12:00', '2024-07-15T12:00'],
    ['Pacific/Auckland', '2024-09-29T01:00', '2024-09-28T13:00'],
    ['Pacific/Auckland', '2024-09-29T03:00', '2024-09-28T14:00'],
    ['America/Los_Angeles', '2024-03-10T01:30', '2024-03-10T09:30'],
    ['America/Los_Angeles', '2024-03-10T23:30', '2024-03-11T06:30'],
  ])('%s: %s is %s', (zone, text, expected) => expect(inUtc(zone, text)).toBe(expected));

  it.each([
    ['just before clocks go forward', '2024-03-31T01:59', '2024-03-31T00:59'],
    ['in the hour that is skipped, as if they had not', '2024-03-31T02:30', '2024-03-31T01:30'],
    ['just after', '2024-03-31T03:00', '2024-03-31T01:00'],
    ['before the hour that happens twice', '2024-10-27T01:59', '2024-10-26T23:59'],
    ['in it, its first time', '2024-10-27T02:30', '2024-10-27T00:30'],
    ['after it', '2024-10-27T03:00', '2024-10-27T02:00'],
  ])('changes on the minute: %s', (_, text, expected) => expect(inUtc('Europe/Berlin', text)).toBe(expected));

  test.prop([fc.constantFrom(...zones), fc.integer({ min: wall('1996-01-01T00:00'), max: wall('2030-01-01T00:00') })], {
    numRuns: 3000,
  })('agrees with Intl, and reads every wall clock back to a moment that shows it', (zone, utcMs) => {
    const { offsetAt, toUtc } = clocks.get(zone)!;
    const second = Math.floor(utcMs / 1000) * 1000;
    const shown = wallByIntl(formats.get(zone)!, second);
    expect(offsetAt(second)).toBe(shown - second);
    const back = toUtc(shown);
    expect(wallByIntl(formats.get(zone)!, back)).toBe(shown);
    expect(back).toBeLessThanOrEqual(second);
  });

  it('agrees with Intl around every change of thirty years, to the minute', () => {
    const wrong: string[] = [];
    let changes = 0;
    for (const [zone, { offsetAt, toUtc }] of clocks) {
      for (let at = wall('1996-01-01T00:00'); at < wall('2026-01-01T00:00'); at += DAY) {
        if (offsetAt(at) === offsetAt(at + DAY)) continue;
        changes++;
        for (let t = at; t <= at + DAY; t += MINUTE) {
          if (t % (30 * MINUTE) > MINUTE && t % (30 * MINUTE) < 29 * MINUTE) continue;
          const shown = wallByIntl(formats.get(zone)!, t);
          const back = toUtc(shown);
          const right = offsetAt(t) === shown - t && back <= t && back + offsetAt(back) === shown;
          if (!right) wrong.push(`${zone} ${new Date(t).toISOString()}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changes).toBeGreaterThan(300);
  });

  it('asks Intl a few times a day of data, not once an event', () => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const { toUtc } = createZoneClock('Europe/Berlin');
    for (let i = 0; i < 300_000; i++) toUtc(wall('2024-01-01T00:00') + i * 100_000);
    expect(asked.mock.calls.length).toBeLessThan(450);
    asked.mockRestore();
  });

  it('refuses a zone nobody knows', () => {
    expect(() => createZoneClock('Mars/Olympus')).toThrow(
      expect.objectContaining({ code: 'input/invalid', details: { zone: 'Mars/Olympus' } }),
    );
  });
});
