const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time as a short word: "45 s", "12 min", "9 h", "30 days".
 *
 * Rounded to whole units; hours up to two days, unless it is a whole number of days.
 */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return 'under 1 s';
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(ms / HOUR);
  if (hours < 48 && hours !== 24) return `${hours} h`;
  const days = Math.round(ms / DAY);
  return days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`;
}

/**
 * A moment after the start as a short word: "12 min" within the first day, then "day 4".
 *
 * The first 24 hours are day 1, so 3.2 days after the start is day 4.
 */
export function formatMoment(msSinceStart: number): string {
  return msSinceStart < DAY
    ? formatDuration(msSinceStart)
    : `day ${(Math.floor(msSinceStart / DAY) + 1).toLocaleString('en-GB')}`;
}
