/**
 * How active a user had been so far, as bins of counts, three to an octave: so that active people are compared with active
 * people. Bin 0 (none) is the reference and has no column.
 *
 * Counted are all events where there are many names; given how much somebody did, which names it was then says nothing about
 * how active they are. With few names doing something for the first time would itself be most of the activity, so only
 * *repeated* events count (whose name the user had done before since A).
 */
export const ACTIVITY_PARTS = [
  { name: 'events since A', bins: 24 },
  { name: 'events in the last day', bins: 18 },
  { name: 'events in the last hour', bins: 12 },
  { name: 'active days', bins: 15 },
] as const;

/** From so many event names on, every event counts as activity, not only repeated ones. */
export const NAMES_TO_COUNT_ALL = 30;

/** Smallest counts of each bin: 1, 2, 3, 4, 6, 7, 8, 11, 13, 16 and so on, whole numbers nearest above 2^(k/3). */
const BIN_FROM = [...new Set(Array.from({ length: 40 }, (_, k) => Math.ceil(2 ** (k / 3) - 1e-9)))];
const BIN_OF = Uint8Array.from({ length: 512 }, (_, n) => BIN_FROM.filter((from) => from <= n).length);

/** Bin of a count, 0 for none. */
const binOf = (count: number): number =>
  count < BIN_OF.length ? BIN_OF[count]! : BIN_FROM.findLastIndex((from) => from <= count) + 1;

/** Events within this many seconds of one that was counted are the same act: a click that sends three events, a twin. */
const ONE_ACT = 10;

/** Columns that activity takes in a row. */
export const ACTIVITY_COLUMNS = ACTIVITY_PARTS.reduce((sum, part) => sum + part.bins, 0);

const [EVENTS, IN_DAY, IN_HOUR, DAYS] = ACTIVITY_PARTS.map(({ bins }) => bins) as [number, number, number, number];

const DAY = 86_400;
const HOUR = 3_600;

/** Write the columns (ascending) of so many acts into `target` from `at`; returns the next free place. */
export function writeActivity(
  acts: number,
  inDay: number,
  inHour: number,
  days: number,
  target: Uint16Array,
  at: number,
): number {
  let next = at;
  const total = Math.min(EVENTS, binOf(acts));
  if (total > 0) target[next++] = total - 1;
  const lastDays = Math.min(IN_DAY, binOf(inDay));
  if (lastDays > 0) target[next++] = EVENTS + lastDays - 1;
  const lastHours = Math.min(IN_HOUR, binOf(inHour));
  if (lastHours > 0) target[next++] = EVENTS + IN_DAY + lastHours - 1;
  const activeDays = Math.min(DAYS, binOf(days));
  if (activeDays > 0) target[next++] = EVENTS + IN_DAY + IN_HOUR + activeDays - 1;
  return next;
}

/** Follows one user's activity event by event. Made once and reset for each user. */
export interface ActivityTracker {
  reset(entrySecond: number): void;
  add(second: number): void;
  /** Write the columns (ascending) that are on at `second` into `target` from `at`; returns the next free place. */
  write(second: number, target: Uint16Array, at: number): number;
}

/** Make a tracker. Seconds must not go backwards within a user. Cost: O(1) amortised a call. */
export function createActivityTracker(): ActivityTracker {
  let seconds = new Float64Array(256);
  let used = 0;
  let dayFrom = 0;
  let hourFrom = 0;
  let days = 0;
  let lastDay = -1;
  let entry = 0;
  return {
    reset(entrySecond) {
      used = 0;
      dayFrom = 0;
      hourFrom = 0;
      days = 0;
      lastDay = -1;
      entry = entrySecond;
    },
    add(second) {
      if (used > 0 && second - seconds[used - 1]! < ONE_ACT) return;
      if (used === seconds.length) {
        const longer = new Float64Array(used * 2);
        longer.set(seconds);
        seconds = longer;
      }
      seconds[used++] = second;
      const day = Math.floor((second - entry) / DAY);
      if (day !== lastDay) {
        lastDay = day;
        days += 1;
      }
    },
    write(second, target, at) {
      while (dayFrom < used && seconds[dayFrom]! < second - DAY) dayFrom += 1;
      while (hourFrom < used && seconds[hourFrom]! < second - HOUR) hourFrom += 1;
      return writeActivity(used, used - dayFrom, used - hourFrom, days, target, at);
    },
  };
}
