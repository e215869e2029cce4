import { decodeDense, type DenseEncoding, encodeDeltas, encodeRuns } from './dense-codec.ts';
import type { EncodeNumbers, Numbers } from './number-codec.ts';
import { decodePositions, encodePositions, type PositionEncoding } from './position-codec.ts';

/**
 * A chunk is one stretch of bytes: the length of a header (32 bits, little-endian), the header as JSON, and some parts, each
 * from a multiple of eight on. Nobody needs to know more of it than where it lies.
 */
interface Header {
  /** Bytes of each part. */
  readonly parts: readonly number[];
}
interface NumbersHeader extends Header {
  readonly encoding: DenseEncoding;
}
interface CellsHeader extends Header {
  readonly cells: number;
  readonly rows: PositionEncoding;
  readonly tag: DenseEncoding;
  readonly value: DenseEncoding;
}

/** The cells of one property in one chunk. `row` counts within the chunk, ascending. Shapes: (cells,). */
export interface ChunkCells {
  readonly row: Uint32Array;
  readonly tag: Uint8Array;
  readonly value: Float64Array;
}

const upToEight = (bytes: number): number => 8 * Math.ceil(bytes / 8);

function pack(header: object, parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify({ ...header, parts: parts.map(({ length }) => length) }));
  const size = parts.reduce((sum, { length }) => sum + upToEight(length), upToEight(4 + json.length));
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let at = upToEight(4 + json.length);
  for (const part of parts) {
    bytes.set(part, at);
    at += upToEight(part.length);
  }
  return bytes;
}

function unpack<H extends Header>(
  bytes: Uint8Array<ArrayBuffer>,
): { readonly header: H; readonly parts: readonly Uint8Array<ArrayBuffer>[] } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as H;
  let at = upToEight(4 + length);
  const parts = header.parts.map((size) => {
    const part = bytes.subarray(at, at + size);
    at += upToEight(size);
    return part;
  });
  return { header, parts };
}

/** @param risesByUser - whether the numbers mostly rise by little, as those of a user do in their order. */
export function packNumbers(values: Numbers, risesByUser: boolean, plain?: EncodeNumbers): Uint8Array<ArrayBuffer> {
  const { encoding, bytes } = (risesByUser ? encodeDeltas : encodeRuns)(values, plain);
  return pack({ encoding }, [bytes]);
}

/** Reads `count` numbers into `out`, from position `at` on. `bytes` start at a multiple of eight in their buffer. */
export function unpackNumbers(bytes: Uint8Array<ArrayBuffer>, count: number, out: Numbers, at: number): void {
  const { header, parts } = unpack<NumbersHeader>(bytes);
  decodeDense(header.encoding, parts[0]!, count, out, at);
}

export function packCells(
  { row, tag, value }: ChunkCells,
  rows: number,
  plain?: EncodeNumbers,
): Uint8Array<ArrayBuffer> {
  const positions = encodePositions(row, rows, plain);
  const tags = encodeRuns(tag, plain);
  const values = encodeRuns(value, plain);
  return pack({ cells: row.length, rows: positions.encoding, tag: tags.encoding, value: values.encoding }, [
    positions.bytes,
    tags.bytes,
    values.bytes,
  ]);
}

/** Reads the cells among `rows` rows. */
export function unpackCells(bytes: Uint8Array<ArrayBuffer>, rows: number): ChunkCells {
  const { header, parts } = unpack<CellsHeader>(bytes);
  const { cells } = header;
  const tag = new Uint8Array(cells);
  const value = new Float64Array(cells);
  decodeDense(header.tag, parts[1]!, cells, tag);
  decodeDense(header.value, parts[2]!, cells, value);
  return { row: decodePositions(header.rows, parts[0]!, cells, rows), tag, value };
}
