import type { EventBatch, PropertyCells } from '../../shared/batch.ts';
import type { Directory } from '../directory.ts';
import { createBlockWriter, type BlockWriter } from '../format/block-writer.ts';
import {
  type DictionaryName,
  dictionaryNames,
  type EventsFile,
  type FileIndex,
  type Segment,
  type TextBlock,
} from '../format/layout.ts';
import { readLiveSegment } from '../read/live-rows.ts';
import { readCells } from '../read/property-cells.ts';
import { isDead, type OpenEventsFile } from '../read/stored-project.ts';
import type { CodeMap } from './code-map.ts';
import { readKeys } from './read-keys.ts';
import { type CodeMaps, writeSegments } from './segment-writer.ts';

/** Source rows are gathered up to here before a segment is written. */
const ROWS_TOGETHER = 131_072;
const TEXTS_TOGETHER = 65_536;

const sameCodes: CodeMap = {
  isSame: true,
  add: (texts) => [...texts],
  map: (codes) => codes,
  one: (code) => code,
  size: () => 0,
};
const codes: CodeMaps = { events: sameCodes, users: sameCodes, properties: sameCodes, strings: sameCodes };

/**
 * Write the live rows and all texts of some neighbouring files as one file, in the same order.
 *
 * @param dead - a bitmap a file. @param onSegment - called now and then, and may throw to stop.
 *
 * Cost: O(rows and cells); the memory of some 400,000 rows.
 */
export async function mergeFiles(
  directory: Directory,
  name: string,
  files: readonly OpenEventsFile[],
  dead: readonly (Uint8Array | null)[],
  onSegment: () => void,
): Promise<EventsFile> {
  const out = createBlockWriter(await directory.create(name));
  try {
    const segments: Segment[] = [];
    let waiting: EventBatch[] = [];
    let gathered = 0;
    let rows = 0;
    const settle = async () => {
      if (gathered === 0) return;
      segments.push(...(await writeSegments(out, joinBatches(waiting, gathered), codes, rows)));
      rows += gathered;
      waiting = [];
      gathered = 0;
    };
    for (const [i, file] of files.entries()) {
      for (const segment of file.index.segments) {
        const batch = await readBatch(file, segment, dead[i] ?? null);
        waiting.push(batch);
        gathered += batch.rows;
        if (gathered >= ROWS_TOGETHER) await settle();
        onSegment();
      }
    }
    await settle();
    const dictionaries = await copyDictionaries(files, out);
    const index = await out.json({ segments, dictionaries } satisfies FileIndex);
    await out.finish();
    return { name, rows, index, bytes: out.bytes() };
  } catch (cause) {
    await Promise.allSettled([out.drop()]);
    throw cause;
  }
}

const noneAdded = { events: [], users: [], properties: [], strings: [] };

/** The live rows of a segment as the scanner would hand them on, with the project's codes. */
async function readBatch(file: OpenEventsFile, segment: Segment, dead: Uint8Array | null): Promise<EventBatch> {
  const live = await readLiveSegment(file, segment, dead);
  const keys = await readKeys(file, segment);
  const rows = live.row.length;
  const place = new Uint32Array(segment.rows);
  live.row.forEach((row, i) => (place[row] = i));
  const properties: PropertyCells[] = [];
  for (const blocks of segment.properties) {
    const { row, tag, value } = await readCells(file, segment, blocks, dead);
    if (row.length > 0) properties.push({ property: blocks.property, row: row.map((r) => place[r]!), tag, value });
  }
  return {
    rows,
    time: live.time,
    event: live.event,
    user: live.user,
    keyHigh: keys.keyHigh.filter((_, r) => !isDead(dead, segment.firstRow + r)),
    keyLow: keys.keyLow.filter((_, r) => !isDead(dead, segment.firstRow + r)),
    processed: keys.processed.filter((_, r) => !isDead(dead, segment.firstRow + r)),
    properties,
    added: noneAdded,
  };
}

function joinBatches(batches: readonly EventBatch[], rows: number): EventBatch {
  if (batches.length === 1) return batches[0]!;
  const joined = {
    rows,
    time: new Float64Array(rows),
    event: new Uint32Array(rows),
    user: new Uint32Array(rows),
    keyHigh: new Uint32Array(rows),
    keyLow: new Uint32Array(rows),
    processed: new Float64Array(rows),
  };
  const byProperty = new Map<number, PropertyCells[]>();
  let at = 0;
  for (const batch of batches) {
    for (const column of ['time', 'event', 'user', 'keyHigh', 'keyLow', 'processed'] as const)
      joined[column].set(batch[column], at);
    for (const cells of batch.properties) {
      const shifted = { ...cells, row: cells.row.map((row) => row + at) };
      byProperty.set(cells.property, [...(byProperty.get(cells.property) ?? []), shifted]);
    }
    at += batch.rows;
  }
  return { ...joined, properties: [...byProperty.values()].map(joinCells), added: noneAdded };
}

function joinCells(parts: readonly PropertyCells[]): PropertyCells {
  const cells = parts.reduce((sum, { row }) => sum + row.length, 0);
  const joined = {
    property: parts[0]!.property,
    row: new Uint32Array(cells),
    tag: new Uint8Array(cells),
    value: new Float64Array(cells),
  };
  let at = 0;
  for (const { row, tag, value } of parts) {
    joined.row.set(row, at);
    joined.tag.set(tag, at);
    joined.value.set(value, at);
    at += row.length;
  }
  return joined;
}

/** All texts in the same order, so that every code stays what it is. */
async function copyDictionaries(
  files: readonly OpenEventsFile[],
  out: BlockWriter,
): Promise<Record<DictionaryName, TextBlock[]>> {
  const dictionaries: Record<DictionaryName, TextBlock[]> = { events: [], users: [], properties: [], strings: [] };
  for (const name of dictionaryNames) {
    let waiting: string[] = [];
    const settle = async () => {
      if (waiting.length > 0) dictionaries[name].push(await out.texts(waiting));
      waiting = [];
    };
    for (const { blocks, index } of files) {
      for (const block of index.dictionaries[name]) {
        waiting = waiting.concat(await blocks.texts(block));
        if (waiting.length >= TEXTS_TOGETHER) await settle();
      }
    }
    await settle();
  }
  return dictionaries;
}
