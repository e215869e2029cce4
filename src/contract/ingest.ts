import type { UserSample } from '#core/sample/user-sample.ts';
import type { JobId, Reply } from './reply.ts';

/** How the `time` of an export is to be read. */
export type TimeBasis =
  | { readonly kind: 'utc' }
  /** Older projects carry local wall clock as if it were an epoch; `zone` is an IANA name. */
  | { readonly kind: 'wall-clock'; readonly zone: string };

export type FileFormat = 'ndjson' | 'json-array' | 'gzip' | 'zip';

/** What a short look at the first bytes of a file tells. */
export interface FileInspection {
  readonly name: string;
  readonly bytes: number;
  readonly format: FileFormat;
  /** Minutes that `time` lies from UTC (negative: west), when live events show a wall clock; else null. */
  readonly wallClockOffsetMinutes: number | null;
  /** Epoch ms of the first event seen, to match the offset to a zone at that moment; null when none. */
  readonly firstTimeMs: number | null;
}

export interface ImportRequest {
  readonly jobId: JobId;
  readonly files: readonly File[];
  /** An existing project to import on top of, or null for a new one. */
  readonly projectId: string | null;
  /** Name of a new project. Ignored when `projectId` is given. */
  readonly projectName: string;
  /** The id a new project shall have; one that is there already is imported on top of. Ignored when `projectId` is given. */
  readonly newProjectId?: string;
  /** Of a new project. Ignored when `projectId` is given: a project keeps its own. */
  readonly timeBasis: TimeBasis;
  /** `add` keeps what is there and drops duplicates; `replace-days` first removes what is there of the time the files cover. */
  readonly mode: 'add' | 'replace-days';
  /**
   * With `replace-days`: the files are the whole of this time, [from, to) by the export's own clock (epoch ms before any
   * zone is applied). All that is there of it goes, also where the files have no event, and a file that is not complete is
   * refused. Where a file holds an event outside of it, the time between its events is replaced as without.
   */
  readonly whole?: { readonly from: number; readonly to: number };
  /**
   * Keep the events of one in so many users, by a hash of their ids; absent: everybody. A project that is there keeps its
   * own sample, which is then to be said here, too.
   */
  readonly oneIn?: number;
  /** Where the data came from, shown on the Data screen (attribution of sample data). */
  readonly source: string;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'sorting' | 'writing';
  /** Completed share in [0, 1]. */
  readonly fraction: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly events: number;
  readonly refused: number;
  /** Bytes of the chosen files (compressed size) a second, over the last seconds. */
  readonly bytesPerSecond: number;
  readonly secondsLeft: number | null;
  readonly file: string;
}

/** Why a line was refused. */
export type RefusalReason = 'not-json' | 'not-an-event' | 'no-time' | 'bad-time' | 'too-long' | 'terminated-early';

export interface Refusal {
  readonly reason: RefusalReason;
  readonly count: number;
  /** The first twenty at most. `line` counts from 1 within `file`; `excerpt` has at most 120 characters. */
  readonly first: readonly { readonly file: string; readonly line: number; readonly excerpt: string }[];
}

/** What an import did. `lines = added + duplicates + without id + outside the sample + refused` for the files of this import. */
export interface ImportReport {
  readonly projectId: string;
  readonly projectName: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly format: FileFormat;
    readonly lines: number;
  }[];
  /** Non-blank lines (or array elements) read; a record split over two lines counts once. */
  readonly lines: number;
  readonly eventsAdded: number;
  readonly duplicatesDropped: number;
  /** Events without a user: counted, not stored. */
  readonly eventsWithoutUser: number;
  readonly linesRefused: number;
  readonly refusals: readonly Refusal[];
  /** A file ended with `terminated early` or in the middle of a line: the export is not complete. */
  readonly incomplete: boolean;
  readonly eventsReplaced: number;
  /** Where the project holds a sample of users: events of others that were left out. */
  readonly sample?: UserSample & { readonly eventsLeftOut: number };
  readonly elapsedMs: number;
  /** The project after this import. */
  readonly project: ProjectTotals;
}

export interface ProjectTotals {
  readonly events: number;
  readonly users: number;
  readonly eventNames: number;
  /** Calendar days (in the project's days, UTC) with at least one event. */
  readonly days: number;
  readonly firstTimeMs: number | null;
  readonly lastTimeMs: number | null;
}

/** What the ingest worker exposes. */
export interface IngestApi {
  /** Fails with `import/not-an-export`, `import/empty` or `import/damaged` and says which file and what it looks like. */
  inspect(files: readonly File[], oneIn?: number): Promise<Reply<readonly FileInspection[]>>;
  /**
   * @param startScanner - starts a scanning worker and answers its port; without it one worker scans everything.
   * @param mayCommit - asked once, right before the import is made part of the project. After false nothing is changed; after
   * true a cancel comes too late. Without it an import commits unless it was cancelled.
   */
  run(
    request: ImportRequest,
    onProgress?: (progress: ImportProgress) => void,
    startScanner?: () => MessagePort | Promise<MessagePort>,
    mayCommit?: () => boolean | Promise<boolean>,
  ): Promise<Reply<ImportReport>>;
  /**
   * After a run: makes what spares later reading (sorted copies). Resolves when that is done, or given up as somebody else wants to
   * write; never fails. The worker may be ended at any moment of it: nothing is lost, and the next import goes on.
   */
  settle(projectId: string): Promise<void>;
  /** Best effort, idempotent. The store is left as it was before, unless the import may commit already. */
  cancel(jobId: JobId): Promise<void>;
}
