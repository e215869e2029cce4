import type { PropertyBlocks, Segment } from '../format/layout.ts';
import type { LiveRows } from '../read/live-rows.ts';
import { readCells } from '../read/property-cells.ts';
import type { OpenEventsFile } from '../read/stored-project.ts';
import type { CellCounter, CountedCells, PropertyCounts } from './property-counts.ts';

/** The event of each row of a segment (dead ones: any), its live rows by event, and whether all live. */
export interface RowsByEvent {
  readonly event: Uint32Array;
  readonly rowsOfEvent: Float64Array;
  readonly allLive: boolean;
}

/** @param events - event codes there are. */
export function rowsByEventOf(segment: Segment, live: LiveRows, events: number): RowsByEvent {
  const rowsOfEvent = new Float64Array(events);
  for (let i = 0; i < live.event.length; i += 1) rowsOfEvent[live.event[i]!]! += 1;
  if (live.row.length === segment.rows) return { event: live.event, rowsOfEvent, allLive: true };
  const event = new Uint32Array(segment.rows);
  live.row.forEach((row, i) => (event[row] = live.event[i]!));
  return { event, rowsOfEvent, allLive: false };
}

/** Counts the live cells of one property in one segment. What is the same for all cells is not written out. */
export async function countCells(
  {
    file,
    segment,
    dead,
  }: { readonly file: OpenEventsFile; readonly segment: Segment; readonly dead: Uint8Array | null },
  blocks: PropertyBlocks,
  rows: RowsByEvent,
  counts: PropertyCounts,
  counter: CellCounter,
): Promise<void> {
  const counted = rows.allLive
    ? await readShort(file, segment, blocks)
    : await readCells(file, segment, blocks, dead).then((live) => ({ ...live, cells: live.row.length }));
  counter.count(counts, { ...counted, event: rows.event, rowsOfEvent: rows.rowsOfEvent });
}

async function readShort(
  { blocks }: OpenEventsFile,
  segment: Segment,
  property: PropertyBlocks,
): Promise<Pick<CountedCells, 'cells' | 'row' | 'tag' | 'value'>> {
  const { cells } = property;
  const part = await blocks.together([property.rows, property.tag, property.value]);
  const row = property.rows.encoding.form === 'all' ? null : await part.positions(property.rows, cells, segment.rows);
  const { encoding } = property.tag;
  if (encoding.form === 'constant') {
    const value = new Float64Array(cells);
    await part.numbers(property.value, cells, value);
    return { cells, row, tag: encoding.base, value };
  }
  const tag = new Uint8Array(cells);
  const value = new Float64Array(cells);
  await part.numbers(property.tag, cells, tag);
  await part.numbers(property.value, cells, value);
  return { cells, row, tag, value };
}
