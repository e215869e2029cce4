import type { Entrants } from '../cohort/cohort.ts';
import { FEWEST_USERS } from '../input.ts';
import { FEWEST_TO_LIST, MOST_LISTED_A_PROPERTY, type ShelvedValue } from './shelved-values.ts';
import type { Placement } from './shelves.ts';
import type { TablePositions } from './table-positions.ts';
import type { ValueCodes } from './value-codes.ts';
import {
  createValueTally,
  isMeasured,
  largest,
  plainKinds,
  rangeKinds,
  type ValueKinds,
  type ValueTally,
} from './value-tally.ts';

/** "E where p = v": an event with one of its commoner property values, one range of a number, or one member of a list. */
export interface EventValue {
  readonly event: number;
  readonly property: string;
  readonly value: string;
  /** Table positions where it happened inside somebody's window, ascending. */
  readonly positions: Uint32Array;
  /** Cohort numbers of those who did it in time, ascending. */
  readonly doers: Uint32Array;
  readonly users: number;
  readonly convertedUsers: number;
  /** Where the events are not here, instead of positions and doers: those whose whole window was watched, counted. */
  readonly watched?: { readonly users: number; readonly converted: number };
}

/** What one property gives: values to try, and those on a shelf. */
export interface PropertyValues {
  readonly values: readonly EventValue[];
  readonly shelved: readonly ShelvedValue[];
  readonly unlisted: number;
}

/** Which events are candidates, how often each happened in the windows, and how to place a number of people. */
export interface EventFacts {
  readonly eligible: Uint8Array;
  readonly cells: Uint32Array;
  place(users: number): Placement;
}

export const MOST_VALUES = 5;
/** A value on nearly every occurrence is the event itself. */
export const LARGEST_SHARE = 0.95;
const SAME_FOR_USER = 0.9;
/** So many repeats tell enough about a property. */
const ENOUGH_REPEATS = 50_000;
const CELLS_A_STEP = 1 << 15;

/**
 * List the values of one property that are tried for each event: its five commonest with enough users. Members of a list
 * count each for itself; numbers with many values are cut into quarter ranges over the occurrences in the windows.
 *
 * A property that stays the same for a user gives none: it is an attribute.
 * Yields now and then. Cost: O(cells + members of lists). Memory: O(cells).
 */
export function* eventValuesOf(
  codes: ValueCodes,
  positions: TablePositions,
  cohort: Entrants,
  facts: EventFacts,
): Generator<undefined, PropertyValues> {
  const values: EventValue[] = [];
  const shelved: ShelvedValue[] = [];
  let unlisted = 0;
  if (describesTheUser(codes, positions)) return { values, shelved, unlisted };
  yield;
  const { cells, start } = cellsByEvent(codes, positions, facts.eligible);
  const tally = createValueTally(Math.max(codes.size, 4));
  for (let event = 0; event + 1 < start.length; event += 1) {
    const own = cells.subarray(start[event], start[event + 1]);
    if (own.length === 0) continue;
    let kinds = plainKinds(codes);
    yield* tallyKinds(codes, positions, cohort, own, kinds, tally);
    if (isMeasured(codes, tally.seen)) {
      kinds = rangeKinds(codes, own);
      yield* tallyKinds(codes, positions, cohort, own, kinds, tally);
    }
    const { tried, listed, rest } = chooseKinds(tally, event, facts);
    const texts = kinds.texts([...tried, ...listed]);
    listed.forEach((kind, k) =>
      shelved.push({
        event,
        property: codes.column.name,
        value: texts[tried.length + k]!,
        users: tally.users[kind]!,
        converted: tally.converted[kind]!,
        placement: whyNotTried(tally, kind, event, facts),
      }),
    );
    unlisted += rest;
    const found = tried.map((kind, k): EventValue => ({
      event,
      property: codes.column.name,
      value: texts[k]!,
      positions: new Uint32Array(tally.count[kind]!),
      doers: new Uint32Array(tally.users[kind]!),
      users: tally.users[kind]!,
      convertedUsers: tally.converted[kind]!,
    }));
    if (found.length > 0) yield* fillPositions(codes, positions, own, kinds, tried, found);
    values.push(...found);
    yield;
  }
  return { values, shelved, unlisted };
}

/** Nearly always the same on all events of a user (an operating system, a country): an attribute, not something done. */
function describesTheUser({ column, code }: ValueCodes, { entrant, event }: TablePositions): boolean {
  const names = new Set<number>();
  let previous = -1;
  let repeats = 0;
  let same = 0;
  for (let cell = 0; cell < code.length && repeats < ENOUGH_REPEATS; cell += 1) {
    const position = column.position[cell]!;
    if (event[position]! < 0) continue;
    names.add(event[position]!);
    // Cells come user by user, so the previous one is the user's own or somebody else's last.
    if (previous >= 0 && entrant[column.position[previous]!] === entrant[position]) {
      repeats += 1;
      if (code[previous] === code[cell]) same += 1;
    }
    previous = cell;
  }
  return isSteady(names.size, repeats, same);
}

/** Does a property say who somebody is? @param names - events it was seen on. */
export const isSteady = (names: number, repeats: number, same: number): boolean =>
  names > 1 && repeats > 0 && same >= SAME_FOR_USER * repeats;

/** Cells with a value that lie in somebody's window and belong to a candidate, event by event, else in their order. */
function cellsByEvent(
  { column, code }: ValueCodes,
  { event }: TablePositions,
  eligible: Uint8Array,
): { cells: Uint32Array; start: Uint32Array } {
  const start = new Uint32Array(eligible.length + 1);
  const eventOf = (cell: number): number => {
    const one = code[cell]! < 0 ? -1 : event[column.position[cell]!]!;
    return one >= 0 && eligible[one] === 1 ? one : -1;
  };
  for (let cell = 0; cell < code.length; cell += 1) {
    const one = eventOf(cell);
    if (one >= 0) start[one + 1]! += 1;
  }
  for (let one = 0; one < eligible.length; one += 1) start[one + 1]! += start[one]!;
  const next = start.slice();
  const cells = new Uint32Array(start[eligible.length]!);
  for (let cell = 0; cell < code.length; cell += 1) {
    const one = eventOf(cell);
    if (one < 0) continue;
    cells[next[one]!] = cell;
    next[one]! += 1;
  }
  return { cells, start };
}

function* tallyKinds(
  { column }: ValueCodes,
  { entrant }: TablePositions,
  cohort: Entrants,
  cells: Uint32Array,
  kinds: ValueKinds,
  tally: ValueTally,
): Generator<undefined, void> {
  tally.clear();
  for (let k = 0; k < cells.length; k += 1) {
    const cell = cells[k]!;
    const i = entrant[column.position[cell]!]!;
    const kind = kinds.of(cell);
    const members = kinds.membersOf(kind);
    if (members) for (const member of members) tally.add(member, i, cohort.converted[i]!);
    else if (kind >= 0) tally.add(kind, i, cohort.converted[i]!);
    if (k % CELLS_A_STEP === CELLS_A_STEP - 1) yield;
  }
}

/** Which kinds are tried, which get a row on a shelf, and how many are left. */
function chooseKinds(
  tally: ValueTally,
  event: number,
  facts: EventFacts,
): { tried: number[]; listed: number[]; rest: number } {
  const many = tally.seen.filter(
    (kind) => tally.count[kind]! >= FEWEST_USERS && tally.count[kind]! <= LARGEST_SHARE * facts.cells[event]!,
  );
  const tried = largest(many, tally.count, MOST_VALUES).filter(
    (kind) => facts.place(tally.users[kind]!).shelf === 'ranked',
  );
  const others = tally.seen.filter((kind) => !tried.includes(kind));
  const listed = largest(
    others.filter((kind) => tally.users[kind]! >= FEWEST_TO_LIST),
    tally.users,
    MOST_LISTED_A_PROPERTY,
  );
  return { tried, listed, rest: others.length - listed.length };
}

function whyNotTried(tally: ValueTally, kind: number, event: number, facts: EventFacts): Placement {
  return whyUntried(tally.users[kind]!, tally.count[kind]!, event, facts);
}

/** Why a value with so many people and occurrences is not tried. */
export function whyUntried(users: number, count: number, event: number, facts: EventFacts): Placement {
  const place = facts.place(users);
  if (place.shelf !== 'ranked') return place;
  return count > LARGEST_SHARE * facts.cells[event]!
    ? { shelf: 'common', reason: 'The event nearly always has it: it says no more than the event.' }
    : { shelf: 'rare', reason: 'Only the five commonest values of a property are tried for each event.' };
}

/** Write down where each value happened and who did it. */
function* fillPositions(
  { column }: ValueCodes,
  { entrant }: TablePositions,
  cells: Uint32Array,
  kinds: ValueKinds,
  tried: readonly number[],
  found: readonly EventValue[],
): Generator<undefined, void> {
  const filled = new Uint32Array(found.length);
  const doers = new Uint32Array(found.length);
  const note = (kind: number, position: number): void => {
    const k = tried.indexOf(kind);
    if (k < 0) return;
    const one = found[k]!;
    one.positions[filled[k]!] = position;
    filled[k]! += 1;
    if (doers[k]! > 0 && one.doers[doers[k]! - 1] === entrant[position]) return;
    one.doers[doers[k]!] = entrant[position]!;
    doers[k]! += 1;
  };
  for (let k = 0; k < cells.length; k += 1) {
    const position = column.position[cells[k]!]!;
    const kind = kinds.of(cells[k]!);
    const members = kinds.membersOf(kind);
    if (members) for (const member of members) note(member, position);
    else note(kind, position);
    if (k % CELLS_A_STEP === CELLS_A_STEP - 1) yield;
  }
}
