import type { LiveRows } from './live-rows.ts';

/**
 * Rows sorted by user, then time, then import order. Users and events without a row are left out; the others
 * are numbered anew in the order of their project codes, which `userCodes` and `eventCodes` keep.
 */
export interface SortedRows {
  readonly userStart: Uint32Array;
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly row: Uint32Array;
  readonly userCodes: Uint32Array;
  readonly eventCodes: Uint32Array;
}

/**
 * Sort live rows: counting sort by user, then by time within a user where the import order is not that already.
 *
 * @param rows - in import order; not modified. `users`, `events`: one more than the largest code.
 *
 * Cost: O(rows + users), plus O(k log k) for each user whose k rows came out of order.
 */
export function sortRows(rows: LiveRows, users: number, events: number): SortedRows {
  const count = rows.row.length;
  const { dense: denseUser, codes: userCodes } = renumber(rows.user, users);
  const { dense: denseEvent, codes: eventCodes } = renumber(rows.event, events);

  const userStart = new Uint32Array(userCodes.length + 1);
  for (let i = 0; i < count; i += 1) userStart[denseUser[rows.user[i]!]! + 1]! += 1;
  for (let u = 0; u < userCodes.length; u += 1) userStart[u + 1]! += userStart[u]!;

  const next = userStart.slice();
  const time = new Float64Array(count);
  const event = new Uint32Array(count);
  const row = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    const at = next[denseUser[rows.user[i]!]!]!++;
    time[at] = rows.time[i]!;
    event[at] = denseEvent[rows.event[i]!]!;
    row[at] = rows.row[i]!;
  }
  for (let u = 0; u < userCodes.length; u += 1) sortByTime(time, event, row, userStart[u]!, userStart[u + 1]!);
  return { userStart, time, event, row, userCodes, eventCodes };
}

/** Codes that occur, ascending, and for each code its place among them. */
function renumber(column: Uint32Array, size: number): { dense: Uint32Array; codes: Uint32Array } {
  const dense = new Uint32Array(size);
  for (const code of column) dense[code] = 1;
  let count = 0;
  for (let code = 0; code < size; code += 1) count += dense[code]!;
  const codes = new Uint32Array(count);
  let place = 0;
  for (let code = 0; code < size; code += 1) {
    if (dense[code] === 0) continue;
    codes[place] = code;
    dense[code] = place++;
  }
  return { dense, codes };
}

/** Sorts one user's rows by time; equal times keep their order. */
function sortByTime(time: Float64Array, event: Uint32Array, row: Uint32Array, from: number, to: number): void {
  let sorted = from + 1;
  while (sorted < to && time[sorted - 1]! <= time[sorted]!) sorted += 1;
  if (sorted >= to) return;

  // Rows come in import order, so the row number decides between equal times.
  const order = new Uint32Array(to - from);
  for (let i = 0; i < order.length; i += 1) order[i] = from + i;
  order.sort((a, b) => time[a]! - time[b]! || a - b);
  const times = Float64Array.from(order, (i) => time[i]!);
  const events = Uint32Array.from(order, (i) => event[i]!);
  const numbers = Uint32Array.from(order, (i) => row[i]!);
  time.set(times, from);
  event.set(events, from);
  row.set(numbers, from);
}
