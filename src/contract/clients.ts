import type { ResultDocument } from '#core/predictor/result.ts';
import type { Prospects } from '#core/predictor/who/prospects.ts';
import type { Rise } from '#core/metering/rise.ts';
import type { MergedEvent, PropertyFilter, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { AnalysisProgress } from './analysis.ts';
import type { ClickHouseSource } from './engine.ts';
import type { FileInspection, ImportProgress, ImportReport, ImportRequest, ProjectTotals } from './ingest.ts';
import type { RenamedIds } from './renamed.ts';
import type { ProfileSet } from './profiles.ts';
import type {
  Catalogue,
  DayCount,
  EventSummary,
  MatchedRows,
  ProjectSummary,
  PropertyValueCount,
  StorageState,
} from './store.ts';
import type { CountedProject, UsageFacts } from './usage.ts';

/** What the page holds of a worker: plain async functions that reject with a PteroError. Made in src/data. */
export interface IngestClient {
  inspect(files: readonly File[], oneIn?: number): Promise<readonly FileInspection[]>;
  run(
    request: Omit<ImportRequest, 'jobId'>,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: ImportProgress) => void },
  ): Promise<ImportReport>;
}

export interface StoreClient extends RenamedIds {
  projects(): Promise<readonly ProjectSummary[]>;
  rename(projectId: string, name: string): Promise<void>;
  remove(projectId: string): Promise<void>;
  storage(): Promise<StorageState>;
  verify(projectId: string): Promise<ProjectSummary>;
  catalogue(projectId: string): Promise<Catalogue>;
  mergedEvents(projectId: string, merged: readonly MergedEvent[]): Promise<readonly EventSummary[]>;
  propertyValues(
    projectId: string,
    property: string,
    events: readonly string[] | null,
    limit: number,
  ): Promise<readonly PropertyValueCount[]>;
  propertiesOf(
    projectId: string,
    events: readonly string[],
  ): Promise<readonly { readonly name: string; readonly cells: number }[]>;
  days(projectId: string, events: readonly string[] | null): Promise<readonly DayCount[]>;
  matchRows(projectId: string, events: readonly string[], filters: readonly PropertyFilter[]): Promise<MatchedRows>;
  /** Both count in a worker of their own, which is ended when the signal aborts: `job/cancelled`. */
  usage(projects: readonly CountedProject[], upTo: number, signal?: AbortSignal): Promise<UsageFacts>;
  rise(projects: readonly CountedProject[], day: number, signal?: AbortSignal): Promise<Rise>;
  putProfiles(projectId: string, set: ProfileSet): Promise<void>;
  removeProfiles(projectId: string): Promise<void>;
  /** Asks the browser not to evict what is stored. True when granted. */
  persist(): Promise<boolean>;
}

/** A project whose events stay on a ClickHouse server, as this browser keeps it. */
export interface SavedSource extends Omit<ClickHouseSource, 'password'> {
  readonly name: string;
  /** Null unless the reader asked to keep it. */
  readonly password: string | null;
  /** As the server told it last. */
  readonly summary: ProjectSummary;
}

/** What connecting takes. */
export interface SourceForm extends ClickHouseSource {
  readonly name: string;
  readonly keepPassword: boolean;
}

/** Projects whose events stay on a server. */
export interface SourcesClient {
  /** Looks whether the server answers; keeps nothing. */
  check(source: ClickHouseSource, signal: AbortSignal): Promise<ProjectTotals>;
  /** Keeps the connection, of a project that is there or (null) a new one; answers its id. */
  save(projectId: string | null, form: SourceForm, signal: AbortSignal): Promise<string>;
  /** What the form of a project holds; null for a project in this browser. */
  formOf(projectId: string): Promise<SourceForm | null>;
}

export interface AnalysisOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AnalysisProgress) => void;
}

export interface AnalysisClient {
  run(projectId: string, definition: ScenarioDefinition, options: AnalysisOptions): Promise<ResultDocument>;
  /** Who of a scenario's users is likely to convert next, on the events as they stand now. */
  who(projectId: string, definition: ScenarioDefinition, options: AnalysisOptions): Promise<Prospects>;
}
