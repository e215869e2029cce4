const QUARTER = 900_000;

/** A zone's calendar, by nothing but `Intl`. */
export interface ZoneDays {
  /** yyyy-mm-dd in the zone. */
  dayOf(utcMs: number): string;
  /** What the zone's clocks show, written as if it were an epoch. */
  wallClock(utcMs: number): number;
}

/** Changes of the clocks fall on quarters of an hour, so `Intl` is asked once a quarter. */
export function zoneDays(zone: string): ZoneDays {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsets = new Map<number, number>();
  const read = (utcMs: number): number => {
    const part = Object.fromEntries(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - utcMs;
  };
  const wallClock = (utcMs: number): number => {
    const quarter = Math.floor(utcMs / QUARTER);
    const offset = offsets.get(quarter) ?? read(quarter * QUARTER);
    offsets.set(quarter, offset);
    return utcMs + offset;
  };
  return { wallClock, dayOf: (utcMs) => new Date(wallClock(utcMs)).toISOString().slice(0, 10) };
}
