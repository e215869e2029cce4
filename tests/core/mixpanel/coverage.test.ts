import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  coveredDays,
  dueDays,
  type PulledDays,
  rewrittenDays,
  WINDOW_DAYS,
  withPulled,
} from '#core/mixpanel/coverage.ts';
import { dayNumber, dayText, eachDay } from '#core/mixpanel/days.ts';
import { createProjectClock } from '#core/mixpanel/project-clock.ts';

const DAY = 86_400_000;
const clock = createProjectClock({ zone: 'Europe/Berlin', isWallClock: false });
const NOW = Date.UTC(2026, 10, 15, 13, 30);
const today = clock.dayAt(NOW);
const days = (due: readonly { from: number; to: number }[]) => due.flatMap(eachDay);

const pulls = fc.array(
  fc
    .record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 20 }), at: fc.nat(1000) })
    .map(({ from, length, at }): PulledDays => ({ from, to: from + length - 1, at })),
  { maxLength: 12 },
);

describe('days', () => {
  test.prop([fc.integer({ min: -10_000, max: 60_000 })])('are the same read back from their text', (day) => {
    expect(dayNumber(dayText(day))).toBe(day);
  });
  it('are no other text', () => {
    for (const text of ['2026-1-1', '2026-13-01', '01-01-2026', '', '2026-01-01T00']) expect(dayNumber(text)).toBeNaN();
  });
});

describe('what was pulled', () => {
  test.prop([pulls])('holds each day with the latest pull of it, in as few stretches as say so', (all) => {
    const kept = all.reduce<readonly PulledDays[]>(withPulled, []);
    const latest = new Map<number, number>();
    for (const one of all) for (const day of eachDay(one)) latest.set(day, Math.max(one.at, latest.get(day) ?? 0));
    expect(new Map(kept.flatMap((one) => eachDay(one).map((day) => [day, one.at] as const)))).toEqual(
      new Map([...latest].toSorted(([a], [b]) => a - b)),
    );
    kept.slice(1).forEach((one, index) => {
      const before = kept[index]!;
      expect(one.from).toBeGreaterThan(before.to);
      expect(one.from === before.to + 1 && one.at === before.at).toBe(false);
    });
  });
  test.prop([pulls])('is the same in whatever order pulls of different moments come', (all) => {
    const apart = all.map((one, index) => ({ ...one, at: index }));
    const forth = apart.reduce<readonly PulledDays[]>(withPulled, []);
    const back = apart.toReversed().reduce<readonly PulledDays[]>(withPulled, []);
    expect(back).toEqual(forth);
  });
});

describe('what is due', () => {
  it('are all 26 weeks, newest first, where nothing was pulled', () => {
    expect(dueDays([], clock, NOW)).toEqual([{ from: today - WINDOW_DAYS + 1, to: today }]);
  });
  it('are the last seven days after a day, and after an hour', () => {
    const pulled = [{ from: today - 181, to: today, at: NOW }];
    expect(dueDays(pulled, clock, NOW + DAY)).toEqual([{ from: today - 5, to: today + 1 }]);
    expect(dueDays(pulled, clock, NOW + 3_600_000)).toEqual([{ from: today - 6, to: today }]);
  });
  test.prop([fc.integer({ min: 0, max: 27 })])(
    'after any time away is every day that was pulled before its late events were in',
    (away) => {
      const pulled = [{ from: today - 181, to: today, at: NOW }];
      const due = new Set(days(dueDays(pulled, clock, NOW + away * DAY)));
      for (let day = today - 100; day <= today + away; day += 1) {
        const isIn = day <= today && NOW >= clock.endOf(day) + 5 * DAY;
        if (!isIn) expect(due).toContain(day);
      }
    },
  );
  it('leaves no day unread for eight weeks, where it is asked once a day', () => {
    let pulled: readonly PulledDays[] = [{ from: today - 181, to: today, at: NOW }];
    let now = NOW;
    for (let refresh = 0; refresh < 100; refresh += 1) {
      now += DAY;
      for (const due of dueDays(pulled, clock, now)) pulled = withPulled(pulled, { ...due, at: now });
      const since = clock.dayAt(now) - WINDOW_DAYS + 1;
      expect(Math.min(...pulled.filter(({ to }) => to >= since).map(({ at }) => at))).toBeGreaterThan(now - 56 * DAY);
    }
    const since = clock.dayAt(now) - WINDOW_DAYS + 1;
    expect(coveredDays(pulled).filter((day) => day >= since)).toHaveLength(WINDOW_DAYS);
  });
  it('is more than the last seven days only by a week of old ones', () => {
    const pulled = [
      { from: today - 181, to: today, at: NOW - 40 * DAY },
      { from: today - 60, to: today, at: NOW - DAY },
    ];
    const due = days(dueDays(pulled.reduce<readonly PulledDays[]>(withPulled, []), clock, NOW));
    expect(due.filter((day) => day <= today - 7)).toHaveLength(7);
  });
});

describe('what merges of ids have rewritten', () => {
  const pulled = [{ from: today - 181, to: today, at: NOW - 3 * DAY }];
  const hour = 3_600_000;
  const read = (found: { day: number; since: number | null }[], given = pulled, begun = NOW, now = NOW) =>
    days(rewrittenDays(given, [], found, begun, now).next);

  it('is read anew at once where ids have gone', () => {
    const days = [today - 100, today - 40, today - 39];
    const { noticed, next } = rewrittenDays(
      pulled,
      [],
      days.map((day) => ({ day, since: null })),
      NOW,
      NOW,
    );
    expect(next).toEqual([
      { from: today - 40, to: today - 39 },
      { from: today - 100, to: today - 100 },
    ]);
    expect(coveredDays(noticed)).toEqual(days);
  });
  it('is left alone where it was pulled since, or never', () => {
    expect(read([{ day: today - 40, since: null }], pulled, NOW - 3 * DAY)).toEqual([]);
    expect(read([{ day: today - 400, since: null }])).toEqual([]);
  });
  it('is read once more a day after an event said so, and then never again for it', () => {
    const day = today - 40;
    const since = NOW - hour;
    const pulledAt = (at: number) => [{ from: day, to: day, at }];
    expect(read([{ day, since }])).toEqual([day]);
    expect(read([{ day, since }], pulledAt(NOW - hour / 2))).toEqual([]);
    const later = since + DAY;
    expect(read([{ day, since }], pulledAt(NOW - hour / 2), later, later)).toEqual([day]);
    expect(read([{ day, since }], pulledAt(later + 1), later + hour, later + hour)).toEqual([]);
  });
  it('is remembered until it was read', () => {
    const day = today - 40;
    const known = [{ from: day, to: day, at: NOW - hour }];
    expect(rewrittenDays(pulled, known, [], NOW, NOW)).toEqual({ noticed: known, next: [{ from: day, to: day }] });
    const since = withPulled(pulled, { from: day, to: day, at: NOW });
    expect(rewrittenDays(since, known, [], NOW, NOW)).toEqual({ noticed: [], next: [] });
  });
  it('is read once a day and in parts where it are many days, and all of it in the end', () => {
    let given: readonly PulledDays[] = pulled;
    let known: readonly PulledDays[] = [];
    const found = eachDay({ from: today - 170, to: today - 10 }).map((day) => ({ day, since: null }));
    for (let refresh = 0; refresh < 3; refresh += 1) {
      const now = NOW + refresh * hour;
      const { noticed, next } = rewrittenDays(given, known, found, now, now);
      expect(coveredDays(noticed).length).toBeGreaterThan(28);
      expect(days(next)).toHaveLength(refresh < 2 ? 56 : 49);
      known = noticed;
      for (const one of next) given = withPulled(given, { ...one, at: now });
    }
    const now = NOW + 3 * hour;
    expect(rewrittenDays(given, known, found, now, now).next).toEqual([]);
  });
});
