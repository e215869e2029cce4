import type { RollingUsers } from '#core/metering/rolling-users.ts';
import type { TableData } from '#core/predictor/canonical/canonical-table.ts';
import type { Drawn } from '#core/predictor/input.ts';
import type { MergedEvent, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { ProjectTotals } from './ingest.ts';
import type { JobId, Reply } from './reply.ts';
import type { Catalogue, DayCount, EventSummary, PropertyValueCount } from './store.ts';

/** Where a project's events are, when they are not in this browser: a table or view of a ClickHouse server. */
export interface ClickHouseSource {
  /** With scheme and port, `https://clickhouse.example.org:8443`. */
  readonly address: string;
  /** `database.table`. */
  readonly table: string;
  readonly user: string;
  readonly password: string;
}

/** What the predictor reads: everything of the users drawn, in the canonical order, without their ids. */
export interface DrawnTable extends TableData {
  readonly fingerprint: string;
  readonly drawn: Drawn | null;
  /** Row numbers that pass the filters of an end; null where there is no filter. */
  readonly startRows: Uint32Array | null;
  readonly targetRows: Uint32Array | null;
}

/** How much of the rows drawn has come. */
export interface DrawProgress {
  /** Completed share in [0, 1]. */
  readonly fraction: number;
  readonly rows: number;
}

export interface EngineOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DrawProgress) => void;
}

/**
 * What every store of events answers: this browser's own, and ClickHouse.
 *
 * Equal events give equal answers, whichever engine holds them. Methods reject with a PteroError.
 */
export interface Engine {
  totals(options: EngineOptions): Promise<ProjectTotals & { readonly fingerprint: string }>;
  catalogue(options: EngineOptions): Promise<Omit<Catalogue, 'projectId'>>;
  /** Names of the properties that any of the events carries, most frequent first. */
  propertiesOf(
    events: readonly string[],
    options: EngineOptions,
  ): Promise<readonly { readonly name: string; readonly cells: number }[]>;
  propertyValues(
    property: string,
    events: readonly string[] | null,
    limit: number,
    options: EngineOptions,
  ): Promise<readonly PropertyValueCount[]>;
  /** Counts of merged events, each over all rows of its members; a merge without a row is left out. */
  mergedEvents(merged: readonly MergedEvent[], options: EngineOptions): Promise<readonly EventSummary[]>;
  /** Events and users a day, over all events (null) or those named. */
  days(events: readonly string[] | null, options: EngineOptions): Promise<readonly DayCount[]>;
  /** Monthly active users over time: at each day on which the number changes. */
  monthlyUsers(options: EngineOptions): Promise<readonly RollingUsers[]>;
  /**
   * The rows of the people who did A.
   *
   * @param most - of more people than this, those with the smallest hashes of their ids.
   */
  draw(definition: ScenarioDefinition, most: number, options: EngineOptions): Promise<DrawnTable>;
}

/** A question of the port beside the drawing of users. */
export type EngineQuestion = Exclude<keyof Engine, 'draw'>;

/** What the worker that speaks with servers exposes; nothing else in Ptero does. */
export interface EngineApi {
  /** @param values - those of the port's method, without its options. */
  ask(
    jobId: JobId,
    source: ClickHouseSource,
    question: EngineQuestion,
    values: readonly unknown[],
  ): Promise<Reply<unknown>>;
  draw(
    jobId: JobId,
    source: ClickHouseSource,
    definition: ScenarioDefinition,
    most: number,
    onProgress?: (progress: DrawProgress) => void,
  ): Promise<Reply<DrawnTable>>;
  /** Best effort, idempotent. The server is told by the connection's end. */
  cancel(jobId: JobId): Promise<void>;
}

/** Where the predictor is to draw users from, by a port to the worker that speaks with servers. */
export interface RemoteDraw {
  readonly source: ClickHouseSource;
  readonly port: MessagePort;
  readonly most: number;
}
