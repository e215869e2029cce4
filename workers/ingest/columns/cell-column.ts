import type { PropertyCells } from '../../shared/batch.ts';

/** Collects the cells of one property of the running batch. */
export interface CellColumn {
  /** The last row that has a cell; -1 in an empty batch. */
  readonly lastRow: number;
  /** The path its cell came from. */
  readonly lastPath: number;
  /** Cells in the running batch. */
  readonly size: number;
  /** The text the property had last, as a code; -1 when none. Kept over batches: the next is often the same. */
  lastText: number;
  /** Add a cell. Rows must not descend; a row's second cell replaces its first. */
  put(row: number, path: number, tag: number, value: number): void;
  /** The cells so far as arrays of their own, or null when there are none. Then starts over. */
  take(): PropertyCells | null;
}

export function createCellColumn(property: number): CellColumn {
  let rows = new Uint32Array(16);
  let tags = new Uint8Array(16);
  let values = new Float64Array(16);
  let size = 0;
  let lastRow = -1;
  let lastPath = -1;

  const grow = (): void => {
    const [oldRows, oldTags, oldValues] = [rows, tags, values];
    (rows = new Uint32Array(size * 2)).set(oldRows);
    (tags = new Uint8Array(size * 2)).set(oldTags);
    (values = new Float64Array(size * 2)).set(oldValues);
  };

  return {
    get size() {
      return size;
    },
    get lastRow() {
      return lastRow;
    },
    get lastPath() {
      return lastPath;
    },
    lastText: -1,
    put(row, path, tag, value) {
      if (row === lastRow) size--;
      if (size === rows.length) grow();
      rows[size] = row;
      tags[size] = tag;
      values[size] = value;
      size++;
      lastRow = row;
      lastPath = path;
    },
    take() {
      if (size === 0) return null;
      const cells = { property, row: rows.slice(0, size), tag: tags.slice(0, size), value: values.slice(0, size) };
      size = 0;
      lastRow = lastPath = -1;
      return cells;
    },
  };
}
