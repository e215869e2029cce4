import { describe, expect, it } from 'vitest';
import { createZoneClock } from '#core/mixpanel/zone-clock.ts';
import { dayIndex, projectDays } from '../../../supabase/functions/mixpanel-export/counting/project-days.ts';

/** The calendar day of a moment in a zone, by the app's clock. */
const dayOf = (zone: string, ms: number) =>
  new Date(ms + createZoneClock(zone).offsetAt(ms)).toISOString().slice(0, 10);

describe('the days of a project', () => {
  it.each([
    ['Europe/Berlin', '2026-03-27', '2026-03-31'],
    ['Europe/Berlin', '2026-10-23', '2026-10-27'],
    ['America/New_York', '2026-11-01', '2026-11-03'],
    ['Asia/Kolkata', '2026-02-27', '2026-03-02'],
    ['Pacific/Kiritimati', '2026-12-30', '2027-01-02'],
    ['Pacific/Pago_Pago', '2026-12-30', '2027-01-02'],
    ['Africa/Cairo', '2026-04-23', '2026-04-25'],
    ['America/Sao_Paulo', '2018-11-03', '2018-11-05'],
    ['Australia/Lord_Howe', '2026-04-04', '2026-04-06'],
  ])('begin in %s when its calendar says so, from %s to %s', (zone, from, to) => {
    const { days, starts } = projectDays(from, to, { zone, wallClock: false });
    expect(days[0]).toBe(from);
    expect(days.at(-1)).toBe(to);
    for (const [index, day] of days.entries()) {
      const start = starts[index] ?? Number.NaN;
      expect(dayOf(zone, start)).toBe(day);
      expect(dayOf(zone, start - 1) < day).toBe(true);
    }
  });

  it('are those of the wall clock where events carry it, whatever the zone', () => {
    const { starts } = projectDays('2026-03-28', '2026-03-30', { zone: 'Europe/Berlin', wallClock: true });
    expect([...starts]).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'].map((day) => Date.parse(day)));
  });

  it('take in what a clock put before the first or after the last', () => {
    const starts = Float64Array.of(100, 200, 300);
    expect([0, 99, 100, 199, 200, 299, 300, 9999].map((ms) => dayIndex(starts, ms))).toEqual([0, 0, 0, 0, 1, 1, 2, 2]);
  });
});
