import { damaged } from '../format/block-reader.ts';
import { provePromised, readLiveSegment, segmentsOf } from './live-rows.ts';
import type { StoredProject } from './stored-project.ts';

/**
 * Rows sorted by user, then time, then event, then import order. Users and events without a row are left out; the others
 * are numbered anew in a given order of their project codes, which `userCodes` and `eventCodes` keep.
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
 * Read the live rows of a project in order: counting sort by user, then by time within a user where the import order
 * is not that already.
 *
 * @param promised - rows the manifest promises. @param users - all codes, in the order wanted; `events` likewise.
 * @throws PteroError `store/damaged` when a block is wrong or the number of live rows is another.
 *
 * Cost: O(rows + users), plus O(k log k) for each user whose k rows came out of order; reads the columns twice and
 * needs 16 bytes of memory a row.
 */
export async function readSortedRows(
  project: Pick<StoredProject, 'files' | 'dead'>,
  promised: number,
  name: string,
  users: Uint32Array,
  events: Uint32Array,
): Promise<SortedRows> {
  const rowsOf = new Uint32Array(users.length);
  const has = new Uint8Array(events.length);
  let found = 0;
  for (const { file, segment, dead } of segmentsOf(project)) {
    const { user, event } = await readLiveSegment(file, segment, dead, false);
    for (let r = 0; r < user.length; r += 1) {
      rowsOf[user[r]!]! += 1;
      has[event[r]!] = 1;
    }
    found += user.length;
  }
  provePromised(found, promised, name, project);

  const { dense: denseUser, codes: userCodes } = renumber(rowsOf, users);
  const { dense: denseEvent, codes: eventCodes } = renumber(has, events);
  const userStart = new Uint32Array(userCodes.length + 1);
  userCodes.forEach((code, u) => (userStart[u + 1] = userStart[u]! + rowsOf[code]!));
  const next = userStart.slice();
  const time = new Float64Array(found);
  const event = new Uint32Array(found);
  const row = new Uint32Array(found);
  for (const { file, segment, dead } of segmentsOf(project)) {
    const live = await readLiveSegment(file, segment, dead);
    const first = file.base + segment.firstRow;
    for (let r = 0; r < live.row.length; r += 1) {
      const at = next[denseUser[live.user[r]!]!]!++;
      time[at] = live.time[r]!;
      event[at] = denseEvent[live.event[r]!]!;
      row[at] = first + live.row[r]!;
    }
  }
  for (let u = 0; u < userCodes.length; u += 1) {
    if (next[u] !== userStart[u + 1]) throw damaged(name, project.files.at(-1)!.file.name, 'rows that change');
    sortByTime(time, event, [row], userStart[u]!, userStart[u + 1]!);
  }
  return { userStart, time, event, row, userCodes, eventCodes };
}

/** Codes that occur, in order, and for each code its place among them. */
export function renumber(
  occurs: Uint8Array | Uint32Array,
  order: Uint32Array,
): { dense: Uint32Array; codes: Uint32Array } {
  const dense = new Uint32Array(occurs.length);
  const codes = order.filter((code) => occurs[code]! > 0);
  codes.forEach((code, place) => (dense[code] = place));
  return { dense, codes };
}

/** Sorts one user's rows by time, then event; equal ones keep their order. `others` move with them. */
export function sortByTime(
  time: Float64Array,
  event: Uint32Array,
  others: readonly Uint32Array[],
  from: number,
  to: number,
): void {
  let sorted = from + 1;
  const isAfter = (at: number): boolean =>
    time[at]! > time[at - 1]! || (time[at] === time[at - 1] && event[at]! >= event[at - 1]!);
  while (sorted < to && isAfter(sorted)) sorted += 1;
  if (sorted >= to) return;

  // Rows come in import order, so the place decides between equal events at one time.
  const order = new Uint32Array(to - from);
  for (let i = 0; i < order.length; i += 1) order[i] = from + i;
  order.sort((a, b) => time[a]! - time[b]! || event[a]! - event[b]! || a - b);
  time.set(
    Float64Array.from(order, (i) => time[i]!),
    from,
  );
  for (const column of [event, ...others])
    column.set(
      Uint32Array.from(order, (i) => column[i]!),
      from,
    );
}
