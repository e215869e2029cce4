import { PteroError } from '../errors/ptero-error.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A time zone as a function of time. All in milliseconds. */
export interface ZoneClock {
  /** What the zone's wall clock is ahead of UTC at a moment (negative: west). */
  offsetAt(utcMs: number): number;
  /**
   * The moment at which the zone's clocks show `wallMs`, a wall clock written as if it were an epoch.
   *
   * An hour that happens twice gives its first moment; one that is skipped gives the moment as if clocks had not
   * yet been put forward (as Temporal's `compatible` does).
   */
  toUtc(wallMs: number): number;
}

function createOffsetReader(zone: string): (utcMs: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new PteroError(
      { code: 'input/invalid', message: `"${zone}" is not a time zone this browser knows`, details: { zone } },
      { cause },
    );
  }
  return (utcMs) => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(utcMs)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
  };
}

/**
 * Make the clock of an IANA time zone.
 *
 * Asks `Intl` at most twice a day of data and a dozen times more on the day of a change; everything else is a
 * table look-up. Changes are taken to fall on a whole minute in UTC, as all have since 1972.
 *
 * @throws PteroError `input/invalid` for a zone that is not known.
 */
export function createZoneClock(zone: string): ZoneClock {
  const read = createOffsetReader(zone);
  const atMidnight = new Map<number, number>();
  const changes = new Map<number, number>();

  const midnightOffset = (day: number): number => {
    let offset = atMidnight.get(day);
    if (offset === undefined) {
      offset = read(day * DAY);
      atMidnight.set(day, offset);
    }
    return offset;
  };

  const changeWithin = (day: number, before: number): number => {
    let change = changes.get(day);
    if (change === undefined) {
      let [low, high] = [day * DAY, (day + 1) * DAY];
      while (high - low > MINUTE) {
        const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
        if (read(middle) === before) low = middle;
        else high = middle;
      }
      change = high;
      changes.set(day, change);
    }
    return change;
  };

  const offsetAt = (utcMs: number): number => {
    const day = Math.floor(utcMs / DAY);
    const [before, after] = [midnightOffset(day), midnightOffset(day + 1)];
    return before === after || utcMs < changeWithin(day, before) ? before : after;
  };

  let steadyDay = Number.NaN;
  let steadyOffset = 0;

  const toUtc = (wallMs: number): number => {
    const day = Math.floor(wallMs / DAY);
    if (day === steadyDay) return wallMs - steadyOffset;
    const [before, after] = [midnightOffset(day - 1), midnightOffset(day + 2)];
    if (before === after) {
      steadyDay = day;
      steadyOffset = before;
      return wallMs - before;
    }
    const [early, late] = [offsetAt(wallMs - DAY), offsetAt(wallMs + DAY)];
    const first = wallMs - early;
    if (offsetAt(first) === early) return first;
    return offsetAt(wallMs - late) === late ? wallMs - late : first;
  };

  return { offsetAt, toUtc };
}
