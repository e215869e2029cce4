import type { SegmentColumns } from '../tally/running-tally.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import type { EventBatch, PropertyCells } from '../../shared/batch.ts';
import type { BlockWriter } from '../format/block-writer.ts';
import {
  SEGMENT_ROWS,
  type DictionaryName,
  type NumberBlock,
  type PropertyBlocks,
  type Segment,
} from '../format/layout.ts';
import type { CodeMap } from './code-map.ts';

export type CodeMaps = Readonly<Record<DictionaryName, CodeMap>>;

/**
 * Writes one batch as one or more segments.
 *
 * @param firstRow - the row number of its first row within the file. @param onColumns - given what was written of each.
 */
export async function writeSegments(
  out: BlockWriter,
  batch: EventBatch,
  codes: CodeMaps,
  firstRow: number,
  onColumns?: (columns: SegmentColumns) => void,
): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (let from = 0; from < batch.rows; from += SEGMENT_ROWS) {
    const to = Math.min(from + SEGMENT_ROWS, batch.rows);
    segments.push(await writeSegment(out, batch, codes, from, to, firstRow + from, onColumns));
  }
  return segments;
}

async function writeSegment(
  out: BlockWriter,
  batch: EventBatch,
  codes: CodeMaps,
  from: number,
  to: number,
  firstRow: number,
  onColumns?: (columns: SegmentColumns) => void,
): Promise<Segment> {
  const time = batch.time.subarray(from, to);
  let minTime = Infinity;
  let maxTime = -Infinity;
  for (const moment of time) {
    if (moment < minTime) minTime = moment;
    if (moment > maxTime) maxTime = moment;
  }
  const event = codes.events.map(batch.event.subarray(from, to));
  const user = codes.users.map(batch.user.subarray(from, to));
  const properties = cellsWithin(batch.properties, codes, from, to);
  const written = {
    rows: to - from,
    firstRow,
    minTime,
    maxTime,
    time: await out.numbers(time),
    event: await out.numbers(event),
    user: await out.numbers(user),
    keyHigh: await out.numbers(batch.keyHigh.subarray(from, to)),
    keyLow: await out.numbers(batch.keyLow.subarray(from, to)),
    processed: await writeProcessed(out, batch.processed.subarray(from, to), time),
    properties: await writeProperties(out, properties, to - from),
  };
  onColumns?.({
    time,
    event,
    user,
    properties: properties.map((cells, i) => shortCells(cells, written.properties[i]!)),
  });
  return written;
}

/** Processing follows the event closely, so the difference is short; without processing times it is stored as it is. */
async function writeProcessed(out: BlockWriter, processed: Float64Array, time: Float64Array): Promise<NumberBlock> {
  const difference = new Float64Array(processed.length);
  let isExact = true;
  for (let i = 0; i < processed.length && isExact; i += 1) {
    const moment = processed[i]!;
    difference[i] = moment - time[i]!;
    isExact = moment > 0 && time[i]! + difference[i]! === moment;
  }
  return isExact ? { ...(await out.numbers(difference)), relative: true } : out.numbers(processed);
}

/** The cells of rows [from, to), by project code and row of the segment. */
function cellsWithin(properties: readonly PropertyCells[], codes: CodeMaps, from: number, to: number): PropertyCells[] {
  const within: PropertyCells[] = [];
  for (const cells of properties) {
    const first = firstAtLeast(cells.row, from);
    const end = firstAtLeast(cells.row, to);
    if (first === end) continue;
    const tag = cells.tag.subarray(first, end);
    const rows = cells.row.subarray(first, end);
    within.push({
      property: codes.properties.one(cells.property),
      row: from === 0 ? rows : rows.map((row) => row - from),
      tag,
      value: projectValues(tag, cells.value.subarray(first, end), codes.strings),
    });
  }
  return within;
}

/** The cells with what is the same for all of them said once, as the blocks tell. */
const shortCells = ({ property, row, tag, value }: PropertyCells, { rows, tag: tags }: PropertyBlocks) => ({
  property,
  cells: row.length,
  row: rows.encoding.form === 'all' ? null : row,
  tag: tags.encoding.form === 'constant' ? tags.encoding.base : tag,
  value,
});

async function writeProperties(
  out: BlockWriter,
  properties: readonly PropertyCells[],
  rows: number,
): Promise<PropertyBlocks[]> {
  const written: PropertyBlocks[] = [];
  for (const { property, row, tag, value } of properties) {
    written.push({
      property,
      cells: row.length,
      rows: await out.positions(row, rows),
      tag: await out.numbers(tag),
      value: await out.numbers(value),
    });
  }
  return written;
}

/** Values with the import's string codes replaced by the project's. */
function projectValues(tag: Uint8Array, value: Float64Array, strings: CodeMap): Float64Array {
  if (strings.isSame) return value;
  return value.map((number, i) =>
    tag[i] === ValueTag.string || tag[i] === ValueTag.json ? strings.one(number) : number,
  );
}

function firstAtLeast(ascending: Uint32Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
