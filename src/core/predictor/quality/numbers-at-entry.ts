import { isNumber } from '../candidates/value-text.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { EventTable, PropertyColumn } from '../event-table.ts';

const MOSTLY = 0.9;

/**
 * Read a numeric attribute in full as it stood at A; the model's own attributes hold it as quarters.
 *
 * @param member - cohort numbers. @returns shape (members,), NaN where it was absent or no number; null for a property
 * that mostly is no number. Cost: O(members × log cells).
 */
export function numbersAtEntry(
  events: EventTable,
  column: PropertyColumn,
  cohort: Entrants,
  member: Uint32Array,
): Float64Array | null {
  return mostlyNumbers(column, member, (i) => {
    const cell = lastAtOrBefore(column.position, cohort.entryPosition[i]!);
    return cell < 0 || column.position[cell]! < events.userStart[cohort.user[i]!]! ? -1 : cell;
  });
}

/** The numbers in the members' cells, or null where most are none. @param cellOf - the cell of a cohort number, −1 for none. */
export function mostlyNumbers(
  column: PropertyColumn,
  member: Uint32Array,
  cellOf: (i: number) => number,
): Float64Array | null {
  let present = 0;
  let numbers = 0;
  const value = Float64Array.from(member, (i) => {
    const cell = cellOf(i);
    if (cell < 0) return Number.NaN;
    present += 1;
    if (!isNumber(column, cell)) return Number.NaN;
    numbers += 1;
    return column.value[cell]!;
  });
  return numbers > 0 && numbers >= MOSTLY * present ? value : null;
}

function lastAtOrBefore(ascending: Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
