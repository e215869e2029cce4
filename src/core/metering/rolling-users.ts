/** Days that a user counts after having been active. */
export const WINDOW_DAYS = 30;

/** Users active on a day or on one of the 29 before it. `day` counts from 1 January 1970. */
export interface RollingUsers {
  readonly day: number;
  readonly users: number;
}

/**
 * Sum up when users begin and cease to count.
 *
 * @param changes - by day, users who begin to count less those who cease; any order, days may come twice.
 * @param lastDay - the last day of the data; later changes are left out.
 * @returns the days on which anything changes, ascending. Cost: O(changes log changes).
 */
export function rollingUsers(
  changes: Iterable<readonly [day: number, change: number]>,
  lastDay: number,
): RollingUsers[] {
  const byDay = new Map<number, number>();
  for (const [day, change] of changes) if (day <= lastDay) byDay.set(day, (byDay.get(day) ?? 0) + change);
  let users = 0;
  return [...byDay]
    .sort((a, b) => a[0] - b[0])
    .map(([day, change]) => {
      users += change;
      return { day, users };
    });
}

/** When a user begins and ceases to count. @param days - distinct days with a qualifying event, ascending. */
export function* changesOf(days: ArrayLike<number>): Generator<readonly [day: number, change: number]> {
  for (let k = 0; k < days.length; k += 1) {
    const day = days[k]!;
    if (k === 0 || day - days[k - 1]! > WINDOW_DAYS) yield [day, 1];
    const next = days[k + 1];
    if (next === undefined || next - day > WINDOW_DAYS) yield [day + WINDOW_DAYS, -1];
  }
}
