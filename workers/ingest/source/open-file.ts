import type { FileFormat, FileInspection } from '#contract/ingest.ts';
import { detectWallClock } from '#core/mixpanel/detect-wall-clock.ts';
import { blobSource, type ByteSource, readHead } from './byte-source.ts';
import { gunzipped } from './gunzip.ts';
import { lookAtText, type TextLook } from './look-at-text.ts';
import { zipSources } from './read-zip.ts';
import { emptyFile, notAnExport } from './refuse-file.ts';
import { sniffFormat } from './sniff-format.ts';
import { BOM_BYTES, startsWithBom, withoutBom } from './without-bom.ts';

/** A text of events: a file, or a file in an archive. */
export interface Member extends TextLook {
  readonly source: ByteSource;
  /** The file itself where its text lies in it as it is, not packed. */
  readonly plain?: PlainText;
}

/** `textAt`: the first byte behind a byte order mark. */
export interface PlainText {
  readonly file: Blob;
  readonly textAt: number;
  /** The text from a place on. */
  from(position: number): ByteSource;
}

/** A chosen file that was looked into and found to be an export. */
export interface OpenedFile {
  readonly file: File;
  readonly name: string;
  readonly bytes: number;
  readonly format: FileFormat;
  readonly members: readonly Member[];
}

export interface OpenOptions {
  /** Told how far the file was read, in its own bytes, whenever a member's source is read. */
  onPosition(position: number): void;
  /** Called before each text is looked into; throws to stop. */
  pause(): Promise<void>;
}

/** How much of each text is looked at: some thousand events. */
const HEAD = 1 << 20;
/** A gzip file gzipped again is read; more layers are a trap. */
const LAYERS = 2;

async function openText(source: ByteSource, head: Uint8Array, whole: boolean): Promise<Member> {
  return { source: withoutBom(source), ...lookAtText(head, whole, source.label) };
}

async function openInner(source: ByteSource, layers: number): Promise<Member> {
  const { bytes, whole } = await readHead(source, HEAD);
  const sniffed = sniffFormat(bytes);
  switch (sniffed.kind) {
    case 'text':
      return openText(source, bytes, whole);
    case 'gzip':
      if (layers === 0) throw notAnExport(source.label, 'a file that was compressed several times');
      return openInner(gunzipped(source), layers - 1);
    case 'zip':
      throw notAnExport(source.label, 'a zip archive inside another archive; unpack it first');
    case 'empty':
      throw emptyFile(source.label);
    case 'other':
      throw notAnExport(source.label, sniffed.looksLike);
  }
}

/**
 * Find the events in a file, by its content.
 *
 * @throws PteroError `import/not-an-export`, `import/empty`, `import/damaged` or `import/unreadable`; the message
 * says which file, what it looks like and what is expected.
 */
export async function openFile(file: File, { onPosition, pause }: OpenOptions): Promise<OpenedFile> {
  await pause();
  const source = blobSource(file, file.name, onPosition);
  const head = (await readHead(source, BOM_BYTES)).bytes;
  const { kind } = sniffFormat(head);
  const opened = (format: FileFormat, members: readonly Member[]): OpenedFile => ({
    file,
    name: file.name,
    bytes: file.size,
    format,
    members,
  });
  if (kind === 'zip') {
    const members: Member[] = [];
    for (const entry of await zipSources(file, file.name, onPosition)) {
      await pause();
      members.push(await openInner(entry, LAYERS));
    }
    if (members.length === 0) throw emptyFile(file.name, 'is an archive with no files in it.');
    return opened('zip', members);
  }
  const member = await openInner(source, LAYERS);
  if (kind === 'gzip') return opened('gzip', [member]);
  const plain = {
    file,
    textAt: startsWithBom(head) ? BOM_BYTES : 0,
    from: (position: number) => blobSource(file, file.name, onPosition, position),
  };
  return opened(member.framing === 'list' ? 'json-array' : 'ndjson', [{ ...member, plain }]);
}

/** What the page is told of an opened file. */
export function inspectionOf({ name, bytes, format, members }: OpenedFile): FileInspection {
  return {
    name,
    bytes,
    format,
    wallClockOffsetMinutes: detectWallClock(members.flatMap(({ sightings }) => sightings)),
    firstTimeMs: members.find(({ firstTimeMs }) => firstTimeMs !== null)?.firstTimeMs ?? null,
  };
}
