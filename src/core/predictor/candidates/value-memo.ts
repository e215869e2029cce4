import type { PropertyColumn } from '../event-table.ts';
import { encodeValues, type ValueCodes } from './value-codes.ts';

/** Codes of columns that are the same in every analysis of a project. */
export interface ValueMemo {
  /** The codes of a column, known or worked out now. Yields now and then. */
  codesOf(column: PropertyColumn): Generator<undefined, ValueCodes>;
}

/** 4 bytes a cell: 64 MB. */
const MOST_CELLS = 16_000_000;

/** Remembers the codes of columns up to 16 million cells altogether; further ones are worked out each time. */
export function createValueMemo(): ValueMemo {
  const known = new Map<PropertyColumn, ValueCodes>();
  let cells = 0;
  return {
    *codesOf(column) {
      const before = known.get(column);
      if (before) return before;
      const codes = yield* encodeValues(column);
      if (cells + codes.code.length <= MOST_CELLS) {
        cells += codes.code.length;
        known.set(column, codes);
      }
      return codes;
    },
  };
}
