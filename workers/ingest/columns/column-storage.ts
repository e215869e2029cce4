import { type ByteDictionary, createByteDictionary } from './byte-dictionary.ts';
import { type CellColumn, createCellColumn } from './cell-column.ts';
import { createRowColumns, type RowColumns } from './row-columns.ts';

/** Where an import's columns and texts are kept. */
export interface ColumnStorage {
  readonly rows: RowColumns;
  readonly texts: { readonly events: ByteDictionary; readonly users: ByteDictionary; readonly strings: ByteDictionary };
  /** Properties are numbered from 0 on. */
  makeColumn(property: number): CellColumn;
  /** Cells in the running batch. */
  cells(): number;
  /** Told under which property the values of a path are stored. */
  learnProperty?(path: number, property: number): void;
}

/** A storage of typed arrays. */
export function createColumnStorage(): ColumnStorage {
  const columns: CellColumn[] = [];
  return {
    rows: createRowColumns(),
    texts: { events: createByteDictionary(), users: createByteDictionary(), strings: createByteDictionary() },
    makeColumn(property) {
      const column = createCellColumn(property);
      columns.push(column);
      return column;
    },
    cells: () => columns.reduce((sum, { size }) => sum + size, 0),
  };
}
