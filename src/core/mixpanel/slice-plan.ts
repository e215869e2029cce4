import { type DayNumber, type Days, eachDay, lengthOf, newestFirst } from './days.ts';

/** Days a first slice has. */
export const FIRST_SLICE_DAYS = 7;
const MOST_SLICE_DAYS = 28;
/** A slice whose days failed so often by themselves is given up. */
const MOST_STRIKES = 12;
/** A slice that is smaller than this could have been twice as long, bytes. */
const TINY = 4_000_000;

/** Which days are pulled next, and how many at once. */
export interface SlicePlan {
  /** Days of the next slice. */
  readonly sliceDays: number;
  /** Takes the newest days left, as many in a row as a slice may have; null when none is left. */
  next(): Days | null;
  /** A slice came whole. */
  done(slice: Days, bytes: number): void;
  /** It did not, for want of time or because it was cut off: its days wait again, in smaller slices. False: given up. */
  smaller(slice: Days): boolean;
  /** It did not, for a reason that has nothing to do with its size. False: given up. */
  again(slice: Days): boolean;
  /** It was not its fault: its days wait again. */
  giveBack(slice: Days): void;
}

/** Plans slices of whole days, the newest first. */
export function createSlicePlan(due: readonly Days[], firstDays = FIRST_SLICE_DAYS): SlicePlan {
  let waiting: readonly DayNumber[] = [...new Set(due.flatMap(eachDay))].toSorted((a, b) => a - b);
  let sliceDays = Math.min(Math.max(1, Math.floor(firstDays)), MOST_SLICE_DAYS);
  const strikes = new Map<DayNumber, number>();

  const giveBack = (slice: Days): void => {
    waiting = [...new Set([...waiting, ...eachDay(slice)])].toSorted((a, b) => a - b);
  };
  /** Counts against each day; one that alone fails too often is not tried again. */
  const strike = (slice: Days): boolean => {
    const counts = eachDay(slice).map((day) => {
      const count = (strikes.get(day) ?? 0) + 1;
      strikes.set(day, count);
      return count;
    });
    if (Math.max(...counts) < MOST_STRIKES) return true;
    sliceDays = 1;
    return lengthOf(slice) > 1;
  };

  return {
    get sliceDays() {
      return sliceDays;
    },
    next() {
      const newest = newestFirst(waiting)[0];
      if (!newest) return null;
      const slice = { from: Math.max(newest.from, newest.to - sliceDays + 1), to: newest.to };
      waiting = waiting.slice(0, -lengthOf(slice));
      return slice;
    },
    done(slice, bytes) {
      if (bytes < TINY && lengthOf(slice) >= sliceDays) sliceDays = Math.min(MOST_SLICE_DAYS, 2 * sliceDays);
    },
    smaller(slice) {
      sliceDays = Math.max(1, Math.min(sliceDays, Math.floor(lengthOf(slice) / 2)));
      if (!strike(slice)) return false;
      giveBack(slice);
      return true;
    },
    again(slice) {
      if (!strike(slice)) return false;
      giveBack(slice);
      return true;
    },
    giveBack,
  };
}
