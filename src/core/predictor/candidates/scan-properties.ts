import { isTransportProperty } from '../../mixpanel/transport-properties.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { EventTable, PropertyColumn } from '../event-table.ts';
import { conditionText } from '../words/derived-values.ts';
import { propertyAtEntry, type Attribute, type LeftOut, type PropertyAtEntry } from './attributes.ts';
import { eventValuesOf, type EventFacts, type EventValue, type PropertyValues } from './event-values.ts';
import { wonWithTarget, type WonLevel } from './follows-target.ts';
import { createShelvedValues, type ShelvedValue } from './shelved-values.ts';
import type { Placement } from './shelves.ts';
import type { TablePositions } from './table-positions.ts';
import type { ValueCodes } from './value-codes.ts';
import { createValueMemo, type ValueMemo } from './value-memo.ts';

/** An attribute that is not in the model since it may be a result of B. */
export interface WonAttribute {
  readonly attribute: Attribute;
  readonly placement: Placement;
}

/** What all properties together give. */
export interface ScannedProperties {
  readonly attributes: readonly Attribute[];
  readonly won: readonly WonAttribute[];
  /** Those with most people first. */
  readonly values: readonly EventValue[];
  readonly shelved: readonly ShelvedValue[];
  /** What has no row at all, in sentences. */
  readonly notes: readonly string[];
}

const MOST_VALUES = 300;

/**
 * Read every property once: as an attribute as of A, and as values of the events in the windows.
 *
 * Yields now and then. Cost: a few passes over the cells. Memory: one column's cells, and the positions of 300 values.
 */
export function* scanProperties(
  events: EventTable,
  columns: readonly PropertyColumn[],
  cohort: Entrants,
  positions: TablePositions,
  facts: EventFacts,
  target: string,
  memo: ValueMemo = createValueMemo(),
): Generator<undefined, ScannedProperties> {
  const scan = createScan(target);
  for (const column of columns) {
    if (isTransportProperty(column.name)) continue;
    const codes = yield* memo.codesOf(column);
    const cells = cellsAtEntry(codes, positions, cohort);
    yield;
    const property = propertyAtEntry(codes, cells, cohort.converted);
    // It says who somebody is, once: there is nothing to come to, and it belongs to no event.
    if (column.profile) {
      const none = property.attributes.map(() => null);
      scan.add(column.name, property, none, { values: [], shelved: [], unlisted: 0 });
      continue;
    }
    const levels: (WonLevel | null)[] = [];
    for (const [k, attribute] of property.attributes.entries()) {
      levels.push(yield* wonWithTarget(codes, positions, events, cohort, attribute, property.levelOf[k]!));
    }
    scan.add(column.name, property, levels, yield* eventValuesOf(codes, positions, cohort, facts));
  }
  return scan.done();
}

/** Puts together what each property gives, in the order of the properties. */
export interface Scan {
  /** @param levels - for each attribute the level that people come to by converting, or null. */
  add(name: string, property: PropertyAtEntry, levels: readonly (WonLevel | null)[], found: PropertyValues): void;
  done(): ScannedProperties;
}

/** Make an empty one. @param target - the name of B. */
export function createScan(target: string): Scan {
  const attributes: Attribute[] = [];
  const won: WonAttribute[] = [];
  const leftOut: Record<LeftOut, string[]> = { few: [], same: [], scattered: [] };
  const shelf = createShelvedValues();
  let values: EventValue[] = [];
  return {
    add(name, property, levels, found) {
      if (property.leftOut) leftOut[property.leftOut].push(name);
      shelf.add(property.shelved, property.unlisted);
      for (const [k, attribute] of property.attributes.entries()) {
        const level = levels[k];
        if (!level) attributes.push(attribute);
        else won.push({ attribute, placement: placementOfWon(attribute, level, target) });
      }
      shelf.add(found.shelved, found.unlisted);
      const sorted = [...values, ...found.values].sort((a, b) => b.users - a.users);
      values = sorted.slice(0, MOST_VALUES);
      shelf.add(sorted.slice(MOST_VALUES).map(beyondLimit), 0);
    },
    done: () => ({ attributes, won, values, shelved: shelf.list(), notes: notesOf(leftOut, shelf.unlisted()) }),
  };
}

/** The cell as of A of every user, or −1. Shape: (users,). */
function cellsAtEntry({ column }: ValueCodes, { entrant }: TablePositions, cohort: Entrants): Int32Array {
  const cells = new Int32Array(cohort.user.length).fill(-1);
  for (let cell = 0; cell < column.position.length; cell += 1) {
    const i = entrant[column.position[cell]!]!;
    if (i >= 0 && column.position[cell]! <= cohort.entryPosition[i]!) cells[i] = cell;
  }
  return cells;
}

function placementOfWon(
  attribute: Attribute,
  { level, share }: { readonly level: number; readonly share: number },
  target: string,
): Placement {
  const value = conditionText(attribute.property, attribute.levels[level]!);
  return {
    shelf: 'result',
    reason: `${Math.round(100 * share)}% of those who come to ${value} do so with ${target}: it may follow, not lead.`,
  };
}

const beyondLimit = ({ event, property, value, users, convertedUsers }: EventValue): ShelvedValue => ({
  event,
  property,
  value,
  users,
  converted: convertedUsers,
  placement: { shelf: 'rare', reason: `Only the ${MOST_VALUES} values of events with most people are tried.` },
});

const MOST_NAMED = 8;

function notesOf(leftOut: Readonly<Record<LeftOut, readonly string[]>>, unlisted: number): string[] {
  const note = (names: readonly string[], why: string): string[] => {
    if (names.length === 0) return [];
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    return [`Not tried as attributes, ${why}: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`];
  };
  return [
    ...note(leftOut.few, 'since hardly anybody carries them at the start'),
    ...note(leftOut.same, 'since they are the same for nearly everybody at the start'),
    ...note(leftOut.scattered, 'since hardly two people have the same value at the start'),
    ...(unlisted > 0
      ? [`${unlisted} further values of events and attributes have too few people to be tried, and no row.`]
      : []),
  ];
}
