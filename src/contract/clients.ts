import type { ResultDocument } from '#core/predictor/result.ts';
import type { PropertyFilter, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { AnalysisProgress } from './analysis.ts';
import type { FileInspection, ImportProgress, ImportReport, ImportRequest } from './ingest.ts';
import type { Catalogue, DayCount, MatchedRows, ProjectSummary, PropertyValueCount, StorageState } from './store.ts';

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
  propertyValues(
    projectId: string,
    property: string,
    event: string | null,
    limit: number,
  ): Promise<readonly PropertyValueCount[]>;
  propertiesOf(projectId: string, event: string): Promise<readonly { readonly name: string; readonly cells: number }[]>;
  days(projectId: string, event: string | null): Promise<readonly DayCount[]>;
  matchRows(projectId: string, event: string, filters: readonly PropertyFilter[]): Promise<MatchedRows>;
  /** Asks the browser not to evict what is stored. True when granted. */
  persist(): Promise<boolean>;
}

export interface AnalysisClient {
  run(
    projectId: string,
    definition: ScenarioDefinition,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: AnalysisProgress) => void },
  ): Promise<ResultDocument>;
}
