import { damaged } from '../format/block-reader.ts';
import { isDead, type StoredProject } from './stored-project.ts';

/** Columns of the rows that live, in the order they were imported. Shapes: all (rows,). */
export interface LiveRows {
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly user: Uint32Array;
  /** The store's own number of each row: ascending, dead rows left out. */
  readonly row: Uint32Array;
}

/**
 * Reads time, event and user of every live row. Event and user are project codes.
 *
 * @param expected - rows the manifest promises.
 * @throws PteroError `store/damaged` when a block is wrong or the number of live rows is another.
 * Cost: 20 bytes of memory a row.
 */
export async function readLiveRows(
  project: Pick<StoredProject, 'files' | 'dead'>,
  expected: number,
  name: string,
): Promise<LiveRows> {
  const time = new Float64Array(expected);
  const event = new Uint32Array(expected);
  const user = new Uint32Array(expected);
  const row = new Uint32Array(expected);
  let at = 0;
  for (const [i, { file, base, blocks, index }] of project.files.entries()) {
    const dead = project.dead[i] ?? null;
    for (const segment of index.segments) {
      const { rows, firstRow } = segment;
      const part = await blocks.together([segment.time, segment.event, segment.user]);
      const times = new Float64Array(rows);
      const events = new Uint32Array(rows);
      const users = new Uint32Array(rows);
      await part.numbers(segment.time, rows, times);
      await part.numbers(segment.event, rows, events);
      await part.numbers(segment.user, rows, users);
      for (let r = 0; r < rows; r += 1) {
        if (isDead(dead, firstRow + r)) continue;
        if (at === expected) throw damaged(name, file.name, 'more rows than were counted');
        time[at] = times[r]!;
        event[at] = events[r]!;
        user[at] = users[r]!;
        row[at] = base + firstRow + r;
        at += 1;
      }
    }
  }
  if (at !== expected)
    throw damaged(name, project.files.at(-1)?.file.name ?? 'no file', 'fewer rows than were counted');
  return { time, event, user, row };
}
