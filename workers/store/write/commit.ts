import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory } from '../directory.ts';
import { createBlockWriter } from '../format/block-writer.ts';
import { hashText } from '../format/hash-text.ts';
import type { Block, EventsFile, FileIndex, Manifest, StateFile } from '../format/layout.ts';
import type { EncodeNumbers } from '../format/number-codec.ts';
import { writeManifest } from '../format/manifest.ts';
import type { CommitMeta, CommitResult } from '../../shared/batch.ts';
import type { StoredCatalogue } from '../read/catalogue.ts';
import { openEventsFiles, type OpenEventsFile, readDictionary, type StoredProject } from '../read/stored-project.ts';
import { writeTally } from '../tally/tally-blocks.ts';
import { noTally, type Sizes, type Tally } from '../tally/tally.ts';
import { chooseMerge } from './choose-merge.ts';
import { dedupe } from './dedupe.ts';
import { mergeFiles } from './merge-files.ts';
import { replaceDays } from './replace-days.ts';
import { summarise } from './summarise.ts';
import { createTombstones } from './tombstones.ts';

/** An import whose events are all in their file, and the project it goes into. */
export interface FinishedFile {
  readonly directory: Directory;
  readonly before: Pick<StoredProject, 'files' | 'dead' | 'readTally'> & { readonly manifest: Manifest | null };
  readonly project: Pick<Manifest, 'id' | 'name' | 'source' | 'timeBasis' | 'sample'>;
  readonly mode: 'add' | 'replace-days';
  readonly file: EventsFile;
  readonly index: FileIndex;
  /** Codes of the project by now. */
  readonly sizes: Sizes;
  /** What the project adds up to with all rows of the file; null where it is not known what it added up to before. */
  readonly counted: Tally | null;
  /** Events of users outside the project's sample. */
  readonly leftOut: number;
  readonly signal: AbortSignal;
  /** A quicker `encodeNumbers`. */
  readonly encode: EncodeNumbers | undefined;
}

/**
 * Make a finished file part of its project: deduplicate, count, then write the state file and, last, the manifest.
 *
 * @param mayCommit - see `ImportSession`.
 * @throws PteroError `job/cancelled` when the signal aborts before the manifest is written, or when it may not be.
 */
export async function commitFile(
  finished: FinishedFile,
  { whole, ...meta }: CommitMeta,
  onProgress: (fraction: number) => void,
  mayCommit: () => Promise<boolean> = async () => true,
): Promise<CommitResult> {
  const { directory, before, project, mode, file, sizes, counted, signal } = finished;
  const report = (fraction: number) => {
    stopIfAborted(signal);
    onProgress(fraction);
  };
  report(0);
  const entries = [...(before.manifest?.files ?? []), file];
  const stored = before.files;
  const rowsBefore = stored.reduce((sum, one) => sum + one.file.rows, 0);
  const [added] = (await openEventsFiles(directory, [file], project.name, rowsBefore)) as [OpenEventsFile];
  const files = [...stored, added];
  const tombstones = createTombstones(entries.map(({ rows }, i) => ({ rows, dead: before.dead[i] ?? null })));
  const eventsReplaced =
    mode === 'replace-days' ? await replaceDays(stored, added, project.timeBasis, tombstones, whole) : 0;
  const duplicatesDropped = await dedupe(stored, added, tombstones, (share) => report(0.4 * share));

  const dead = tombstones.bitmaps();
  const eventNames = await readDictionary(files, 'events');
  // Counting many rows out takes longer than counting the others anew.
  const isMostlyNew = tombstones.counts().at(-1)! <= file.rows / 8;
  const { tally, totals, catalogue } = await summarise(
    {
      files,
      dead,
      counted: isMostlyNew ? counted : null,
      // Nothing is known of the first import, and nothing has to be.
      readTally: async () => (stored.length === 0 ? noTally : before.readTally()),
      deadBefore: before.dead,
      sizes,
      eventNames,
      propertyNames: await readDictionary(files, 'properties'),
    },
    (share) => report(0.4 + 0.3 * share),
  );

  const imported = (before.manifest?.imported ?? 0) + 1;
  const merged = await mergeSome(directory, `merged-${imported}.bin`, files, dead, tombstones.counts(), () =>
    report(0.7),
  );
  const state = await writeState(directory, `state-${imported}.bin`, merged.dead, catalogue, tally, finished.encode);
  const eventsAdded = file.rows - duplicatesDropped;
  report(0.95);
  if (!(await mayCommit())) throw cancelledImport();
  await writeManifest(directory, {
    ...project,
    generation: (before.manifest?.generation ?? 0) + 1,
    imported,
    createdAt: before.manifest?.createdAt ?? meta.at,
    updatedAt: meta.at,
    fingerprint: hashText(JSON.stringify([before.manifest?.fingerprint ?? '', finished.index, state.dead])),
    totals,
    imports: [...(before.manifest?.imports ?? []), { ...meta, eventsAdded, duplicatesDropped }],
    files: merged.files,
    state,
    ...(before.manifest?.profiles && { profiles: before.manifest.profiles }),
  });
  onProgress(1);
  return {
    projectId: project.id,
    projectName: project.name,
    eventsAdded,
    duplicatesDropped,
    eventsReplaced,
    ...(project.sample && { sample: { ...project.sample, eventsLeftOut: finished.leftOut } }),
    totals,
  };
}

/** What a project consists of: its files, and a bitmap for each. */
interface Kept {
  readonly files: readonly EventsFile[];
  readonly dead: StoredProject['dead'];
}

/** Writes small files, or one that is mostly dead, anew as one file, where it is time to. */
async function mergeSome(
  directory: Directory,
  name: string,
  files: readonly OpenEventsFile[],
  dead: StoredProject['dead'],
  deadRows: readonly number[],
  onSegment: () => void,
): Promise<Kept> {
  const unmerged = { files: files.map(({ file }) => file), dead };
  const merge = chooseMerge(files.map(({ file }, i) => ({ rows: file.rows, dead: deadRows[i]! })));
  if (merge === null) return unmerged;
  const { from, to } = merge;
  try {
    const merged = await mergeFiles(directory, name, files.slice(from, to), dead.slice(from, to), onSegment);
    return {
      files: unmerged.files.toSpliced(from, to - from, merged),
      dead: dead.toSpliced(from, to - from, null),
    };
  } catch (cause) {
    // Without it the import is as good: no room for a second copy, or an old file that is damaged, must not lose it.
    if (PteroError.from(cause).code === 'job/cancelled') throw cause;
    await Promise.allSettled([directory.remove(name)]);
    return unmerged;
  }
}

async function writeState(
  directory: Directory,
  name: string,
  bitmaps: StoredProject['dead'],
  catalogue: StoredCatalogue,
  tally: Tally,
  encode: EncodeNumbers | undefined,
): Promise<StateFile> {
  const out = createBlockWriter(await directory.create(name), encode);
  try {
    const dead: (Block | null)[] = [];
    for (const bitmap of bitmaps) dead.push(bitmap === null ? null : await out.raw(bitmap));
    const block = await out.json(catalogue);
    const tallyBlock = await writeTally(out, tally);
    await out.finish();
    return { name, bytes: out.bytes(), dead, catalogue: block, tally: tallyBlock };
  } catch (cause) {
    await Promise.allSettled([out.drop()]);
    throw cause;
  }
}

/** @throws PteroError `job/cancelled` once the signal has aborted. */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelledImport();
}

const cancelledImport = () =>
  new PteroError({ code: 'job/cancelled', message: 'The import was cancelled; nothing was changed.' });
