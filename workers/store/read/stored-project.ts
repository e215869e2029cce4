import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory } from '../directory.ts';
import { damaged, openBlocks, type BlockReader } from '../format/block-reader.ts';
import type { DictionaryName, EventsFile, FileIndex, Manifest } from '../format/layout.ts';
import { readManifest } from '../format/manifest.ts';
import { readTally, readUserPairs } from '../tally/tally-blocks.ts';
import type { Tally } from '../tally/tally.ts';
import type { UserEvents } from '../tally/user-events.ts';

/** One import's file, opened. `base` is the store's row number of its first row. */
export interface OpenEventsFile {
  readonly file: EventsFile;
  readonly base: number;
  readonly blocks: BlockReader;
  readonly index: FileIndex;
}

/** A project's files at one generation. Later imports do not change what it reads. */
export interface StoredProject {
  readonly manifest: Manifest;
  readonly directory: Directory;
  readonly files: readonly OpenEventsFile[];
  /** A bit a row, set where the row is dead; null: all rows of the file live. In order of `files`. */
  readonly dead: readonly (Uint8Array<ArrayBuffer> | null)[];
  /** The catalogue as it was written with the last import. */
  readonly catalogue: unknown;
  /** What the project adds up to; null where an earlier version wrote it. */
  readTally(): Promise<Tally | null>;
  /** Of that only which user did what how often. */
  readUserPairs(): Promise<Pick<UserEvents, 'start' | 'event' | 'rows'> | null>;
}

/** Opens event files and reads where everything is in them. `base` is the store's row number of the first row. */
export async function openEventsFiles(
  directory: Directory,
  files: readonly EventsFile[],
  project: string,
  base = 0,
): Promise<OpenEventsFile[]> {
  const opened: OpenEventsFile[] = [];
  for (const file of files) {
    const blocks = await openBlocks(directory, file.name, file.bytes, project);
    opened.push({ file, base, blocks, index: (await blocks.json(file.index)) as FileIndex });
    base += file.rows;
  }
  return opened;
}

/** All texts of one dictionary, in order of their codes. */
export async function readDictionary(files: readonly OpenEventsFile[], name: DictionaryName): Promise<string[]> {
  const chunks: string[][] = [];
  for (const { blocks, index } of files) {
    for (const block of index.dictionaries[name]) chunks.push(await blocks.texts(block));
  }
  return chunks.flat();
}

/** The manifest of a project that is there and whole. */
export async function requireManifest(directory: Directory | null, projectId: string): Promise<Manifest> {
  const state = directory === null ? null : await readManifest(directory);
  if (state === null || state.kind === 'absent') throw missing(projectId);
  if (state.kind === 'whole') return state.manifest;
  throw state.kind === 'newer' ? tooNew(projectId) : damaged(projectId, 'manifest-a', 'no manifest is whole');
}

/** The error for a project that is not in this browser. */
export function missing(project: string): PteroError {
  return new PteroError({
    code: 'store/missing',
    message: 'This project is not stored in this browser. Import its export files to bring it back.',
    details: { project },
  });
}

/** The error for a project that a later version of Ptero wrote. */
export function tooNew(project: string): PteroError {
  return new PteroError({
    code: 'store/damaged',
    message: 'This project was written by a newer version of Ptero. Reload the page to get that version.',
    details: { project, file: 'manifest-a' },
  });
}

async function openGeneration(directory: Directory, manifest: Manifest): Promise<StoredProject> {
  const { state, name, files } = manifest;
  const blocks = await openBlocks(directory, state.name, state.bytes, name);
  const dead = await Promise.all(state.dead.map((block) => (block === null ? null : blocks.raw(block))));
  const catalogue = await blocks.json(state.catalogue);
  const { tally } = state;
  return {
    manifest,
    directory,
    dead,
    catalogue,
    files: await openEventsFiles(directory, files, name),
    readTally: async () => (tally === undefined ? null : readTally(blocks, tally)),
    readUserPairs: async () => (tally === undefined ? null : readUserPairs(blocks, tally)),
  };
}

/**
 * Opens a project as its last finished import left it.
 *
 * @throws PteroError `store/missing` when there is no such project, `store/damaged` when a file or checksum is wrong.
 */
export async function openStoredProject(root: Directory, projectId: string): Promise<StoredProject> {
  const directory = await root.find(projectId);
  const manifest = await requireManifest(directory, projectId);
  try {
    return await openGeneration(directory!, manifest);
  } catch (cause) {
    const later = await requireManifest(directory, projectId);
    // An import in another tab replaced the state file in between.
    if (later.generation !== manifest.generation) return openGeneration(directory!, later);
    throw cause;
  }
}

/** True where a row is dead. */
export function isDead(dead: Uint8Array | null, row: number): boolean {
  return dead !== null && (dead[row >>> 3]! & (1 << (row & 7))) !== 0;
}
