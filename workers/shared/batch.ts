/**
 * One batch of scanned events on its way from the scanner to the store.
 *
 * Codes are local to one import: they index the import's own dictionaries, which grow by `added` and never
 * change. The store maps them to the project's dictionaries. Shapes: all columns (rows,).
 */
export interface EventBatch {
  readonly rows: number;
  /** Epoch milliseconds, UTC (already converted from wall clock). */
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly user: Uint32Array;
  /** 64-bit hash of (event, time, id before identity merge, $insert_id or, without one, the whole record). */
  readonly keyHigh: Uint32Array;
  readonly keyLow: Uint32Array;
  /** `mp_processing_time_ms`, 0 where absent. The latest of a key is kept. */
  readonly processed: Float64Array;
  readonly properties: readonly PropertyCells[];
  /** Names and strings first seen in this batch, in order of their codes. */
  readonly added: {
    readonly events: readonly string[];
    readonly users: readonly string[];
    readonly properties: readonly string[];
    readonly strings: readonly string[];
  };
}

/** The cells of one property in one batch. Shapes: all (cells,). See `PropertyColumn` for tags and values. */
export interface PropertyCells {
  readonly property: number;
  /** Row within the batch, ascending. */
  readonly row: Uint32Array;
  readonly tag: Uint8Array;
  readonly value: Float64Array;
}

/** Where the scanner puts what it read. Implemented by the store. */
export interface ImportSession {
  /** How times are to be read: as the project was begun, whatever the request says. */
  readonly timeBasis: import('#contract/ingest.ts').TimeBasis;
  append(batch: EventBatch): Promise<void>;
  /**
   * Deduplicate, count, and write the manifest last. After it returns, the events survive a kill.
   *
   * @param mayCommit - asked right before the manifest is written; after false the store is left as it was and `job/cancelled`
   * thrown, after true nothing but a failure stops it.
   */
  commit(
    meta: CommitMeta,
    onProgress: (fraction: number) => void,
    mayCommit?: () => Promise<boolean>,
  ): Promise<CommitResult>;
  /** Leave the store as it was. Safe to call at any time before `commit` returned. */
  abort(): Promise<void>;
}

export interface CommitMeta {
  readonly files: readonly string[];
  readonly linesRefused: number;
  readonly incomplete: boolean;
  readonly at: number;
  /** With `replace-days`: what the files are the whole of, [from, to) in UTC epoch ms. */
  readonly whole?: { readonly from: number; readonly to: number };
}

export interface CommitResult {
  readonly projectId: string;
  readonly projectName: string;
  readonly eventsAdded: number;
  readonly duplicatesDropped: number;
  readonly eventsReplaced: number;
  readonly sample?: import('#contract/ingest.ts').ImportReport['sample'];
  readonly totals: import('#contract/ingest.ts').ProjectTotals;
}

/** Opens a session; rejects with `store/locked` when another tab is importing into the project. */
export type OpenImportSession = (target: {
  readonly projectId: string | null;
  readonly projectName: string;
  /** The id a new project shall have; one that is there already is continued. */
  readonly newProjectId?: string;
  readonly mode: 'add' | 'replace-days';
  /** Of a new project. One that is there keeps its own. */
  readonly timeBasis: import('#contract/ingest.ts').TimeBasis;
  /** Of a new project: keep one in so many users. One that is there keeps its own. */
  readonly oneIn?: number;
  readonly source: string;
  readonly signal: AbortSignal;
}) => Promise<ImportSession>;
