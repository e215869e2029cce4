import { isDead, type OpenEventsFile, type StoredProject } from './stored-project.ts';
import type { PropertyBlocks, Segment } from '../format/layout.ts';

/** The live cells of one property in one segment. */
export interface SegmentCells {
  /** Ascending. Row numbers within the segment, or the store's own, as it is said where they are read. */
  readonly row: Uint32Array;
  readonly tag: Uint8Array;
  readonly value: Float64Array;
}

/** Reads the live cells of a property (project code), segment by segment, in import order. `row` is the store's row number. */
export async function* propertyCells(
  project: Pick<StoredProject, 'files' | 'dead'>,
  property: number,
): AsyncGenerator<SegmentCells> {
  for (const [i, file] of project.files.entries()) {
    for (const segment of file.index.segments) {
      const blocks = segment.properties.find((one) => one.property === property);
      if (blocks === undefined) continue;
      const cells = await readCells(file, segment, blocks, project.dead[i] ?? null);
      const first = file.base + segment.firstRow;
      for (let cell = 0; cell < cells.row.length; cell += 1) cells.row[cell]! += first;
      yield cells;
    }
  }
}

/** Reads the live cells of one property in one segment. `row` is the row number within the segment. */
export async function readCells(
  { blocks }: OpenEventsFile,
  segment: Segment,
  property: PropertyBlocks,
  dead: Uint8Array | null,
): Promise<SegmentCells> {
  const { cells } = property;
  const part = await blocks.together([property.rows, property.tag, property.value]);
  const row = await part.positions(property.rows, cells, segment.rows);
  const tag = new Uint8Array(cells);
  const value = new Float64Array(cells);
  await part.numbers(property.tag, cells, tag);
  await part.numbers(property.value, cells, value);
  if (dead === null) return { row, tag, value };

  let live = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    if (isDead(dead, segment.firstRow + row[cell]!)) continue;
    row[live] = row[cell]!;
    tag[live] = tag[cell]!;
    value[live] = value[cell]!;
    live += 1;
  }
  return { row: row.subarray(0, live), tag: tag.subarray(0, live), value: value.subarray(0, live) };
}
