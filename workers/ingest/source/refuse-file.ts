import { PteroError } from '#core/errors/ptero-error.ts';

const EXPECTED =
  'Ptero reads raw Mixpanel exports: JSON events, one a line or as one list (.ndjson, .jsonl, .json), also as .gz or .zip.';

/** A file that is whole, but no export. `looksLike` completes “It looks like …”. */
export function notAnExport(file: string, looksLike: string): PteroError {
  const message = `“${file}” looks like ${looksLike}. ${EXPECTED}`;
  return new PteroError({ code: 'import/not-an-export', message, details: { file, looksLike } });
}

/** A file with nothing in it to import. `why` completes “… is empty” sentences and ends with a full stop. */
export function emptyFile(file: string, why = 'is empty.'): PteroError {
  return new PteroError({ code: 'import/empty', message: `“${file}” ${why} ${EXPECTED}`, details: { file } });
}

/** A file that began well and cannot be read to its end. `why` is a clause about the file, without full stop. */
export function damagedFile(file: string, why: string, cause?: unknown): PteroError {
  const message = `“${file}” ${why}. Download or export it again; nothing of it was imported.`;
  return new PteroError({ code: 'import/damaged', message, details: { file } }, { cause });
}

/** Files that were to be the whole of a stretch of time, and end too early. */
export function incompleteFiles(files: readonly { readonly name: string }[]): PteroError {
  const names = files.map(({ name }) => `“${name}”`).join(', ');
  const message = `${names} ended before it was complete; nothing of it was imported.`;
  return new PteroError({ code: 'import/damaged', message, details: { file: names, isIncomplete: true } });
}

/** A file the system would not let us read, mostly because it changed. */
export function unreadableFile(file: string, cause: unknown): PteroError {
  const message = `“${file}” could not be read to its end: it was changed, moved or removed meanwhile. Choose it again; nothing was imported.`;
  return new PteroError({ code: 'import/unreadable', message, details: { file } }, { cause });
}
