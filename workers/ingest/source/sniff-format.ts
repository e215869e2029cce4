/** What the first bytes of something tell. `looksLike` completes “It looks like …”. */
export type Sniffed =
  | { readonly kind: 'gzip' | 'zip' | 'text' | 'empty' }
  | { readonly kind: 'other'; readonly looksLike: string };

type Signature = readonly [looksLike: string, at: number, bytes: string];

/** Longer and rarer signatures first. */
const signatures: readonly Signature[] = [
  ['a PNG image', 0, '\x89PNG\r\n'],
  ['a JPEG image', 0, '\xff\xd8\xff'],
  ['a GIF image', 0, 'GIF8'],
  ['a WebP image', 8, 'WEBP'],
  ['an AVIF or HEIC image, or a video', 4, 'ftyp'],
  ['a TIFF image', 0, 'II*\0'],
  ['a PDF document', 0, '%PDF-'],
  ['a Parquet file', 0, 'PAR1'],
  ['an Avro file', 0, 'Obj\x01'],
  ['an ORC file', 0, 'ORC'],
  ['an Arrow file', 0, 'ARROW1'],
  ['an SQLite database', 0, 'SQLite format 3'],
  ['an old Office document', 0, '\xd0\xcf\x11\xe0'],
  ['a tar archive; unpack it first', 257, 'ustar'],
  ['a 7z archive; unpack it first', 0, "7z\xbc\xaf'\x1c"],
  ['a RAR archive; unpack it first', 0, 'Rar!'],
  ['a bzip2 file; unpack it first', 0, 'BZh'],
  ['an xz file; unpack it first', 0, '\xfd7zXZ'],
  ['a Zstandard file; unpack it first', 0, '\x28\xb5\x2f\xfd'],
  ['text in UTF-16; save it as UTF-8', 0, '\xff\xfe'],
  ['text in UTF-16; save it as UTF-8', 0, '\xfe\xff'],
];

function has(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Every second byte zero among the first ones: text in UTF-16 that does not say so. */
function isSilentUtf16(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 64);
  if (head.length < 8) return false;
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++;
  });
  return (zeros[0] === 0) !== (zeros[1] === 0) && Math.max(...zeros) > head.length * 0.4;
}

/** Tell what a file is by its first bytes; never by its name. */
export function sniffFormat(head: Uint8Array): Sniffed {
  if (head.length === 0) return { kind: 'empty' };
  if (head[0] === 0x1f && head[1] === 0x8b) return { kind: 'gzip' };
  if (has(head, 0, 'PK\x03\x04') || has(head, 0, 'PK\x05\x06')) return { kind: 'zip' };
  const signature = signatures.find(([, at, bytes]) => has(head, at, bytes));
  if (signature) return { kind: 'other', looksLike: signature[0] };
  if (isSilentUtf16(head)) return { kind: 'other', looksLike: 'text in UTF-16; save it as UTF-8' };
  if (head.subarray(0, 1024).includes(0)) return { kind: 'other', looksLike: 'a binary file' };
  return { kind: 'text' };
}
