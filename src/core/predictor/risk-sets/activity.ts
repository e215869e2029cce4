/**
 * How active a user had been so far, as bins of log2 of counts: so that active people are compared with active people.
 *
 * Counts are of *repeated* events (an event whose name the user had done before since A): doing something for the
 * first time is the behaviour under test, not activity. Bin 0 (none) is the reference and has no column.
 */
export const ACTIVITY_PARTS = [
  { name: 'repeated events since A', bins: 11 },
  { name: 'repeated events in the last day', bins: 8 },
  { name: 'repeated events in the last hour', bins: 6 },
  { name: 'active days', bins: 8 },
] as const;

/** Columns that activity takes in a row. */
export const ACTIVITY_COLUMNS = ACTIVITY_PARTS.reduce((sum, part) => sum + part.bins, 0);

const DAY = 86_400;
const HOUR = 3_600;

/** Follows one user's activity event by event. Made once and reset for each user. */
export interface ActivityTracker {
  reset(entrySecond: number): void;
  add(second: number, repeated: boolean): void;
  /** Write the columns (ascending) that are on at `second` into `target` from `at`; returns the next free place. */
  write(second: number, target: Uint16Array, at: number): number;
}

/** Make a tracker. Seconds must not go backwards within a user. Cost: O(1) amortised a call. */
export function createActivityTracker(): ActivityTracker {
  let repeats: number[] = [];
  let dayFrom = 0;
  let hourFrom = 0;
  let days = 0;
  let lastDay = -1;
  let entry = 0;
  return {
    reset(entrySecond) {
      repeats = [];
      dayFrom = 0;
      hourFrom = 0;
      days = 0;
      lastDay = -1;
      entry = entrySecond;
    },
    add(second, repeated) {
      if (!repeated) return;
      repeats.push(second);
      const day = Math.floor((second - entry) / DAY);
      if (day !== lastDay) {
        lastDay = day;
        days += 1;
      }
    },
    write(second, target, at) {
      while (dayFrom < repeats.length && repeats[dayFrom]! < second - DAY) dayFrom += 1;
      while (hourFrom < repeats.length && repeats[hourFrom]! < second - HOUR) hourFrom += 1;
      const counts = [repeats.length, repeats.length - dayFrom, repeats.length - hourFrom, days];
      let column = 0;
      let next = at;
      ACTIVITY_PARTS.forEach((part, k) => {
        const bin = Math.min(part.bins, 32 - Math.clz32(counts[k]!));
        if (bin > 0) target[next++] = column + bin - 1;
        column += part.bins;
      });
      return next;
    },
  };
}
