import { PteroError } from '#core/errors/ptero-error.ts';
import type { EventBatch, ImportSession, OpenImportSession } from '../../shared/batch.ts';
import { tooManyEvents } from '../../shared/most-events.ts';
import { createBlockWriter } from '../format/block-writer.ts';
import type { EncodeNumbers } from '../format/number-codec.ts';
import {
  dictionaryNames,
  type DictionaryName,
  type FileIndex,
  type Segment,
  type TextBlock,
} from '../format/layout.ts';
import { readDictionary } from '../read/stored-project.ts';
import { createRunningTally, type RunningTally } from '../tally/running-tally.ts';
import { noTally, type Sizes, type Tally } from '../tally/tally.ts';
import { createCodeMap } from './code-map.ts';
import { commitFile, stopIfAborted, type FinishedFile } from './commit.ts';
import { createUserSampler } from './sample-users.ts';
import { writeSegments, type CodeMaps } from './segment-writer.ts';

export interface SessionDeps extends Pick<FinishedFile, 'directory' | 'before' | 'project'> {
  readonly target: Pick<Parameters<OpenImportSession>[0], 'mode' | 'signal'>;
  /** Removes what this import wrote, as long as no manifest names it. */
  readonly remove: () => Promise<void>;
  /** Rows that fit into the project. */
  readonly most: number;
  /** Gives the writer lock back. */
  readonly release: () => void;
  /** A quicker `encodeNumbers`. */
  readonly encode: EncodeNumbers | undefined;
}

/** One import: batches go to one file as they come; `commit` makes it part of the project. */
export async function createImportSession({
  directory,
  before,
  project,
  target,
  remove,
  most,
  release,
  encode,
}: SessionDeps): Promise<ImportSession> {
  const codes = await readCodes(before.files);
  const name = `events-${(before.manifest?.imported ?? 0) + 1}.bin`;
  const out = createBlockWriter(await directory.create(name), encode);
  const rowsBefore = before.files.reduce((sum, { file }) => sum + file.rows, 0);
  const oneIn = project.sample?.oneIn ?? 1;
  const sampler = createUserSampler(oneIn);
  const segments: Segment[] = [];
  const dictionaries: Record<DictionaryName, TextBlock[]> = { events: [], users: [], properties: [], strings: [] };
  let rows = 0;
  let running: RunningTally | null | undefined;
  let state: 'open' | 'finished' | 'over' = 'open';

  const abort = async () => {
    if (state === 'over') return;
    const isOpen = state === 'open';
    state = 'over';
    try {
      if (isOpen) await out.drop();
    } finally {
      await remove().finally(release);
    }
  };
  /** Runs a step; when it fails, what was written is removed and the first failure is the one that is told. */
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      if (state !== 'open') throw new PteroError({ code: 'input/invalid', message: 'this import is over' });
      stopIfAborted(target.signal);
      return await work();
    } catch (cause) {
      await Promise.allSettled([abort()]);
      throw cause;
    }
  };

  return {
    timeBasis: project.timeBasis,
    abort,
    append: (whole: EventBatch) =>
      step(async () => {
        const batch = sampler.take(whole);
        if (rowsBefore + rows + batch.rows > most)
          throw tooManyEvents('The project would have', oneIn * (rowsBefore + rows + batch.rows), most);
        for (const dictionary of dictionaryNames) {
          const fresh = codes[dictionary].add(batch.added[dictionary]);
          if (fresh.length > 0) dictionaries[dictionary].push(await out.texts(fresh));
        }
        if (running === undefined)
          running = startCounting(before.manifest === null ? noTally : await before.readTally());
        const sizes = sizesOf(codes);
        segments.push(...(await writeSegments(out, batch, codes, rows, (columns) => running?.add(columns, sizes))));
        rows += batch.rows;
      }),
    commit: (meta, onProgress, mayCommit) =>
      step(async () => {
        const index: FileIndex = { segments, dictionaries };
        const file = { name, rows, index: await out.json(index), bytes: out.bytes() };
        await out.finish();
        state = 'finished';
        const { mode, signal } = target;
        const sizes = sizesOf(codes);
        const counted = running?.finish(sizes) ?? null;
        const result = await commitFile(
          { directory, before, project, mode, file, index, sizes, counted, leftOut: sampler.leftOut(), signal, encode },
          meta,
          onProgress,
          mayCommit,
        );
        state = 'over';
        release();
        return result;
      }),
  };
}

const startCounting = (tally: Tally | null): RunningTally | null => tally && createRunningTally(tally);

const sizesOf = ({ users, events, properties, strings }: CodeMaps): Sizes => ({
  users: users.size(),
  events: events.size(),
  properties: properties.size(),
  strings: strings.size(),
});

async function readCodes(files: FinishedFile['before']['files']): Promise<CodeMaps> {
  const [events, users, properties, strings] = await Promise.all(
    dictionaryNames.map(async (name) => createCodeMap(await readDictionary(files, name))),
  );
  return { events: events!, users: users!, properties: properties!, strings: strings! };
}
