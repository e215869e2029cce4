import type { FileWriter } from '../directory.ts';
import { crc32 } from '../../shared/crc32.ts';
import type { Block, NumberBlock, PositionBlock, TextBlock } from './layout.ts';
import { type EncodeNumbers, encodeNumbers } from './number-codec.ts';
import { encodePositions } from './position-codec.ts';

/** Appends checksummed blocks to one file. Answers where each one lies. */
export interface BlockWriter {
  raw(bytes: Uint8Array<ArrayBuffer>): Promise<Block>;
  numbers(values: Uint8Array | Uint32Array | Float64Array): Promise<NumberBlock>;
  positions(positions: Uint32Array, rows: number): Promise<PositionBlock>;
  texts(texts: readonly string[]): Promise<TextBlock>;
  /** Plain data as JSON. */
  json(value: unknown): Promise<Block>;
  /** Bytes written so far. */
  bytes(): number;
  /** Makes all blocks survive a kill, and gives the file free. */
  finish(): Promise<void>;
  /** Gives the file free; what is in it does not matter. */
  drop(): Promise<void>;
}

/** Blocks are gathered up to this size: a write costs about 0.1 ms, however short. */
const GATHERED_BYTES = 1 << 20;

export function createBlockWriter(file: FileWriter, encode: EncodeNumbers = encodeNumbers): BlockWriter {
  const encoder = new TextEncoder();
  // Made at the first block: what fails while a file is open must fail where its user closes it.
  let gathered: Uint8Array<ArrayBuffer> | null = null;
  let waiting = 0;
  let at = 0;

  const flush = async (): Promise<void> => {
    if (gathered !== null && waiting > 0) await file.write(gathered.subarray(0, waiting));
    waiting = 0;
  };
  const raw = async (bytes: Uint8Array<ArrayBuffer>): Promise<Block> => {
    const block = { at, bytes: bytes.length, crc: crc32(bytes) };
    const padded = 8 * Math.ceil(bytes.length / 8);
    if (waiting + padded > GATHERED_BYTES) await flush();
    if (padded > GATHERED_BYTES) {
      const whole = new Uint8Array(padded);
      whole.set(bytes);
      await file.write(whole);
    } else {
      gathered ??= new Uint8Array(GATHERED_BYTES);
      gathered.set(bytes, waiting);
      gathered.fill(0, waiting + bytes.length, waiting + padded);
      waiting += padded;
    }
    at += padded;
    return block;
  };
  const numbers = async (values: Uint8Array | Uint32Array | Float64Array): Promise<NumberBlock> => {
    const { encoding, bytes } = encode(values);
    return { ...(await raw(bytes)), encoding };
  };

  return {
    raw,
    numbers,
    positions: async (positions, rows) => {
      const { encoding, bytes } = encodePositions(positions, rows, encode);
      return { ...(await raw(bytes)), encoding };
    },
    texts: async (texts) => {
      const characters = new Uint32Array(texts.length);
      for (let i = 0; i < texts.length; i += 1) characters[i] = texts[i]!.length;
      const lengths = await numbers(characters);
      return { ...(await raw(encoder.encode(texts.join('')))), count: texts.length, lengths };
    },
    json: (value) => raw(encoder.encode(JSON.stringify(value))),
    bytes: () => at,
    finish: async () => {
      await flush();
      await file.close();
    },
    drop: () => file.close(),
  };
}
