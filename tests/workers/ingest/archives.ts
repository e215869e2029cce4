import { gzipSync, zipSync } from 'fflate';
import { bytesOf } from './line-reader.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes end to end. */
export function joined(...parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export const gzip = (text: string | Uint8Array, filename?: string): Bytes =>
  gzipSync(typeof text === 'string' ? bytesOf(text) : text, filename ? { filename } : {}) as Bytes;

/** A zip archive; `level` 0 stores. */
export const zip = (entries: Record<string, string | Uint8Array>, level: 0 | 6 = 6): Bytes =>
  zipSync(
    Object.fromEntries(
      Object.entries(entries).map(([name, content]) => [
        name,
        typeof content === 'string' ? bytesOf(content) : content,
      ]),
    ),
    { level },
  ) as Bytes;

const find = (bytes: Uint8Array, signature: number): number => {
  const view = new DataView(bytes.buffer);
  let at = bytes.length - 4;
  while (view.getUint32(at, true) !== signature) at--;
  return at;
};

/** The same one-entry archive with its sizes, place and list of contents written in zip64 form. */
export function asZip64(archive: Uint8Array): Bytes {
  const entryAt = find(archive, 0x02014b50);
  const endAt = find(archive, 0x06054b50);
  const entry = archive.slice(entryAt, endAt);
  const entryView = new DataView(entry.buffer);
  const extra = new Uint8Array(28);
  const extraView = new DataView(extra.buffer);
  extraView.setUint16(0, 1, true);
  extraView.setUint16(2, 24, true);
  [24, 20, 42].forEach((from, i) => {
    extraView.setBigUint64(4 + i * 8, BigInt(entryView.getUint32(from, true)), true);
    entryView.setUint32(from, 0xffffffff, true);
  });
  entryView.setUint16(30, extra.length, true);
  const wide = joined(entry.slice(0, 46 + entryView.getUint16(28, true)), extra);
  const end64 = new Uint8Array(56 + 20);
  const end64View = new DataView(end64.buffer);
  end64View.setUint32(0, 0x06064b50, true);
  end64View.setBigUint64(24, 1n, true);
  end64View.setBigUint64(32, 1n, true);
  end64View.setBigUint64(40, BigInt(wide.length), true);
  end64View.setBigUint64(48, BigInt(entryAt), true);
  end64View.setUint32(56, 0x07064b50, true);
  end64View.setBigUint64(64, BigInt(entryAt + wide.length), true);
  const end = archive.slice(endAt);
  const endView = new DataView(end.buffer);
  endView.setUint32(12, 0xffffffff, true);
  endView.setUint32(16, 0xffffffff, true);
  return joined(archive.slice(0, entryAt), wide, end64, end);
}
