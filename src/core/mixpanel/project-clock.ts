import type { DayNumber, Days } from './days.ts';
import { createZoneClock } from './zone-clock.ts';

const DAY = 86_400_000;

/** How a Mixpanel project counts time. */
export interface ProjectTime {
  /** IANA name; days of exports are this zone's. */
  readonly zone: string;
  /** `time` is the zone's wall clock written as if it were an epoch. */
  readonly isWallClock: boolean;
}

/** A Mixpanel project's calendar. */
export interface ProjectClock {
  /** The project's day at a moment. */
  dayAt(utcMs: number): DayNumber;
  /** When a day is over, Unix ms. Days with a change of the clocks have 23 or 25 hours. */
  endOf(day: DayNumber): number;
  /** What an export of these days covers, [from, to) by its own `time` in ms: UTC, or the wall clock as it stands. */
  exportTime(days: Days): { readonly from: number; readonly to: number };
}

/** @throws PteroError `input/invalid` for a zone that is not known. */
export function createProjectClock({ zone, isWallClock }: ProjectTime): ProjectClock {
  const clock = createZoneClock(zone);
  const startOf = (day: DayNumber): number => clock.toUtc(day * DAY);
  return {
    dayAt: (utcMs) => Math.floor((utcMs + clock.offsetAt(utcMs)) / DAY),
    endOf: (day) => startOf(day + 1),
    exportTime: ({ from, to }) =>
      isWallClock ? { from: from * DAY, to: (to + 1) * DAY } : { from: startOf(from), to: startOf(to + 1) },
  };
}
