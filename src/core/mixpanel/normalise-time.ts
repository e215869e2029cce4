/** Values above this are milliseconds, at or below it seconds: 1e11 seconds is the year 5138. */
const MILLISECONDS_ABOVE = 1e11;
/** The end of the year 2286, in epoch milliseconds. Later times are broken clocks or microseconds. */
const LATEST_MS = 1e13;

/**
 * Read an export's `time` as epoch milliseconds.
 *
 * Whole or fractional seconds and milliseconds are told apart by size; the answer is rounded to a whole
 * millisecond.
 *
 * @returns NaN when the value cannot be a moment: not finite, zero, negative, or after the year 2286.
 */
export function normaliseTime(time: number): number {
  const milliseconds = Math.round(time > MILLISECONDS_ABOVE ? time : time * 1000);
  return milliseconds > 0 && milliseconds < LATEST_MS ? milliseconds : Number.NaN;
}
