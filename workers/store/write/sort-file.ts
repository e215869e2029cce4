import { orderOfNames } from '#core/predictor/canonical/orders.ts';
import type { Directory } from '../directory.ts';
import { createBlockWriter, type BlockWriter } from '../format/block-writer.ts';
import { type ChunkCells, packCells, packNumbers } from '../format/chunk-codec.ts';
import type { CopyIndex, Group, SortedCopy, Strip } from '../format/layout.ts';
import type { Numbers } from '../format/number-codec.ts';
import { readLiveSegment } from '../read/live-rows.ts';
import { readCells } from '../read/property-cells.ts';
import { sortByTime } from '../read/sort-rows.ts';
import { countRows, groupsOf, orderUsers, type Source } from './order-users.ts';

/** Rows of a group at most, unless one user has more: what is sorted at once, and so the memory that it takes. */
const GROUP_ROWS = 4_194_304;
const CHUNK_ROWS = 4096;

/** How much lies together. */
interface Sizes {
  readonly groupRows: number;
  readonly chunkRows: number;
}

/**
 * Write a copy of a file's live rows by user and time, each column in chunks. Users who did the same rare event lie together.
 *
 * @param groupRows - rows that are sorted at once. @param chunkRows - rows that are read at once.
 *
 * Cost: O(rows and cells), and a walk over the file's columns for each group of rows; 20 bytes of memory a row of a group and 4 a
 * row of the file.
 */
export async function sortFile(
  directory: Directory,
  source: Source,
  { groupRows, chunkRows }: Sizes = { groupRows: GROUP_ROWS, chunkRows: CHUNK_ROWS },
): Promise<SortedCopy> {
  const name = `sorted-${source.file.file.name}`;
  const { rowsOf, rowsOfEvent } = await countRows(source);
  const order = await orderUsers(source, rowsOf, rowsOfEvent);
  const out = createBlockWriter(await directory.create(name), source.encode);
  try {
    const groups: Group[] = [];
    for (const users of groupsOf(rowsOf, order, groupRows))
      groups.push(await writeGroup(out, source, users, rowsOf, chunkRows));
    const index = await out.json({ groups } satisfies CopyIndex);
    await out.finish();
    return { name, bytes: out.bytes(), index };
  } catch (cause) {
    await Promise.allSettled([out.drop()]);
    throw cause;
  }
}

async function writeGroup(
  out: BlockWriter,
  source: Source,
  users: Uint32Array,
  rowsOf: Uint32Array,
  chunkRows: number,
): Promise<Group> {
  const { file, encode, pause } = source;
  const rowsOfUser = users.map((user) => rowsOf[user]!);
  const rows = rowsOfUser.reduce((sum, own) => sum + own, 0);
  const own = {
    rows,
    chunkRows,
    userCount: users.length,
    users: await out.numbers(users),
    rowsOfUser: await out.numbers(rowsOfUser),
  };
  const spine = await sortSpine(source, users, rowsOfUser, rows);
  const strip = (values: Numbers, rises: boolean): Promise<Strip> =>
    writeStrip(out, rows, chunkRows, (from, to) => packNumbers(values.subarray(from, to), rises, encode));
  const columns = {
    time: await strip(spine.time, true),
    event: await strip(spine.event, false),
    row: await strip(spine.row, true),
  };
  await pause();

  const placeOf = new Int32Array(file.file.rows).fill(-1);
  spine.row.forEach((row, place) => (placeOf[row] = place));
  const codes = new Set(file.index.segments.flatMap(({ properties }) => properties.map(({ property }) => property)));
  const properties: Group['properties'][number][] = [];
  const room = { tag: new Uint8Array(rows), value: new Float64Array(rows) };
  const roomOfChunk = {
    row: new Uint32Array(chunkRows),
    tag: new Uint8Array(chunkRows),
    value: new Float64Array(chunkRows),
  };
  for (const property of [...codes].sort((a, b) => a - b)) {
    const cells = await spreadCells(source, property, placeOf, room);
    if (cells === 0) continue;
    properties.push({
      property,
      cells,
      strip: await writeStrip(out, rows, chunkRows, (from, to) => {
        const chunk = cellsWithin(room, from, to, roomOfChunk);
        return chunk.row.length === 0 ? new Uint8Array(0) : packCells(chunk, to - from, encode);
      }),
    });
    await pause();
  }
  return { ...own, ...columns, properties };
}

interface Spine {
  readonly time: Float64Array;
  /** Project codes. */
  readonly event: Uint32Array;
  readonly row: Uint32Array;
}

/** The rows of some users by user, time, event and import order. */
async function sortSpine(
  { file, dead, userIds, eventNames, pause }: Source,
  users: Uint32Array,
  rowsOfUser: Uint32Array,
  rows: number,
): Promise<Spine> {
  const placeOfUser = new Int32Array(userIds.length).fill(-1);
  const next = new Uint32Array(users.length);
  let at = 0;
  users.forEach((user, place) => {
    placeOfUser[user] = place;
    next[place] = at;
    at += rowsOfUser[place]!;
  });
  const { codes, placeOf } = orderOfNames(eventNames);
  const time = new Float64Array(rows);
  const event = new Uint32Array(rows);
  const row = new Uint32Array(rows);
  for (const segment of file.index.segments) {
    const live = await readLiveSegment(file, segment, dead);
    for (let r = 0; r < live.row.length; r += 1) {
      const place = placeOfUser[live.user[r]!]!;
      if (place < 0) continue;
      const to = next[place]!++;
      time[to] = live.time[r]!;
      event[to] = placeOf[live.event[r]!]!;
      row[to] = segment.firstRow + live.row[r]!;
    }
    await pause();
  }
  let from = 0;
  for (const own of rowsOfUser) sortByTime(time, event, [row], from, (from += own));
  for (let i = 0; i < rows; i += 1) event[i] = codes[event[i]!]!;
  return { time, event, row };
}

interface Cells {
  /** A tag and one; 0: no cell. */
  readonly tag: Uint8Array;
  readonly value: Float64Array;
}

/** Puts the cells of one property at the places of their rows. Answers how many there are. */
async function spreadCells(
  { file, dead, pause }: Source,
  property: number,
  placeOf: Int32Array,
  room: Cells,
): Promise<number> {
  room.tag.fill(0);
  let found = 0;
  for (const segment of file.index.segments) {
    const blocks = segment.properties.find((one) => one.property === property);
    if (blocks === undefined) continue;
    const { row, tag, value } = await readCells(file, segment, blocks, dead);
    for (let cell = 0; cell < row.length; cell += 1) {
      const place = placeOf[segment.firstRow + row[cell]!]!;
      if (place < 0) continue;
      room.tag[place] = tag[cell]! + 1;
      room.value[place] = value[cell]!;
      found += 1;
    }
    await pause();
  }
  return found;
}

/** The cells of one chunk, in the room given. */
function cellsWithin({ tag, value }: Cells, from: number, to: number, chunk: ChunkCells): ChunkCells {
  let cells = 0;
  for (let at = from; at < to; at += 1) {
    if (tag[at] === 0) continue;
    chunk.row[cells] = at - from;
    chunk.tag[cells] = tag[at]! - 1;
    chunk.value[cells] = value[at]!;
    cells += 1;
  }
  return {
    row: chunk.row.subarray(0, cells),
    tag: chunk.tag.subarray(0, cells),
    value: chunk.value.subarray(0, cells),
  };
}

/** Writes a column chunk by chunk. */
async function writeStrip(
  out: BlockWriter,
  rows: number,
  chunkRows: number,
  pack: (from: number, to: number) => Uint8Array<ArrayBuffer>,
): Promise<Strip> {
  const at = out.bytes();
  const bytes: number[] = [];
  const crc: number[] = [];
  for (let from = 0; from < rows; from += chunkRows) {
    const block = await out.raw(pack(from, Math.min(from + chunkRows, rows)));
    bytes.push(block.bytes);
    crc.push(block.crc);
  }
  return { at, bytes, crc };
}
