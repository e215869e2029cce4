import type { PropertyColumn } from '#core/predictor/event-table.ts';
import { propertyCells } from './property-cells.ts';
import type { StoredProject } from './stored-project.ts';

/**
 * Read one property as a sparse column of the sorted event table.
 *
 * @param positionOfRow - shape (all rows,), the table position of each of the store's rows; `tableRows` or more: not in the table.
 * @param tableRows - rows of the sorted table. @param isWhole - whether that is every row that lives.
 *
 * Cost: O(rows + cells); 13 bytes of memory a row while it runs.
 */
export async function readPropertyColumn(
  project: Pick<StoredProject, 'files' | 'dead'>,
  property: number,
  name: string,
  positionOfRow: Uint32Array,
  tableRows: number,
  strings: readonly string[],
  isWhole = true,
): Promise<PropertyColumn> {
  const onAll = isWhole ? oneTagOnAllRows(project, property) : null;
  if (onAll !== null) {
    const value = new Float64Array(tableRows);
    for await (const cells of propertyCells(project, property)) {
      for (let cell = 0; cell < cells.row.length; cell += 1)
        value[positionOfRow[cells.row[cell]!]!] = cells.value[cell]!;
    }
    const position = new Uint32Array(tableRows);
    for (let at = 0; at < tableRows; at += 1) position[at] = at;
    return { name, position, tag: new Uint8Array(tableRows).fill(onAll), value, strings };
  }

  const tagAt = new Uint8Array(tableRows);
  const valueAt = new Float64Array(tableRows);
  let cells = 0;
  for await (const { row, tag, value } of propertyCells(project, property)) {
    for (let cell = 0; cell < row.length; cell += 1) {
      const position = positionOfRow[row[cell]!]!;
      if (position >= tableRows) continue;
      tagAt[position] = tag[cell]! + 1;
      valueAt[position] = value[cell]!;
      cells += 1;
    }
  }
  return { name, strings, ...collectCells(tagAt, valueAt, cells) };
}

/** A column of what stands at the positions of a table. `tagAt` holds a tag and one, 0 where there is no cell. */
export function collectCells(
  tagAt: Uint8Array,
  valueAt: Float64Array,
  cells: number,
): Pick<PropertyColumn, 'position' | 'tag' | 'value'> {
  const position = new Uint32Array(cells);
  const tag = new Uint8Array(cells);
  const value = new Float64Array(cells);
  let cell = 0;
  for (let at = 0; at < tagAt.length; at += 1) {
    if (tagAt[at] === 0) continue;
    position[cell] = at;
    tag[cell] = tagAt[at]! - 1;
    value[cell] = valueAt[at]!;
    cell += 1;
  }
  return { position, tag, value };
}

/** The tag of all cells, where every row of every segment has a cell and all are of one kind; else null. */
function oneTagOnAllRows({ files }: Pick<StoredProject, 'files'>, property: number): number | null {
  let tag: number | null = null;
  for (const { index } of files) {
    for (const { rows, properties } of index.segments) {
      const blocks = properties.find((one) => one.property === property);
      if (blocks === undefined || blocks.cells !== rows || blocks.tag.encoding.form !== 'constant') return null;
      const { base } = blocks.tag.encoding;
      if (tag !== null && base !== tag) return null;
      tag = base;
    }
  }
  return tag;
}
