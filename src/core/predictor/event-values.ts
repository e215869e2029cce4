import { isTransportProperty } from '../mixpanel/transport-properties.ts';
import { secondOf, windowStart, type Entrants } from './cohort.ts';
import type { EventTable, PropertyColumn } from './event-table.ts';
import { FEWEST_USERS } from './input.ts';
import { keyText, valueKey } from './value-text.ts';

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

/** Mostly numbers with many values: a measurement, of which no single value is a behaviour. */
function isMeasured(values: ReadonlyMap<string | number, readonly number[]>): boolean {
  const numbers = [...values.keys()].filter((key) => typeof key === 'number').length;
  return numbers > MOST_DISTINCT_NUMBERS && numbers >= 0.9 * values.size;
}

/** Nearly always the same on all events of a user (an operating system, a country): an attribute, not something done. */
function describesTheUser(events: EventTable, column: PropertyColumn, entrantAt: Int32Array): boolean {
  const first = new Map<number, string | number | null>();
  const names = new Set<number>();
  let repeats = 0;
  let same = 0;
  for (let cell = 0; cell < column.position.length; cell += 1) {
    const position = column.position[cell]!;
    const entrant = entrantAt[position]!;
    if (entrant < 0) continue;
    names.add(events.event[position]!);
    const key = valueKey(column, cell);
    const known = first.get(entrant);
    if (known === undefined) first.set(entrant, key);
    else {
      repeats += 1;
      if (known === key) same += 1;
    }
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
  const byEvent = new Map<number, Map<string | number, number[]>>();
  for (let cell = 0; cell < column.position.length; cell += 1) {
    const position = column.position[cell]!;
    const event = events.event[position]!;
    if (eligible[event] === 0 || entrantAt[position]! < 0) continue;
    const key = valueKey(column, cell);
    if (key === null) continue;
    let values = byEvent.get(event);
    if (!values) byEvent.set(event, (values = new Map()));
    const positions = values.get(key);
    if (positions) positions.push(position);
    else values.set(key, [position]);
  }
  return [...byEvent].flatMap(([event, values]) =>
    [...(isMeasured(values) ? [] : values)]
      .filter(([, at]) => at.length >= FEWEST_USERS && at.length <= LARGEST_SHARE * eventCells[event]!)
      .sort((a, b) => b[1].length - a[1].length)
      .slice(0, MOST_VALUES)
      .map(([key, at]) => {
        const doers = new Set(at.map((position) => entrantAt[position]!));
        let convertedUsers = 0;
        for (const i of doers) convertedUsers += cohort.converted[i]!;
        return {
          event,
          property: column.name,
          value: keyText(column, key),
          positions: Uint32Array.from(at),
          doers,
          users: doers.size,
          convertedUsers,
        };
      })
      .filter((candidate) => candidate.users >= FEWEST_USERS),
  );
}
