import { isDead, type OpenEventsFile, type StoredProject } from './stored-project.ts';
import type { PropertyBlocks, Segment } from '../format/layout.ts';

/** The live cells of one property in one segment. `row` holds the store's row numbers, ascending. */
export interface SegmentCells {
  readonly row: Uint32Array;
  readonly tag: Uint8Array;
  readonly value: Float64Array;
}

/** Reads the live cells of a property (project code), segment by segment, in import order. */
export async function* propertyCells(
  project: Pick<StoredProject, 'files' | 'dead'>,
  property: number,
): AsyncGenerator<SegmentCells> {
  for (const [i, file] of project.files.entries()) {
    for (const segment of file.index.segments) {
      for (const blocks of segment.properties) {
        if (blocks.property === property) yield await readCells(file, segment, blocks, project.dead[i] ?? null);
      }
    }
  }
}

async function readCells(
  { blocks, base }: OpenEventsFile,
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

  let live = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    const rowInFile = segment.firstRow + row[cell]!;
    if (isDead(dead, rowInFile)) continue;
    row[live] = base + rowInFile;
    tag[live] = tag[cell]!;
    value[live] = value[cell]!;
    live += 1;
  }
  return { row: row.subarray(0, live), tag: tag.subarray(0, live), value: value.subarray(0, live) };
}
