import { blobSource, type ByteSource, readPart } from './byte-source.ts';
import { crc32 } from '../../shared/crc32.ts';
import { isDebris } from './debris.ts';
import { inflate } from './inflate.ts';
import { damagedFile, notAnExport } from './refuse-file.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

function officeKind(names: readonly string[]): string | null {
  if (!names.includes('[Content_Types].xml')) return null;
  const starts = (prefix: string) => names.some((name) => name.startsWith(prefix));
  if (starts('xl/')) return 'an Excel workbook';
  return starts('word/') ? 'a Word document' : 'an Office document';
}

async function dataStart(file: Blob, { headerAt }: ZipEntry, label: string): Promise<number> {
  const header = await readPart(file, headerAt, headerAt + LOCAL_BYTES, label);
  const view = new DataView(header.buffer);
  if (view.byteLength < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_HEADER) {
    throw damagedFile(label, 'is damaged: the archive lists it, but it is not there');
  }
  return headerAt + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

function entrySource(file: Blob, entry: ZipEntry, archive: string, onPosition: (position: number) => void): ByteSource {
  const label = `${archive}/${entry.name}`;
  return {
    label,
    async *chunks() {
      const from = await dataStart(file, entry, label);
      const raw = blobSource(file, label, onPosition, from, Math.min(from + entry.compressedSize, file.size)).chunks();
      let crc = 0;
      let size = 0;
      for await (const chunk of entry.method === STORED ? raw : inflate(raw, 'deflate-raw', label)) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
      if (size !== entry.size || crc !== entry.crc) throw damagedFile(label, 'is damaged: its checksum is wrong');
    },
  };
}

/**
 * The files of a zip archive, leaving out what operating systems add to archives.
 *
 * @throws PteroError `import/not-an-export` for an Office file, a locked archive or an unknown compression;
 * `import/damaged` when the archive's list of contents is.
 */
export async function zipSources(
  file: Blob,
  label: string,
  onPosition: (position: number) => void,
): Promise<readonly ByteSource[]> {
  const entries = await readZipDirectory(file, label);
  const office = officeKind(entries.map(({ name }) => name));
  if (office) throw notAnExport(label, office);
  const wanted = entries.filter(({ name }) => !isDebris(name));
  for (const { name, encrypted, method } of wanted) {
    if (encrypted) throw notAnExport(`${label}/${name}`, 'a file locked with a password');
    if (method !== STORED && method !== DEFLATED) {
      throw notAnExport(`${label}/${name}`, 'a file compressed in a way browsers cannot read; zip it in the usual way');
    }
  }
  return wanted.map((entry) => entrySource(file, entry, label, onPosition));
}
