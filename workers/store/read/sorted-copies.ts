import type { Directory } from '../directory.ts';
import { type BlockReader, openBlocks } from '../format/block-reader.ts';
import type { Block, CopyIndex, Group, Strip } from '../format/layout.ts';
import type { OpenEventsFile } from './stored-project.ts';

/** What is read of one group of users. A slot is a row of a chunk that is read, counted over all groups. */
export interface GroupPart {
  /** Row number in the store of the file's first row. */
  readonly base: number;
  readonly dead: Uint8Array | null;
  readonly blocks: BlockReader;
  readonly group: Group;
  readonly users: Uint32Array;
  /** Shape (users + 1,): rows of the group before each user. */
  readonly start: Uint32Array;
  /** Places in `users` of those that are read; null: all. */
  readonly wanted: Uint32Array | null;
  /** Chunks that are read, ascending, and the slot of the first row of each. */
  readonly chunks: Uint32Array;
  readonly firstSlot: Uint32Array;
}

/** The sorted copies of a project, or what is read of them. */
export interface CopyParts {
  readonly parts: readonly GroupPart[];
  readonly slots: number;
}

/**
 * Opens the sorted copies of all files and finds what is to be read of them.
 *
 * @param isWanted - by project code, 1 for users that are read; null: all.
 * @returns null where a file has no copy.
 * @throws PteroError `store/damaged` when a copy is missing or wrong.
 *
 * Cost: O(users and chunks).
 */
export async function openCopies(
  directory: Directory,
  project: string,
  files: readonly OpenEventsFile[],
  dead: readonly (Uint8Array | null)[],
  isWanted: Uint8Array | null,
): Promise<CopyParts | null> {
  const parts: GroupPart[] = [];
  let slots = 0;
  for (const [i, { file, base }] of files.entries()) {
    if (file.sorted === undefined) return null;
    const { name, bytes, index } = file.sorted;
    const blocks = await openBlocks(directory, name, bytes, project);
    const { groups } = (await blocks.json(index)) as CopyIndex;
    for (const group of groups) {
      const users = new Uint32Array(group.userCount);
      const rowsOfUser = new Uint32Array(group.userCount);
      await blocks.numbers(group.users, group.userCount, users);
      await blocks.numbers(group.rowsOfUser, group.userCount, rowsOfUser);
      const start = new Uint32Array(group.userCount + 1);
      rowsOfUser.forEach((rows, place) => (start[place + 1] = start[place]! + rows));
      const wanted = isWanted && Uint32Array.from(users.keys()).filter((place) => isWanted[users[place]!] === 1);
      const chunks = chunksOf(group, start, wanted);
      const firstSlot = new Uint32Array(chunks.length);
      chunks.forEach((chunk, k) => {
        firstSlot[k] = slots;
        slots += rowsIn(group, chunk);
      });
      parts.push({ base, dead: dead[i] ?? null, blocks, group, users, start, wanted, chunks, firstSlot });
    }
  }
  return { parts, slots };
}

/** Rows of a chunk. */
export const rowsIn = ({ rows, chunkRows }: Group, chunk: number): number =>
  Math.min(chunkRows, rows - chunk * chunkRows);

/** The chunks in which users lie. */
function chunksOf({ rows, chunkRows }: Group, start: Uint32Array, wanted: Uint32Array | null): Uint32Array {
  const all = Uint32Array.from({ length: Math.ceil(rows / chunkRows) }, (_, chunk) => chunk);
  if (wanted === null) return all;
  const holds = new Uint8Array(all.length);
  for (const place of wanted) {
    const last = Math.floor((start[place + 1]! - 1) / chunkRows);
    for (let chunk = Math.floor(start[place]! / chunkRows); chunk <= last; chunk += 1) holds[chunk] = 1;
  }
  return all.filter((chunk) => holds[chunk] === 1);
}

/** Unread bytes between two chunks that are read over: asking twice takes longer. */
const READ_OVER = 16_384;
/** Bytes that are asked for at once, and how often before the first have come. */
const STRETCH_BYTES = 1 << 20;
const STRETCHES = 8;

/** The bytes of a column's chunks that are read, in order, each proved; without those that hold nothing. */
export async function* readStrip(
  { blocks, chunks }: GroupPart,
  strip: Strip,
): AsyncGenerator<{ readonly k: number; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const stretches = stretchesOf(strip, chunks);
  for (let from = 0; from < stretches.length; from += STRETCHES) {
    const some = stretches.slice(from, from + STRETCHES);
    const read = await Promise.all(some.map((stretch) => blocks.together(stretch.map(({ block }) => block))));
    for (const [i, stretch] of some.entries())
      for (const { k, block } of stretch) yield { k, bytes: await read[i]!.raw(block) };
  }
}

interface Piece {
  /** Place among the chunks that are read. */
  readonly k: number;
  readonly block: Block;
}

function stretchesOf({ at, bytes, crc }: Strip, chunks: Uint32Array): Piece[][] {
  const place = new Float64Array(bytes.length);
  let next = at;
  bytes.forEach((size, chunk) => {
    place[chunk] = next;
    next += 8 * Math.ceil(size / 8);
  });
  const stretches: Piece[][] = [];
  let begin = 0;
  let end = -Infinity;
  for (const [k, chunk] of chunks.entries()) {
    const size = bytes[chunk]!;
    if (size === 0) continue;
    const piece = { k, block: { at: place[chunk]!, bytes: size, crc: crc[chunk]! } };
    const to = piece.block.at + size;
    if (piece.block.at - end > READ_OVER || to - begin > STRETCH_BYTES) {
      stretches.push([piece]);
      begin = piece.block.at;
    } else {
      stretches.at(-1)!.push(piece);
    }
    end = to;
  }
  return stretches;
}
