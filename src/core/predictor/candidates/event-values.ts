import { isTransportProperty } from '../../mixpanel/transport-properties.ts';
import { secondOf, windowStart, type Entrants } from '../cohort/cohort.ts';
import type { EventTable, PropertyColumn } from '../event-table.ts';
import { FEWEST_USERS } from '../input.ts';
import { countValues, distinctTexts, isPresent, sameValue, type ValueCounts } from './value-text.ts';

/** "E where p = v": an event with one of its commoner property values. */
export interface EventValue {
  readonly event: number;
  readonly property: string;
  readonly value: string;
  /** Table positions where it happened inside somebody's window, ascending. */
  readonly positions: Uint32Array;
  /** Cohort numbers of those who did it in time. */
  readonly doers: ReadonlySet<number>;
  readonly users: number;
  readonly convertedUsers: number;
}

const MOST_VALUES = 5;
const MOST_CANDIDATES = 300;
/** A value on nearly every occurrence is the event itself. */
const LARGEST_SHARE = 0.95;
const MOST_DISTINCT_NUMBERS = 8;
const SAME_FOR_USER = 0.9;
/** So many repeats tell enough about a property. */
const ENOUGH_REPEATS = 50_000;

/**
 * List the event-with-property candidates: for each event and property the commonest values with enough users.
 *
 * @param eligible - shape (events,), 1 where an event may be a candidate.
 * @returns at most 300, those with most users. Cost: O(cells of the columns).
 */
export function eventValues(
  events: EventTable,
  columns: readonly PropertyColumn[],
  cohort: Entrants,
  eligible: Uint8Array,
): EventValue[] {
  const entrantAt = entrantsInWindow(events, cohort);
  const eventCells = new Uint32Array(events.eventNames.length);
  for (let at = 0; at < entrantAt.length; at += 1) if (entrantAt[at]! >= 0) eventCells[events.event[at]!]! += 1;
  return columns
    .filter((column) => !isTransportProperty(column.name) && !describesTheUser(events, column, entrantAt))
    .flatMap((column) => valuesOfColumn(events, column, cohort, eligible, entrantAt, eventCells))
    .sort((a, b) => b.users - a.users)
    .slice(0, MOST_CANDIDATES);
}

/** Cohort number at each table position that lies in its user's window (after A, strictly before B), else −1. */
function entrantsInWindow(events: EventTable, cohort: Entrants): Int32Array {
  const entrant = new Int32Array(events.time.length).fill(-1);
  for (let i = 0; i < cohort.user.length; i += 1) {
    const to = events.userStart[cohort.user[i]! + 1]!;
    const exitSecond = cohort.entrySecond[i]! + cohort.exit[i]! + (cohort.converted[i] === 1 ? 0 : 1);
    for (let at = windowStart(events, cohort, i); at < to && secondOf(events.time[at]!) < exitSecond; at += 1) {
      if (at !== cohort.entryPosition[i]!) entrant[at] = i;
    }
  }
  return entrant;
}

/** Nearly always the same on all events of a user (an operating system, a country): an attribute, not something done. */
function describesTheUser(events: EventTable, column: PropertyColumn, entrantAt: Int32Array): boolean {
  const names = new Set<number>();
  let previous = -1;
  let repeats = 0;
  let same = 0;
  for (let cell = 0; cell < column.position.length && repeats < ENOUGH_REPEATS; cell += 1) {
    const position = column.position[cell]!;
    if (entrantAt[position]! < 0) continue;
    names.add(events.event[position]!);
    // Cells come user by user, so the previous one is the user's own or somebody else's last.
    if (previous >= 0 && entrantAt[column.position[previous]!] === entrantAt[position]) {
      repeats += 1;
      if (sameValue(column, previous, cell)) same += 1;
    }
    previous = cell;
  }
  return names.size > 1 && repeats > 0 && same >= SAME_FOR_USER * repeats;
}

function valuesOfColumn(
  events: EventTable,
  column: PropertyColumn,
  cohort: Entrants,
  eligible: Uint8Array,
  entrantAt: Int32Array,
  eventCells: Uint32Array,
): EventValue[] {
  const isTried = (cell: number): boolean => {
    const position = column.position[cell]!;
    return entrantAt[position]! >= 0 && eligible[events.event[position]!] === 1 && isPresent(column, cell);
  };
  const byEvent = new Map<number, ValueCounts>();
  for (let cell = 0; cell < column.position.length; cell += 1) {
    if (!isTried(cell)) continue;
    const event = events.event[column.position[cell]!]!;
    let counts = byEvent.get(event);
    if (!counts) byEvent.set(event, (counts = countValues(column)));
    counts.add(cell);
  }
  const wanted = new Map<number, { readonly cell: number; readonly positions: number[] }[]>();
  for (const [event, counts] of byEvent) {
    if (isMeasured(counts)) continue;
    const common = counts
      .list()
      .filter(({ count }) => count >= FEWEST_USERS && count <= LARGEST_SHARE * eventCells[event]!)
      .slice(0, MOST_VALUES);
    if (common.length > 0)
      wanted.set(
        event,
        common.map(({ cell }) => ({ cell, positions: [] })),
      );
  }
  for (let cell = 0; cell < column.position.length; cell += 1) {
    const position = column.position[cell]!;
    if (!isTried(cell)) continue;
    wanted
      .get(events.event[position]!)
      ?.find((one) => sameValue(column, one.cell, cell))
      ?.positions.push(position);
  }
  return [...wanted].flatMap(([event, values]) => {
    const texts = distinctTexts(
      column,
      values.map(({ cell }) => cell),
    );
    return values
      .map(({ positions }, k): EventValue => {
        const doers = new Set(positions.map((position) => entrantAt[position]!));
        let convertedUsers = 0;
        for (const i of doers) convertedUsers += cohort.converted[i]!;
        return {
          event,
          property: column.name,
          value: texts[k]!,
          positions: Uint32Array.from(positions),
          doers,
          users: doers.size,
          convertedUsers,
        };
      })
      .filter((candidate) => candidate.users >= FEWEST_USERS);
  });
}

/** Mostly numbers with many values: a measurement, of which no single value is a behaviour. */
const isMeasured = ({ distinctNumbers, distinct }: ValueCounts): boolean =>
  distinctNumbers > MOST_DISTINCT_NUMBERS && distinctNumbers >= 0.9 * distinct;
