import type { Segment } from '../format/layout.ts';
import type { OpenEventsFile } from '../read/stored-project.ts';

/** The columns of a key. Shapes: all (rows,). */
export interface KeyColumns {
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly keyHigh: Uint32Array;
  readonly keyLow: Uint32Array;
  readonly processed: Float64Array;
}

/** Reads the keys of a segment's rows, dead ones included. */
export async function readKeys({ blocks }: OpenEventsFile, segment: Segment): Promise<KeyColumns> {
  const { rows } = segment;
  const columns = {
    time: new Float64Array(rows),
    event: new Uint32Array(rows),
    keyHigh: new Uint32Array(rows),
    keyLow: new Uint32Array(rows),
    processed: new Float64Array(rows),
  };
  const part = await blocks.together([segment.time, segment.processed]);
  await part.numbers(segment.time, rows, columns.time);
  await part.numbers(segment.event, rows, columns.event);
  await part.numbers(segment.keyHigh, rows, columns.keyHigh);
  await part.numbers(segment.keyLow, rows, columns.keyLow);
  await part.numbers(segment.processed, rows, columns.processed);
  if (segment.processed.relative) for (let r = 0; r < rows; r += 1) columns.processed[r]! += columns.time[r]!;
  return columns;
}
