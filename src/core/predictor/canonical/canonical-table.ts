import type { EventTable, PropertyColumn } from '../event-table.ts';
import { orderRows } from './order-rows.ts';
import { compareTexts, orderOfNames, orderOfUsers } from './orders.ts';

/** The events of a project with what belongs to them. */
export interface TableData {
  readonly events: EventTable;
  readonly columns: readonly PropertyColumn[];
  readonly userIds: readonly string[];
}

/**
 * The same data in the one order that every engine gives, so that equal data have equal results to the last digit.
 *
 * Users by the hash of their ids, then by id; their events by time, name and content; names and properties by their code
 * units. What is in order already is returned as it is.
 *
 * @param users - the users' order where the ids are not there; absent, it is made from them.
 * Cost: O(rows) where it is in order, else O(rows × columns) and a copy.
 */
export function canonicalTable({ events, columns, userIds }: TableData, users?: Uint32Array): TableData {
  const order = users ?? orderOfUsers(userIds);
  const { names: eventNames, placeOf, isInOrder: areNamed } = orderOfNames(events.eventNames);
  const sorted = [...columns].sort((a, b) => compareTexts(a.name, b.name));
  const event = areNamed ? events.event : events.event.map((code) => placeOf[code]!);
  const { from, isInOrder } = orderRows({ ...events, event }, order, sorted);
  if (isInOrder) return { events: { ...events, eventNames, event }, columns: sorted, userIds };
  const userStart = new Uint32Array(events.userCount + 1);
  order.forEach((u, place) => {
    userStart[place + 1] = userStart[place]! + events.userStart[u + 1]! - events.userStart[u]!;
  });
  return {
    events: {
      eventNames,
      userCount: events.userCount,
      userStart,
      time: Float64Array.from(from, (at) => events.time[at]!),
      event: from.map((at) => event[at]!),
      row: from.map((at) => events.row[at]!),
    },
    columns: sorted.map((column) => moveCells(column, from)),
    userIds: Array.from(order, (u) => userIds[u]!),
  };
}

function moveCells({ name, position, tag, value, strings }: PropertyColumn, from: Uint32Array): PropertyColumn {
  const cellAt = new Int32Array(from.length).fill(-1);
  position.forEach((at, cell) => (cellAt[at] = cell));
  const cells = new Uint32Array(position.length);
  const moved = new Uint32Array(position.length);
  let next = 0;
  from.forEach((at, place) => {
    if (cellAt[at]! < 0) return;
    cells[next] = cellAt[at]!;
    moved[next] = place;
    next += 1;
  });
  return {
    name,
    position: moved,
    tag: Uint8Array.from(cells, (cell) => tag[cell]!),
    value: Float64Array.from(cells, (cell) => value[cell]!),
    strings,
  };
}
