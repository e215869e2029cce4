import { readPart } from './byte-source.ts';
import { damagedFile } from './refuse-file.ts';

/** One file in a zip archive. Sizes and places in bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated; other methods are not read. */
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerAt: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const big = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

async function findDirectory(file: Blob, label: string): Promise<{ at: number; bytes: number; entries: number }> {
  const tailAt = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT - LOCATOR_BYTES);
  const tail = viewOf(await readPart(file, tailAt, file.size, label));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0) throw damagedFile(label, 'is a zip archive that is cut off: its list of contents is missing');
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR_64) {
    const entries = tail.getUint16(at + 10, true);
    return { bytes: tail.getUint32(at + 12, true), at: tail.getUint32(at + 16, true), entries };
  }
  const end64At = big(tail, locator + 8);
  const end64 = viewOf(await readPart(file, end64At, end64At + 56, label));
  if (end64.byteLength < 56 || end64.getUint32(0, true) !== END_64) {
    throw damagedFile(label, 'is a damaged zip archive: its list of contents is not where it should be');
  }
  return { bytes: big(end64, 40), at: big(end64, 48), entries: big(end64, 32) };
}

/** Sizes and place of an entry; zip64 keeps those that need more than 32 bits in an extra field, in this order. */
function wideNumbers(view: DataView, extraAt: number, extraEnd: number, narrow: readonly number[]): number[] {
  for (let at = extraAt; at + 4 <= extraEnd; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return narrow.map((value) => {
      if (value !== IN_ZIP64) return value;
      next += 8;
      return big(view, next - 8);
    });
  }
  return [...narrow];
}

/**
 * Read the list of contents at the end of a zip archive, zip64 included. Folders are left out.
 *
 * @throws PteroError `import/damaged` when there is none, or it is broken.
 */
export async function readZipDirectory(file: Blob, label: string): Promise<readonly ZipEntry[]> {
  const { at: directoryAt, bytes, entries: listed } = await findDirectory(file, label);
  const directory = await readPart(file, directoryAt, directoryAt + bytes, label);
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let found = 0;
  try {
    for (let at = 0; at + ENTRY_BYTES <= view.byteLength;) {
      if (view.getUint32(at, true) !== ENTRY) throw new RangeError('no entry where one should be');
      const flags = view.getUint16(at + 8, true);
      const nameAt = at + ENTRY_BYTES;
      const extraAt = nameAt + view.getUint16(at + 28, true);
      const extraEnd = extraAt + view.getUint16(at + 30, true);
      const narrow = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
      const [size = 0, compressedSize = 0, headerAt = 0] = wideNumbers(view, extraAt, extraEnd, narrow);
      const name = new TextDecoder().decode(directory.subarray(nameAt, extraAt));
      const entry = {
        name,
        encrypted: (flags & 1) === 1,
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
      };
      found++;
      if (!name.endsWith('/')) entries.push({ ...entry, compressedSize, size, headerAt });
      at = extraEnd + view.getUint16(at + 32, true);
    }
    // Without zip64 the count has 16 bits.
    if (found % 2 ** 16 !== listed % 2 ** 16) throw new RangeError('not as many entries as there should be');
  } catch (cause) {
    throw damagedFile(label, 'is a damaged zip archive: its list of contents cannot be read', cause);
  }
  return entries;
}
