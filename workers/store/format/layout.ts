import type { UserSample } from '#core/sample/user-sample.ts';
import type { StoredProfiles } from '#contract/profiles.ts';
import type { ImportRecord, PropertySummary } from '#contract/store.ts';
import type { ProjectTotals, TimeBasis } from '#contract/ingest.ts';
import type { NumberEncoding } from './number-codec.ts';
import type { PositionEncoding } from './position-codec.ts';

/** Raised when older programs could no longer read what this one writes. */
export const FORMAT_VERSION = 1;
/** Rows of a segment at most. */
export const SEGMENT_ROWS = 262_144;

/** A run of bytes in a file, with the CRC-32 of what it must hold. Starts at a multiple of eight. */
export interface Block {
  readonly at: number;
  readonly bytes: number;
  readonly crc: number;
}

/** `relative`: differences from the time column are stored. */
export interface NumberBlock extends Block {
  readonly encoding: NumberEncoding;
  readonly relative?: boolean;
}

export interface PositionBlock extends Block {
  readonly encoding: PositionEncoding;
}

/** The cells of one property in one segment. `property` is a project code. */
export interface PropertyBlocks {
  readonly property: number;
  readonly cells: number;
  readonly rows: PositionBlock;
  readonly tag: NumberBlock;
  readonly value: NumberBlock;
}

/** Up to `SEGMENT_ROWS` rows of one import, in the order they were read. Codes are the project's. */
export interface Segment {
  readonly rows: number;
  /** Row number within the file of the first. */
  readonly firstRow: number;
  readonly minTime: number;
  readonly maxTime: number;
  readonly time: NumberBlock;
  readonly event: NumberBlock;
  readonly user: NumberBlock;
  readonly keyHigh: NumberBlock;
  readonly keyLow: NumberBlock;
  readonly processed: NumberBlock;
  readonly properties: readonly PropertyBlocks[];
}

/** Some texts: all of them joined as UTF-8, and the length of each in UTF-16 units. */
export interface TextBlock extends Block {
  readonly count: number;
  readonly lengths: NumberBlock;
}

export const dictionaryNames = ['events', 'users', 'properties', 'strings'] as const;
export type DictionaryName = (typeof dictionaryNames)[number];

/** Where everything is in one import's file. Kept at its end. */
export interface FileIndex {
  readonly segments: readonly Segment[];
  /** Only what this import added; a code counts on over the files before. */
  readonly dictionaries: Readonly<Record<DictionaryName, readonly TextBlock[]>>;
}

/** One import's events. Never changed once written. */
export interface EventsFile {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly index: Block;
  /** What readers read of it, by user and time. Absent in projects of earlier versions: readers sort the file itself. */
  readonly sorted?: SortedCopy;
}

/**
 * A copy of what a file's rows say, by user and time, for reading only: what is wrong with it costs time and never an event.
 * Rows that were dead when it was made are not in it.
 */
export interface SortedCopy {
  readonly name: string;
  readonly bytes: number;
  readonly index: Block;
}

/** The chunks of one column of a group, one after another, each from a multiple of eight on. Shapes: (chunks,). */
export interface Strip {
  readonly at: number;
  readonly bytes: readonly number[];
  readonly crc: readonly number[];
}

/** All rows of some users. `users` are project codes in their order here, each with rows. */
export interface Group {
  readonly rows: number;
  /** Rows of a chunk; the last has what is left. Each chunk is proved and decoded alone. */
  readonly chunkRows: number;
  readonly userCount: number;
  readonly users: NumberBlock;
  readonly rowsOfUser: NumberBlock;
  readonly time: Strip;
  readonly event: Strip;
  /** Row numbers within the file that it is a copy of. */
  readonly row: Strip;
  readonly properties: readonly { readonly property: number; readonly cells: number; readonly strip: Strip }[];
}

export interface CopyIndex {
  readonly groups: readonly Group[];
}

/** What an import made of the whole project: which rows are dead, and the catalogue. Replaced by the next import's. */
export interface StateFile {
  readonly name: string;
  readonly bytes: number;
  /** A bit a row, set where the row was superseded or replaced; null: none is. In order of the event files. */
  readonly dead: readonly (Block | null)[];
  readonly catalogue: Block;
  /** What the next import needs in order to count only what it changes. Absent in projects of earlier versions. */
  readonly tally?: Block;
}

/** Properties of user profiles. They are no events: nothing that counts reads them, and a set replaces the one before. */
export interface ProfilesFile extends Omit<StoredProfiles, 'properties'> {
  readonly name: string;
  readonly bytes: number;
  readonly index: Block;
  /** Equal for equal profiles. */
  readonly content: string;
  /** By Mixpanel's name; cells are profiles. */
  readonly properties: readonly PropertySummary[];
}

/** The root of a project: what belongs to it and what it adds up to. */
export interface Manifest {
  readonly generation: number;
  /** Counts imports; names their files. */
  readonly imported: number;
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly fingerprint: string;
  readonly source: string;
  readonly timeBasis: TimeBasis;
  /** The users it holds; absent: everybody. */
  readonly sample?: UserSample;
  readonly totals: ProjectTotals;
  readonly imports: readonly ImportRecord[];
  readonly files: readonly EventsFile[];
  readonly state: StateFile;
  /** Absent where none are wanted, and in projects of earlier versions. */
  readonly profiles?: ProfilesFile;
}
