import { damaged } from '../format/block-reader.ts';
import type { Segment } from '../format/layout.ts';
import { isDead, type OpenEventsFile, type StoredProject } from './stored-project.ts';

/** Columns of the rows of one segment that live, in the order they were imported. Shapes: all (rows,). */
export interface LiveRows {
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly user: Uint32Array;
  /** Row number within the segment, ascending, dead rows left out. */
  readonly row: Uint32Array;
}

/**
 * Reads time, event and user of a segment's live rows. Event and user are project codes.
 *
 * @param withTime - false where the times do not matter; they are 0 then.
 */
export async function readLiveSegment(
  { blocks }: OpenEventsFile,
  segment: Segment,
  dead: Uint8Array | null,
  withTime = true,
): Promise<LiveRows> {
  const { rows, firstRow } = segment;
  const part = await blocks.together([...(withTime ? [segment.time] : []), segment.event, segment.user]);
  const time = new Float64Array(rows);
  const event = new Uint32Array(rows);
  const user = new Uint32Array(rows);
  const row = new Uint32Array(rows);
  if (withTime) await part.numbers(segment.time, rows, time);
  await part.numbers(segment.event, rows, event);
  await part.numbers(segment.user, rows, user);
  if (dead === null) {
    for (let r = 0; r < rows; r += 1) row[r] = r;
    return { time, event, user, row };
  }
  let live = 0;
  for (let r = 0; r < rows; r += 1) {
    if (isDead(dead, firstRow + r)) continue;
    time[live] = time[r]!;
    event[live] = event[r]!;
    user[live] = user[r]!;
    row[live] = r;
    live += 1;
  }
  return live === rows
    ? { time, event, user, row }
    : {
        time: time.subarray(0, live),
        event: event.subarray(0, live),
        user: user.subarray(0, live),
        row: row.subarray(0, live),
      };
}

/** Every segment of a project, or of a part of it, with the bitmap of its file. */
export function* segmentsOf({ files, dead }: Pick<StoredProject, 'files' | 'dead'>): Generator<{
  readonly file: OpenEventsFile;
  readonly segment: Segment;
  readonly dead: Uint8Array<ArrayBuffer> | null;
}> {
  for (const [i, file] of files.entries()) {
    for (const segment of file.index.segments) yield { file, segment, dead: dead[i] ?? null };
  }
}

/**
 * Proves that as many rows live as the manifest promises.
 *
 * @throws PteroError `store/damaged` when it is another number.
 */
export function provePromised(
  found: number,
  promised: number,
  project: string,
  { files }: Pick<StoredProject, 'files'>,
) {
  if (found === promised) return;
  const file = files.at(-1)?.file.name ?? 'no file';
  throw damaged(project, file, `${found > promised ? 'more' : 'fewer'} rows than were counted`);
}
