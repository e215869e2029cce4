import type { ImportReport } from '#contract/ingest.ts';
import type { ImportSession } from '../shared/batch.ts';
import { createBatchBuilder } from './batch-builder.ts';
import type { OpenedFile } from './open-file.ts';
import type { ProgressTeller } from './progress.ts';
import { createPropertyPaths } from './property-paths.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { createRecordScanner } from './scan-record.ts';
import { createTextReader } from './text-reader.ts';

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
  /** Turns the export's epoch ms into UTC. */
  toUtc(ms: number): number;
  readonly progress: ProgressTeller;
  /** Called before a file is read, with the bytes of the files before it. */
  startFile(bytesBefore: number): void;
  /** Called between chunks; throws to stop. */
  pause(): Promise<void>;
}

/** Read opened files one after the other and hand their events to the session, batch by batch. */
export async function readFiles(
  opened: readonly OpenedFile[],
  { session, toUtc, progress, startFile, pause }: ReadingDeps,
): Promise<Reading> {
  const paths = createPropertyPaths();
  const scanner = createRecordScanner(paths);
  const builder = createBatchBuilder(scanner.record, paths, toUtc);
  const refusals = createRefusals();
  const files: { name: string; bytes: number; format: OpenedFile['format']; lines: number }[] = [];
  let appended = 0;
  let withoutUser = 0;
  let incomplete = false;
  let bytesBefore = 0;

  for (const { name, bytes: size, format, members } of opened) {
    const linesBefore = appended + withoutUser + refusals.count;
    progress.file(name);
    startFile(bytesBefore);
    for (const { source, framing } of members) {
      const reader = createTextReader(framing, scanner, {
        event(bytes, start, end, number) {
          const accepted = builder.accept(bytes);
          if (accepted === 'added') appended++;
          else if (accepted === 'without-user') withoutUser++;
          else refusals.add(accepted, source.label, number, bytes, start, end);
        },
        refuse(reason, bytes, start, end, number) {
          refusals.add(reason, source.label, number, bytes, start, end);
        },
        incomplete() {
          incomplete = true;
        },
      });
      for await (const chunk of source.chunks()) {
        reader.push(chunk);
        if (builder.isFull) await session.append(builder.take());
        progress.events.count = appended;
        progress.events.refused = refusals.count;
        await pause();
      }
      reader.finish();
    }
    files.push({ name, bytes: size, format, lines: appended + withoutUser + refusals.count - linesBefore });
    bytesBefore += size;
  }
  if (builder.rows > 0) await session.append(builder.take());
  return { files, appended, withoutUser, refusals, incomplete };
}
