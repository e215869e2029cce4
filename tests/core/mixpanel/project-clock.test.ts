import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText } from '#core/mixpanel/days.ts';
import { createProjectClock } from '#core/mixpanel/project-clock.ts';
import { zoneDays } from '../../../supabase/local/mixpanel/zone-days.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Beirut',
];
const HOUR = 3_600_000;
const moments = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2026, 11, 31) });

describe('the calendar of a project', () => {
  test.prop([fc.constantFrom(...zones), moments])('has the days that Intl has', (zone, at) => {
    expect(dayText(createProjectClock({ zone, isWallClock: false }).dayAt(at))).toBe(zoneDays(zone).dayOf(at));
  });
  test.prop([fc.constantFrom(...zones), moments, fc.boolean()])(
    'cuts an export where its days are cut: no moment lies outside of its own day, none in two',
    (zone, at, isWallClock) => {
      const clock = createProjectClock({ zone, isWallClock });
      const day = clock.dayAt(at);
      const time = isWallClock ? zoneDays(zone).wallClock(at) : at;
      const { from, to } = clock.exportTime({ from: day, to: day });
      expect(time >= from && time < to).toBe(true);
      expect(clock.exportTime({ from: day + 1, to: day + 3 }).from).toBe(to);
      expect(clock.exportTime({ from: day - 3, to: day - 1 }).to).toBe(from);
    },
  );
  it('gives days of 23 and 25 hours where the clocks change', () => {
    const clock = createProjectClock({ zone: 'Europe/Berlin', isWallClock: false });
    const hours = (text: string) => {
      const day = dayNumber(text);
      const { from, to } = clock.exportTime({ from: day, to: day });
      return (to - from) / HOUR;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-06-01')]).toEqual([23, 25, 24]);
  });
});
