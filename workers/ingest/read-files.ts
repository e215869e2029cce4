import type { ImportReport, TimeBasis } from '#contract/ingest.ts';
import type { ImportSession } from '../shared/batch.ts';
import type { ByteSource } from './source/byte-source.ts';
import { createCollector, type Tally } from './records/collect-records.ts';
import { createRemoteCutter, type RemoteCutter } from './parts/cut-elsewhere.ts';
import { partsOfFile, partsOfStream } from './parts/cut-parts.ts';
import { type CodeMerger, createCodeMerger } from './parts/merge-codes.ts';
import type { Member, OpenedFile } from './source/open-file.ts';
import type { ProgressTeller } from './progress.ts';
import { unpackBatch } from './columns/packed-texts.ts';
import { createRefusals, type Refusals } from './records/refusals.ts';
import { createScannerPool, type FinishedPart, type ScannerPool, type ScannerSource } from './parts/scanner-pool.ts';
import type { Framing } from './records/text-reader.ts';
import { toUtcOf } from './records/to-utc.ts';

/** What was read of the files, before duplicates are known. */
export interface Reading {
  readonly files: ImportReport['files'];
  readonly appended: number;
  readonly withoutUser: number;
  readonly refusals: Refusals;
  readonly incomplete: boolean;
}

/** What reading needs of the import it belongs to. */
export interface ReadingDeps {
  readonly session: ImportSession;
  readonly timeBasis: TimeBasis;
  readonly progress: ProgressTeller;
  /** Null: all is scanned here. */
  readonly scanners: ScannerSource | null;
  readonly wasm: WebAssembly.Module | null;
  /** Called before a file is read, with the bytes of the files before it. */
  startFile(bytesBefore: number): void;
  /** Called between chunks; throws to stop. */
  pause(): Promise<void>;
  /** Rejects when the import is to stop, so that no part is waited for. */
  readonly stopped: Promise<never>;
}

/** A part under way, and the file it belongs to. */
interface Underway {
  readonly finished: Promise<FinishedPart>;
  readonly stretch: Stretch;
  /** Where the part ends in its file; 0 where the source itself tells. */
  readonly position: number;
}

/** The text of one member, as far as it was read. */
interface Stretch {
  readonly file: number;
  readonly bytesBefore: number;
  lines: number;
}

/**
 * Read opened files and hand their events to the session, batch by batch, in the order in which they lie in the files.
 *
 * With scanners, parts of the files are scanned beside each other. Events, their order, codes and report are the same.
 */
export async function readFiles(opened: readonly OpenedFile[], deps: ReadingDeps): Promise<Reading> {
  const pool =
    deps.scanners && isWorthIt(opened, deps.scanners) ? createScannerPool(deps.scanners, deps.timeBasis) : null;
  const cutter = pool && createRemoteCutter(deps.scanners!, deps.stopped);
  try {
    return await readAll(opened, deps, pool, pool && createCodeMerger(deps.wasm), cutter);
  } finally {
    cutter?.end();
    pool?.end();
  }
}

/** Files this short are read before a worker has started. */
function isWorthIt(opened: readonly OpenedFile[], { partBytes }: ScannerSource): boolean {
  return opened.reduce((sum, { bytes, format }) => sum + (format === 'ndjson' ? bytes : 4 * bytes), 0) > partBytes;
}

async function readAll(
  opened: readonly OpenedFile[],
  { session, timeBasis, progress, scanners, wasm, startFile, pause, stopped }: ReadingDeps,
  pool: ScannerPool | null,
  merger: CodeMerger | null,
  cutter: RemoteCutter | null,
): Promise<Reading> {
  const own = createCollector(toUtcOf(timeBasis), wasm);
  const refusals = createRefusals();
  const files = opened.map(({ name, bytes, format }) => ({ name, bytes, format, lines: 0 }));
  const underway: Underway[] = [];
  let appended = 0;
  let withoutUser = 0;
  let incomplete = false;

  const account = (tally: Tally, stretch: Stretch): void => {
    const refusedBefore = refusals.count;
    appended += tally.appended;
    withoutUser += tally.withoutUser;
    incomplete ||= tally.incomplete;
    refusals.merge(tally.refusals, stretch.lines);
    stretch.lines += tally.pieces;
    files[stretch.file]!.lines += tally.appended + tally.withoutUser + refusals.count - refusedBefore;
    progress.events.count = appended;
    progress.events.refused = refusals.count;
  };

  const appendOwn = async (): Promise<void> => {
    if (own.rows === 0) return;
    const batch = own.take();
    await session.append(merger ? merger.merge(batch, scanners!.count) : unpackBatch(batch));
  };

  const readHere = async (source: ByteSource, framing: Framing, stretch: Stretch): Promise<void> => {
    const text = own.begin(framing, source.label);
    for await (const chunk of source.chunks()) {
      text.push(chunk);
      if (own.isFull) await appendOwn();
      progress.events.count = appended + text.counts.appended;
      progress.events.refused = refusals.count + text.counts.refused;
      await pause();
    }
    text.finish();
    account(text.tally(), stretch);
  };

  const settleFirst = async (): Promise<void> => {
    const { finished, stretch, position } = underway.shift()!;
    const { batches, tally, scanner } = await Promise.race([finished, stopped]);
    for (const batch of batches) await session.append(merger!.merge(batch, scanner));
    account(tally, stretch);
    if (position > 0) progress.reading(stretch.bytesBefore + position);
    await pause();
  };

  const settleAll = async (): Promise<void> => {
    while (underway.length > 0) await settleFirst();
  };

  const partsOf = (file: File, { source, plain }: Member, index: number, size: number, bytesBefore: number) => {
    if (plain) return partsOfFile(plain, source.label, size);
    if (!cutter) return partsOfStream(source, size / 2);
    return cutter.parts(file, index, size / 2, source.label, (at) => progress.reading(bytesBefore + at));
  };

  const readInParts = async (parts: ReturnType<typeof partsOf>, stretch: Stretch): Promise<void> => {
    for await (const part of parts) {
      if ('source' in part) {
        await settleAll();
        await readHere(part.source, 'lines', stretch);
        await appendOwn();
        continue;
      }
      const finished = pool!.scan(part);
      finished.catch(() => undefined);
      underway.push({ finished, stretch, position: 'to' in part.content ? part.content.to : 0 });
      if (underway.length >= pool!.ahead(part)) await settleFirst();
      else await pause();
    }
  };

  let bytesBefore = 0;
  for (const [index, { file, name, bytes, members }] of opened.entries()) {
    progress.file(name);
    startFile(bytesBefore);
    for (const [place, member] of members.entries()) {
      const stretch = { file: index, bytesBefore, lines: 0 };
      if (pool && member.framing === 'lines') {
        await readInParts(partsOf(file, member, place, scanners!.partBytes, bytesBefore), stretch);
      } else {
        await settleAll();
        await readHere(member.source, member.framing, stretch);
        if (pool) await appendOwn();
      }
    }
    bytesBefore += bytes;
  }
  await settleAll();
  await appendOwn();
  return { files, appended, withoutUser, refusals, incomplete };
}
