import { secondOf, type Entrants } from '../cohort/cohort.ts';
import type { EventTable } from '../event-table.ts';
import { FEWEST_USERS } from '../input.ts';
import { OTHER } from '../words/derived-values.ts';
import type { Attribute } from './attributes.ts';
import type { TablePositions } from './table-positions.ts';
import { NO_VALUE, type ValueCodes } from './value-codes.ts';

const MOSTLY_WITH_TARGET = 0.8;
const MOSTLY_THE_SAME = 0.9;
const DAY = 86_400;
/** So many repeats tell that it does not. */
const ENOUGH_REPEATS = 50_000;
const USERS_A_STEP = 1 << 10;

/** A level that people come to by converting, and the share of those who come to it that way, in [0, 1]. */
export interface WonLevel {
  readonly level: number;
  readonly share: number;
}

/**
 * Does a value of an attribute come with B? Then it may be a result of B that was written over earlier events.
 *
 * True of a property that mostly stays the same from event to event of a user, where at least 30 people, and 80 % of those
 * who come to the value after A, do so on B's second or on the first event with the property after it, within a day.
 *
 * @param levelOf - the level of a cell, −1 where it has none.
 * Yields now and then. Cost: O(users × log cells + runs of equal values).
 */
export function* wonWithTarget(
  codes: ValueCodes,
  { exitFrom, exitTo }: TablePositions,
  { userStart, time }: EventTable,
  cohort: Entrants,
  attribute: Attribute,
  levelOf: (cell: number) => number,
): Generator<undefined, WonLevel | null> {
  const { position } = codes.column;
  const { user, entryPosition, entrySecond, exit, converted } = cohort;
  const levels = attribute.levels.length;
  const come = new Uint32Array(levels);
  const comeWithTarget = new Uint32Array(levels);
  /** Bits of the levels a user has had. */
  const had = Uint32Array.from(attribute.level, (level) => 1 << level);
  let repeats = 0;
  let same = 0;

  /** A user comes to another value at a cell; `after` counts the cells from the exit on up to it. */
  const noteChange = (i: number, cell: number, after: number): void => {
    const at = position[cell]!;
    if (at >= exitTo[i]! && (converted[i] === 0 || secondOf(time[at]!) > entrySecond[i]! + exit[i]! + DAY)) return;
    const level = levelOf(cell);
    if (level < 0 || (had[i]! & (1 << level)) !== 0) return;
    had[i]! |= 1 << level;
    come[level]! += 1;
    if (converted[i] === 1 && at >= exitFrom[i]! && after < 2) comeWithTarget[level]! += 1;
  };

  const runs = codes.runStart.length;
  let run = 0;
  let from = 0;
  for (let i = 0; i < user.length; i += 1) {
    // Users come in the order of the table, so each search begins where the one before ended.
    from = firstAtOrAfter(position, entryPosition[i]! + 1, from);
    const exited = firstAtOrAfter(position, exitTo[i]!, from);
    const to = firstAtOrAfter(position, userStart[user[i]! + 1]!, from);
    while (run + 1 < runs && codes.runStart[run + 1]! <= from) run += 1;
    let last = NO_VALUE;
    let after = 0;
    for (let at = from; at < to;) {
      const end = Math.min(to, run + 1 < runs ? codes.runStart[run + 1]! : to);
      const code = codes.code[at]!;
      if (code !== NO_VALUE) {
        if (last !== NO_VALUE) repeats += 1;
        if (last === code) same += 1;
        else noteChange(i, at, after + (at >= exited ? 1 : 0));
        repeats += end - at - 1;
        same += end - at - 1;
        after += Math.max(0, end - Math.max(at, exited));
        last = code;
      }
      at = end;
      if (at < to) run += 1;
    }
    from = to;
    if (i % USERS_A_STEP === USERS_A_STEP - 1) {
      if (repeats > ENOUGH_REPEATS && same < MOSTLY_THE_SAME * repeats) return null;
      yield;
    }
  }
  if (same < MOSTLY_THE_SAME * repeats) return null;
  return wonLevel(attribute, come, comeWithTarget);
}

/** The first level that people come to by converting. Shapes: both (levels,). */
function wonLevel(attribute: Attribute, come: Uint32Array, comeWithTarget: Uint32Array): WonLevel | null {
  for (let level = 0; level < come.length; level += 1) {
    const share = comeWithTarget[level]! / come[level]!;
    const isOne = attribute.levels[level] !== OTHER && !(attribute.isMember && level === 1);
    if (isOne && comeWithTarget[level]! >= FEWEST_USERS && share >= MOSTLY_WITH_TARGET) return { level, share };
  }
  return null;
}

/** How often a user's property changed after A, and the cells in which they came to a value, in order. */
export interface CameTo {
  readonly repeats: number;
  readonly same: number;
  readonly cells: readonly number[];
  /** Shape (cells,): 1 where it came with B. */
  readonly withTarget: ArrayLike<number>;
}

/** `wonWithTarget` from what is known of each user's changes. @param changes - by cohort number; absent: none. */
export function wonFromChanges(
  changes: ReadonlyMap<number, CameTo>,
  attribute: Attribute,
  levelOf: (cell: number) => number,
): WonLevel | null {
  const come = new Uint32Array(attribute.levels.length);
  const comeWithTarget = new Uint32Array(attribute.levels.length);
  let repeats = 0;
  let same = 0;
  for (let i = 0; i < attribute.level.length; i += 1) {
    const own = changes.get(i);
    repeats += own?.repeats ?? 0;
    same += own?.same ?? 0;
    let had = 1 << attribute.level[i]!;
    own?.cells.forEach((cell, k) => {
      const level = levelOf(cell);
      if (level < 0 || (had & (1 << level)) !== 0) return;
      had |= 1 << level;
      come[level]! += 1;
      comeWithTarget[level]! += own.withTarget[k]!;
    });
    const isLook = i % USERS_A_STEP === USERS_A_STEP - 1;
    if (isLook && repeats > ENOUGH_REPEATS && same < MOSTLY_THE_SAME * repeats) return null;
  }
  return same < MOSTLY_THE_SAME * repeats ? null : wonLevel(attribute, come, comeWithTarget);
}

/** The first cell from `from` on whose position is `least` or more: the next ones first, then by halves. */
function firstAtOrAfter(position: Uint32Array, least: number, from: number): number {
  let low = from;
  let step = 1;
  let high = from;
  while (high < position.length && position[high]! < least) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = Math.min(high, position.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (position[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
