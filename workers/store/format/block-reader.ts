import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory, StoredFile } from '../directory.ts';
import { crc32 } from '../../shared/crc32.ts';
import type { Block, NumberBlock, PositionBlock, TextBlock } from './layout.ts';
import { decodeNumbers, encodedBytes } from './number-codec.ts';
import { decodePositions } from './position-codec.ts';

/** Reads blocks of one file and proves each against its checksum. */
export interface BlockReader {
  raw(block: Block): Promise<Uint8Array<ArrayBuffer>>;
  /** Reads the stretch that holds all these blocks at once; the answer reads them from memory. */
  together(blocks: readonly Block[]): Promise<BlockReader>;
  numbers(block: NumberBlock, count: number, out: Uint8Array | Uint32Array | Float64Array, at?: number): Promise<void>;
  positions(block: PositionBlock, cells: number, rows: number): Promise<Uint32Array>;
  texts(block: TextBlock): Promise<string[]>;
  json(block: Block): Promise<unknown>;
}

/** The error for a file that is not what its manifest says. Numbers are never made from such a file. */
export function damaged(project: string, file: string, what: string): PteroError {
  return new PteroError({
    code: 'store/damaged',
    message: `The stored events of “${project}” are damaged: ${what} in ${file}. Import the export files again.`,
    details: { project, file },
  });
}

/**
 * Opens a file for reading blocks.
 *
 * @throws PteroError `store/damaged` when the file is missing or its length is not the expected one.
 */
export async function openBlocks(
  directory: Directory,
  name: string,
  bytes: number,
  project: string,
): Promise<BlockReader> {
  const file = await directory.open(name);
  if (file === null) throw damaged(project, name, 'the file is missing');
  if (file.bytes !== bytes) throw damaged(project, name, `${file.bytes} bytes where ${bytes} belong`);
  return createBlockReader(file, (what) => damaged(project, name, what));
}

function createBlockReader(file: StoredFile, fault: (what: string) => PteroError): BlockReader {
  const raw = async (block: Block): Promise<Uint8Array<ArrayBuffer>> => {
    if (block.bytes === 0) return new Uint8Array(0);
    const bytes = await file.read(block.at, block.bytes);
    if (bytes.length !== block.bytes) throw fault(`the file ends within the block at byte ${block.at}`);
    if (crc32(bytes) !== block.crc) throw fault(`a wrong checksum at byte ${block.at}`);
    return bytes;
  };
  const numbers: BlockReader['numbers'] = async (block, count, out, at = 0) => {
    const bytes = await raw(block);
    if (bytes.length !== encodedBytes(block.encoding, count))
      throw fault(`a column of the wrong length at byte ${block.at}`);
    decodeNumbers(block.encoding, bytes, count, out, at);
  };

  return {
    raw,
    numbers,
    async together(blocks) {
      const from = Math.min(...blocks.map((block) => block.at));
      const to = Math.max(...blocks.map((block) => block.at + block.bytes));
      const stretch = await file.read(from, to - from);
      const part: StoredFile = {
        bytes: file.bytes,
        read: async (offset, length) => stretch.subarray(offset - from, offset - from + length),
      };
      return createBlockReader(part, fault);
    },
    positions: async (block, cells, rows) => decodePositions(block.encoding, await raw(block), cells, rows),
    async texts(block) {
      const lengths = new Uint32Array(block.count);
      await numbers(block.lengths, block.count, lengths);
      const joined = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await raw(block));
      const texts: string[] = [];
      let start = 0;
      for (const length of lengths) texts.push(joined.slice(start, (start += length)));
      return texts;
    },
    json: async (block) => JSON.parse(new TextDecoder().decode(await raw(block))) as unknown,
  };
}
