import type { PropertyColumn } from '#core/predictor/event-table.ts';
import { unpackCells } from '../format/chunk-codec.ts';
import { NOWHERE } from './read-sorted.ts';
import { type CopyParts, readStrip, rowsIn } from './sorted-copies.ts';
import { collectCells } from './property-column.ts';

type Cells = Pick<PropertyColumn, 'position' | 'tag' | 'value'>;

/**
 * Reads one property from the sorted copies, as a sparse column of the table that was read from them.
 *
 * @param positionOfSlot - as `readCopiedRows` gave it. @param rows - rows of the table.
 * @throws PteroError `store/damaged` when a block is wrong.
 *
 * Cost: O(rows and cells of the chunks that are read); where slots are positions no memory but that of the column.
 */
export async function readCopiedColumn(
  copies: CopyParts,
  property: number,
  positionOfSlot: Uint32Array | null,
  rows: number,
): Promise<Cells> {
  if (positionOfSlot === null) return readStraight(copies, property);
  const tagAt = new Uint8Array(rows);
  const valueAt = new Float64Array(rows);
  let found = 0;
  for await (const { first, row, tag, value } of cellsOf(copies, property)) {
    for (let cell = 0; cell < row.length; cell += 1) {
      const position = positionOfSlot[first + row[cell]!]!;
      if (position === NOWHERE) continue;
      tagAt[position] = tag[cell]! + 1;
      valueAt[position] = value[cell]!;
      found += 1;
    }
  }
  return collectCells(tagAt, valueAt, found);
}

async function readStraight(copies: CopyParts, property: number): Promise<Cells> {
  const cells = copies.parts.reduce(
    (sum, { group }) => sum + (group.properties.find((one) => one.property === property)?.cells ?? 0),
    0,
  );
  const column = { position: new Uint32Array(cells), tag: new Uint8Array(cells), value: new Float64Array(cells) };
  let at = 0;
  for await (const { first, row, tag, value } of cellsOf(copies, property)) {
    for (let cell = 0; cell < row.length; cell += 1) column.position[at + cell] = first + row[cell]!;
    column.tag.set(tag, at);
    column.value.set(value, at);
    at += row.length;
  }
  return column;
}

/** The cells of a property, chunk by chunk. `first` is the slot of the chunk's first row. */
async function* cellsOf({ parts }: CopyParts, property: number) {
  for (const part of parts) {
    const own = part.group.properties.find((one) => one.property === property);
    if (own === undefined) continue;
    for await (const { k, bytes } of readStrip(part, own.strip))
      yield { first: part.firstSlot[k]!, ...unpackCells(bytes, rowsIn(part.group, part.chunks[k]!)) };
  }
}
