import { createNumberCodes } from '#core/predictor/candidates/number-codes.ts';
import { encodeValues } from '#core/predictor/candidates/value-codes.ts';
import type { ValueMemo } from '#core/predictor/candidates/value-memo.ts';
import type { PropertyColumn } from '#core/predictor/event-table.ts';

/** What a column says, in few bytes a cell. */
interface Packed {
  readonly cells: number;
  /** Null: every row of the table has a cell. */
  readonly position: Uint32Array | null;
  /** The one tag that all cells have, or each one's. */
  readonly tag: number | Uint8Array;
  /** Shape (cells,): places in `values`; where that is null, the values themselves. */
  readonly place: Uint8Array | Uint16Array | Float64Array;
  readonly values: Float64Array | null;
}
type Cells = Pick<PropertyColumn, 'position' | 'tag' | 'value'>;

/** Holds the cells of the one packed column that is being read. Columns that share it are read one after another. */
export interface Unpacked {
  of: object | null;
  cells: Cells | null;
}

const MOST_PLACES = 65_536;

/**
 * The same column in a fraction of the memory: its cells are written out when they are read, and forgotten when another
 * column that shares `unpacked` is.
 *
 * @param rows - rows of the table.
 * Cost: O(cells), packing and each time it is read anew.
 */
export function packColumn(column: PropertyColumn, rows: number, unpacked: Unpacked): PropertyColumn {
  const packed = pack(column, rows);
  const cells = (): Cells => {
    if (unpacked.of !== packed || unpacked.cells === null) {
      unpacked.cells = null;
      unpacked.cells = unpack(packed);
      unpacked.of = packed;
    }
    return unpacked.cells;
  };
  const { name, strings } = column;
  return {
    name,
    strings,
    get position() {
      return cells().position;
    },
    get tag() {
      return cells().tag;
    },
    get value() {
      return cells().value;
    },
  };
}

/** Codes of packed columns: worked out each time, from plain arrays, as a getter for each cell is several times slower. */
export const unpackedCodes: ValueMemo = {
  codesOf: ({ name, profile, strings, position, tag, value }) =>
    encodeValues({ name, ...(profile && { profile }), strings, position, tag, value }),
};

function pack({ position, tag, value }: PropertyColumn, rows: number): Packed {
  const cells = position.length;
  const first = tag[0] ?? 0;
  return {
    cells,
    position: cells === rows ? null : position,
    tag: tag.every((one) => one === first) ? first : tag,
    ...packValues(value),
  };
}

/** Places among the distinct values, where these are few. Without -0, which is no value of its own to a table. */
function packValues(value: Float64Array): Pick<Packed, 'place' | 'values'> {
  const codes = createNumberCodes();
  const values: number[] = [];
  const place = new Uint16Array(value.length);
  for (let cell = 0; cell < value.length; cell += 1) {
    const one = value[cell]!;
    let code = codes.find(one);
    if (code < 0) {
      if (values.length === MOST_PLACES) return { place: value, values: null };
      codes.add(one, (code = values.push(one) - 1));
    }
    if (one === 0 && Object.is(one, -0)) return { place: value, values: null };
    place[cell] = code;
  }
  return { place: values.length <= 256 ? Uint8Array.from(place) : place, values: Float64Array.from(values) };
}

function unpack({ cells, position, tag, place, values }: Packed): Cells {
  const value = new Float64Array(cells);
  if (values === null) value.set(place);
  else for (let cell = 0; cell < cells; cell += 1) value[cell] = values[place[cell]!]!;
  return {
    position: position ?? identity(cells),
    tag: typeof tag === 'number' ? new Uint8Array(cells).fill(tag) : tag,
    value,
  };
}

function identity(rows: number): Uint32Array {
  const position = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) position[row] = row;
  return position;
}
