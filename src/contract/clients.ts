import type { ResultDocument } from '#core/predictor/result.ts';
import type { Prospects } from '#core/predictor/who/prospects.ts';
import type { MergedEvent, PropertyFilter, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { AnalysisProgress } from './analysis.ts';
import type { FileInspection, ImportProgress, ImportReport, ImportRequest } from './ingest.ts';
import type {
  Catalogue,
  DayCount,
  EventSummary,
  MatchedRows,
  ProjectSummary,
  PropertyValueCount,
  StorageState,
} from './store.ts';

/** What the page holds of a worker: plain async functions that reject with a PteroError. Made in src/data. */
export interface IngestClient {
  inspect(files: readonly File[]): Promise<readonly FileInspection[]>;
  run(
    request: Omit<ImportRequest, 'jobId'>,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: ImportProgress) => void },
  ): Promise<ImportReport>;
}

export interface StoreClient {
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
  /** Asks the browser not to evict what is stored. True when granted. */
  persist(): Promise<boolean>;
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
