import { secondOf, type Entrants } from '../cohort/cohort.ts';
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
const CELLS_A_STEP = 1 << 15;

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
 * @param time - shape (rows,), epoch ms. @param levelOf - the level of a cell, −1 where it has none.
 * Yields now and then. Cost: O(cells).
 */
export function* wonWithTarget(
  codes: ValueCodes,
  { entrant, exitFrom, exitTo }: TablePositions,
  time: Float64Array,
  cohort: Entrants,
  attribute: Attribute,
  levelOf: (cell: number) => number,
): Generator<undefined, WonLevel | null> {
  const { position } = codes.column;
  const { entryPosition, entrySecond, exit, converted } = cohort;
  const levels = attribute.levels.length;
  const come = new Uint32Array(levels);
  const comeWithTarget = new Uint32Array(levels);
  /** Bits of the levels a user has had. */
  const had = Uint32Array.from(attribute.level, (level) => 1 << level);
  let repeats = 0;
  let same = 0;
  // Cells come user by user, so what is known of a user is kept until the next one.
  let i = NO_VALUE;
  let entry = 0;
  let from = 0;
  let to = 0;
  let last: number = NO_VALUE;
  let cellsAfter = 0;
  for (let cell = 0; cell < position.length; cell += 1) {
    if (cell % CELLS_A_STEP === CELLS_A_STEP - 1) {
      if (repeats > ENOUGH_REPEATS && same < MOSTLY_THE_SAME * repeats) return null;
      yield;
    }
    const at = position[cell]!;
    const whose = entrant[at]!;
    const code = codes.code[cell]!;
    if (whose < 0 || code === NO_VALUE) continue;
    if (whose !== i) {
      i = whose;
      entry = entryPosition[i]!;
      from = exitFrom[i]!;
      to = exitTo[i]!;
      last = NO_VALUE;
      cellsAfter = 0;
    }
    if (at <= entry) continue;
    if (at >= to) cellsAfter += 1;
    if (last !== NO_VALUE) repeats += 1;
    if (last === code) {
      same += 1;
      continue;
    }
    last = code;
    if (at >= to && (converted[i] === 0 || secondOf(time[at]!) > entrySecond[i]! + exit[i]! + DAY)) continue;
    const level = levelOf(cell);
    if (level < 0 || (had[i]! & (1 << level)) !== 0) continue;
    had[i]! |= 1 << level;
    come[level]! += 1;
    if (converted[i] === 1 && at >= from && cellsAfter < 2) comeWithTarget[level]! += 1;
  }
  if (same < MOSTLY_THE_SAME * repeats) return null;
  for (let level = 0; level < levels; level += 1) {
    const share = comeWithTarget[level]! / come[level]!;
    const isOne = attribute.levels[level] !== OTHER && !(attribute.isMember && level === 1);
    if (isOne && comeWithTarget[level]! >= FEWEST_USERS && share >= MOSTLY_WITH_TARGET) return { level, share };
  }
  return null;
}
