import type { ImportProgress, ImportReport, ImportRequest } from '#contract/ingest.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ImportSession, OpenImportSession } from '../shared/batch.ts';
import { createBreathing } from './breathing.ts';
import { isDebris } from './source/debris.ts';
import { nothingUsable, reportOf } from './import-report.ts';
import { type OpenedFile, openFile } from './source/open-file.ts';
import { createProgress } from './progress.ts';
import { readFiles } from './read-files.ts';
import { incompleteFiles } from './source/refuse-file.ts';
import { refuseTooLarge } from './source/refuse-too-large.ts';
import type { ScannerSource } from './parts/scanner-pool.ts';
import { toUtcOf } from './records/to-utc.ts';

export interface ImportDeps {
  readonly openSession: OpenImportSession;
  /** Workers to scan large files with; without them all is scanned here. */
  readonly scanners?: ScannerSource;
  /** What reads most lines; without it they are read several times slower. */
  readonly wasm?: WebAssembly.Module | null;
  /** Asked right before the import becomes part of the project; after false nothing is changed. */
  readonly mayCommit?: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from any start, by a clock that nobody can set; `now` when left out. */
  ticks?(): number;
}

/** The chosen files that are meant: all but what operating systems leave in folders. */
export function meantFiles(files: readonly File[]): readonly File[] {
  const meant = files.filter((file) => !isDebris(file.name));
  return meant.length > 0 ? meant : files;
}

const stopIf = (signal: AbortSignal): void => {
  if (signal.aborted) throw new PteroError({ code: 'job/cancelled', message: 'the import was cancelled' });
};

/** Rejects once the signal aborts. */
function rejectionOf(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    const stop = () => reject(new PteroError({ code: 'job/cancelled', message: 'the import was cancelled' }));
    signal.addEventListener('abort', stop, { once: true });
  });
  promise.catch(() => undefined);
  return promise;
}

/**
 * Read files into the store.
 *
 * Times are read as the project was begun; the request's basis counts for a new project only.
 *
 * All files are looked into before anything is stored: one that is no export refuses the whole import. On any
 * failure and on cancel the store is left as it was.
 *
 * @throws PteroError `import/*` naming the file, `job/cancelled`, or what the store throws.
 */
export async function runImport(
  request: ImportRequest,
  { openSession, scanners, wasm, mayCommit, now, ticks = now }: ImportDeps,
  signal: AbortSignal,
  tell: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const startedAt = ticks();
  const { timeBasis, projectId, projectName, newProjectId, mode, source, oneIn = 1 } = request;
  const files = meantFiles(request.files);
  const progress = createProgress(
    files.reduce((sum, file) => sum + file.size, 0),
    ticks,
    tell,
  );
  let bytesBefore = -1;
  const breathing = createBreathing(ticks);
  const pause = async (): Promise<void> => {
    await breathing.pause();
    stopIf(signal);
  };
  let session: ImportSession | null = null;
  try {
    const opened: OpenedFile[] = [];
    for (const file of files) {
      if (request.whole && file.size === 0) continue;
      const onPosition = (position: number) => bytesBefore >= 0 && progress.reading(bytesBefore + position);
      opened.push(await openFile(file, { onPosition, pause }));
    }
    refuseTooLarge(opened, oneIn);
    session = await openSession({ projectId, projectName, newProjectId, mode, timeBasis, oneIn, source, signal });
    const startFile = (before: number): void => {
      bytesBefore = before;
    };
    const reading = await readFiles(opened, {
      session,
      timeBasis: session.timeBasis,
      progress,
      scanners: scanners ?? null,
      wasm: wasm ?? null,
      startFile,
      pause,
      stopped: rejectionOf(signal),
    });
    stopIf(signal);
    if (request.whole && reading.incomplete) throw incompleteFiles(files);
    if (reading.appended === 0 && !request.whole) throw nothingUsable(reading);
    const toUtc = toUtcOf(session.timeBasis);
    const meta = {
      files: files.map(({ name }) => name),
      linesRefused: reading.refusals.count,
      incomplete: reading.incomplete,
      at: now(),
      ...(request.whole && { whole: { from: toUtc(request.whole.from), to: toUtc(request.whole.to) } }),
    };
    const committed = await session.commit(meta, (fraction) => progress.writing(fraction), mayCommit);
    return reportOf(reading, committed, ticks() - startedAt);
  } catch (cause) {
    await Promise.allSettled([session?.abort()]);
    throw signal.aborted && PteroError.from(cause).code === 'internal/unexpected'
      ? new PteroError({ code: 'job/cancelled', message: 'the import was cancelled' }, { cause })
      : cause;
  } finally {
    breathing.end();
  }
}
