import type { RollingUsers } from '#core/metering/rolling-users.ts';
import type { Study } from '#core/predictor/passes/open-study.ts';
import type { StudyQuestions } from '#core/predictor/passes/questions.ts';
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

export interface EngineOptions {
  readonly signal: AbortSignal;
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
   * What an analysis of the people who did A works from: the questions that read events, to be asked as it goes (`Passes`).
   *
   * @param most - of more people than this, those with the smallest hashes of their ids.
   */
  study(definition: ScenarioDefinition, most: number, options: EngineOptions): Promise<Study>;
}

/** An engine elsewhere: what crosses to an analysis are its counts. */
export interface RemoteEngine extends Engine {
  studyQuestions(options: EngineOptions): StudyQuestions;
}

/** A question of the port that is not part of an analysis. */
export type EngineQuestion = Exclude<keyof Engine, 'study'>;

/** What the worker that speaks with servers exposes; nothing else in Ptero does. */
export interface EngineApi {
  /** @param values - those of the port's method, without its options. */
  ask(
    jobId: JobId,
    source: ClickHouseSource,
    question: EngineQuestion,
    values: readonly unknown[],
  ): Promise<Reply<unknown>>;
  /** A question of an analysis. */
  count(
    jobId: JobId,
    source: ClickHouseSource,
    question: keyof StudyQuestions,
    values: readonly unknown[],
  ): Promise<Reply<unknown>>;
  /** Best effort, idempotent. The server is told by the connection's end. */
  cancel(jobId: JobId): Promise<void>;
}

/** Where the predictor is to ask about users, by a port to the worker that speaks with servers. */
export interface RemoteDraw {
  readonly source: ClickHouseSource;
  readonly port: MessagePort;
  readonly most: number;
}
