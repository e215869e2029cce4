import { damaged } from '../format/block-reader.ts';
import { unpackNumbers } from '../format/chunk-codec.ts';
import type { Strip } from '../format/layout.ts';
import { renumber, sortByTime, type SortedRows } from './sort-rows.ts';
import { type CopyParts, type GroupPart, readStrip, rowsIn } from './sorted-copies.ts';
import { isDead } from './stored-project.ts';

/** Of a slot whose row is dead or belongs to nobody who is read. */
export const NOWHERE = 0xffffffff;

/** Rows in order, and where the cells of the copies belong. */
export interface CopiedRows extends SortedRows {
  /** Shape (slots,): positions in the table, or `NOWHERE`; null: every slot is its position. */
  readonly positionOfSlot: Uint32Array | null;
}

/** What of a project's rows is to be read, and in what order. */
export interface Wanted {
  readonly name: string;
  /** All codes, in the order wanted. */
  readonly users: Uint32Array;
  readonly events: Uint32Array;
  /** By project code, above 0 where the event is to have a number; null: those that have a row. */
  readonly eventRows: Uint32Array | null;
  readonly promised: number;
}

interface Spine {
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly row: Uint32Array;
}

/**
 * The rows of the sorted copies as one table: a pass over each, user by user; rows of users who are in several files are sorted
 * again where their times overlap.
 *
 * @returns what `readSortedRows` does, without those users that are not read.
 * @throws PteroError `store/damaged` when a block is wrong or the number of rows is not the one promised.
 *
 * Cost: O(rows read and users); 16 bytes of memory a row, 4 more where users do not lie in the
 * table's order, 4 more where rows lie in several files, and then the rows of one group at a time.
 */
export async function readCopiedRows({ parts, slots }: CopyParts, wanted: Wanted): Promise<CopiedRows> {
  const { users, events, promised, name } = wanted;
  const rowsOf = new Uint32Array(users.length);
  for (const part of parts) await countRows(part, rowsOf);
  const found = rowsOf.reduce((sum, rows) => sum + rows, 0);
  if (found !== promised) throw damaged(name, 'a sorted copy', `${found} rows where ${promised} belong`);

  const { dense: denseUser, codes: userCodes } = renumber(rowsOf, users);
  const userStart = new Uint32Array(userCodes.length + 1);
  userCodes.forEach((code, u) => (userStart[u + 1] = userStart[u]! + rowsOf[code]!));
  const table: Spine = { time: new Float64Array(found), event: new Uint32Array(found), row: new Uint32Array(found) };
  const isStraight = slots === found && areInTurn(parts, userCodes);
  const next = userStart.slice();
  const positionOfSlot = isStraight ? null : new Uint32Array(slots).fill(NOWHERE);
  for (const part of parts) {
    if (positionOfSlot === null) await readSpine(part, table, part.firstSlot[0] ?? 0);
    else await scatter(part, table, positionOfSlot, next, denseUser);
  }

  const { dense: denseEvent, codes: eventCodes } = renumber(
    wanted.eventRows ?? occurring(table.event, events.length),
    events,
  );
  for (let at = 0; at < found; at += 1) table.event[at] = denseEvent[table.event[at]!]!;
  // In one file everybody's rows are in order.
  if (positionOfSlot !== null && parts.some(({ base }) => base !== parts[0]!.base))
    sortUsers(table, userStart, positionOfSlot);
  return { ...table, userStart, userCodes, eventCodes, positionOfSlot };
}

/** Puts the rows of users that lie in several files in order. */
function sortUsers({ time, event, row }: Spine, userStart: Uint32Array, positionOfSlot: Uint32Array): void {
  const slotAt = new Uint32Array(row.length);
  positionOfSlot.forEach((at, slot) => at !== NOWHERE && (slotAt[at] = slot));
  for (let u = 0; u + 1 < userStart.length; u += 1)
    sortByTime(time, event, [row, slotAt], userStart[u]!, userStart[u + 1]!);
  slotAt.forEach((slot, at) => (positionOfSlot[slot] = at));
}

/** Places in `users` of those that are read. */
function* placesOf({ users, wanted }: GroupPart): Generator<number> {
  if (wanted === null) yield* users.keys();
  else yield* wanted;
}

/** Adds the live rows of each user that is read. */
async function countRows(part: GroupPart, rowsOf: Uint32Array): Promise<void> {
  const { users, start, dead } = part;
  if (dead === null) {
    for (const place of placesOf(part)) rowsOf[users[place]!]! += start[place + 1]! - start[place]!;
    return;
  }
  const row = new Uint32Array(slotsIn(part));
  await readNumbers(part, part.group.row, row, 0);
  const slotOf = slotsOf(part);
  for (const place of placesOf(part)) {
    const from = slotOf(start[place]!);
    for (let slot = from; slot < from + start[place + 1]! - start[place]!; slot += 1)
      if (!isDead(dead, row[slot]!)) rowsOf[users[place]!]! += 1;
  }
}

const slotsIn = ({ group, chunks }: GroupPart): number => chunks.reduce((sum, chunk) => sum + rowsIn(group, chunk), 0);

/** Tells the slot of a row of the group, counted from the part's first; rows of users who are read only. */
function slotsOf({ chunks, firstSlot, group }: GroupPart): (row: number) => number {
  const { rows, chunkRows } = group;
  const first = new Uint32Array(Math.ceil(rows / chunkRows));
  chunks.forEach((chunk, k) => (first[chunk] = firstSlot[k]! - firstSlot[0]!));
  return (row) => first[Math.floor(row / chunkRows)]! + (row % chunkRows);
}

/** True where the users of the parts, one part after another, are the users of the table. */
function areInTurn(parts: readonly GroupPart[], userCodes: Uint32Array): boolean {
  let u = 0;
  return parts.every(({ users, wanted }) => wanted === null && users.every((code) => code === userCodes[u++]));
}

/** Reads one column of a part, from position `at` on. */
async function readNumbers(part: GroupPart, strip: Strip, out: Uint32Array | Float64Array, at: number): Promise<void> {
  const { group, chunks, firstSlot } = part;
  for await (const { k, bytes } of readStrip(part, strip))
    unpackNumbers(bytes, rowsIn(group, chunks[k]!), out, at + firstSlot[k]! - firstSlot[0]!);
}

/** Reads times, project codes of events and the store's row numbers, from position `at` on. */
async function readSpine(part: GroupPart, { time, event, row }: Spine, at: number): Promise<void> {
  const { group, base } = part;
  await readNumbers(part, group.time, time, at);
  await readNumbers(part, group.event, event, at);
  await readNumbers(part, group.row, row, at);
  if (base > 0) for (let i = at, end = at + slotsIn(part); i < end; i += 1) row[i]! += base;
}

/** Puts the rows of a part where their users' next rows belong. */
async function scatter(
  part: GroupPart,
  table: Spine,
  positionOfSlot: Uint32Array,
  next: Uint32Array,
  denseUser: Uint32Array,
): Promise<void> {
  const { users, start, base, dead } = part;
  const size = slotsIn(part);
  const own: Spine = { time: new Float64Array(size), event: new Uint32Array(size), row: new Uint32Array(size) };
  await readSpine(part, own, 0);
  const slotOf = slotsOf(part);
  const firstSlot = part.firstSlot[0]!;
  for (const place of placesOf(part)) {
    const from = slotOf(start[place]!);
    const to = from + start[place + 1]! - start[place]!;
    const user = denseUser[users[place]!]!;
    let at = next[user]!;
    for (let slot = from; slot < to; slot += 1) {
      if (dead !== null && isDead(dead, own.row[slot]! - base)) continue;
      table.time[at] = own.time[slot]!;
      table.event[at] = own.event[slot]!;
      table.row[at] = own.row[slot]!;
      positionOfSlot[firstSlot + slot] = at;
      at += 1;
    }
    next[user] = at;
  }
}

function occurring(event: Uint32Array, events: number): Uint32Array {
  const has = new Uint32Array(events);
  for (let at = 0; at < event.length; at += 1) has[event[at]!] = 1;
  return has;
}
