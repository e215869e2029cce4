import { decodeNumbers, type EncodeNumbers, encodeNumbers, type NumberEncoding } from './number-codec.ts';

/** Which rows carry a cell: all of them, a bit a row, or the rows themselves. */
export type PositionEncoding =
  | { readonly form: 'all' }
  | { readonly form: 'bits' }
  | { readonly form: 'rows'; readonly numbers: NumberEncoding };

/**
 * Write ascending row numbers in the shorter of two ways.
 *
 * @param positions - shape (cells,), strictly ascending, each under `rows`. Not modified.
 */
export function encodePositions(
  positions: Uint32Array,
  rows: number,
  encode: EncodeNumbers = encodeNumbers,
): { encoding: PositionEncoding; bytes: Uint8Array<ArrayBuffer> } {
  if (positions.length === rows) return { encoding: { form: 'all' }, bytes: new Uint8Array(0) };
  const listed = encode(positions);
  const bitBytes = Math.ceil(rows / 8);
  if (listed.bytes.length <= bitBytes)
    return { encoding: { form: 'rows', numbers: listed.encoding }, bytes: listed.bytes };
  const bytes = new Uint8Array(bitBytes);
  for (const row of positions) bytes[row >>> 3]! |= 1 << (row & 7);
  return { encoding: { form: 'bits' }, bytes };
}

/** Read the ascending row numbers of `cells` cells among `rows` rows. */
export function decodePositions(
  encoding: PositionEncoding,
  bytes: Uint8Array<ArrayBuffer>,
  cells: number,
  rows: number,
): Uint32Array {
  const positions = new Uint32Array(cells);
  if (encoding.form === 'all') {
    for (let row = 0; row < cells; row += 1) positions[row] = row;
  } else if (encoding.form === 'rows') {
    decodeNumbers(encoding.numbers, bytes, cells, positions);
  } else {
    let cell = 0;
    for (let row = 0; row < rows; row += 1) {
      if ((bytes[row >>> 3]! & (1 << (row & 7))) !== 0) positions[cell++] = row;
    }
  }
  return positions;
}
