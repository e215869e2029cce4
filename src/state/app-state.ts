import type { Accessor } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { FileInspection, ImportProgress, ImportReport, TimeBasis } from '#contract/ingest.ts';
import type { Appearance, SavedScenario } from '#contract/saved.ts';
import type { Catalogue, ProjectSummary, StorageState } from '#contract/store.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';

/** Projects of this browser and the one being looked at. */
export interface ProjectsState {
  /** Undefined while loading. */
  readonly list: Accessor<readonly ProjectSummary[] | undefined>;
  readonly current: Accessor<ProjectSummary | null>;
  readonly catalogue: Accessor<Catalogue | undefined>;
  readonly storage: Accessor<StorageState | undefined>;
  readonly error: Accessor<PteroError | null>;
  select(projectId: string): void;
  rename(projectId: string, name: string): Promise<void>;
  remove(projectId: string): Promise<void>;
  refresh(): Promise<void>;
}

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'inspecting' }
  /** Live events show a wall clock: ask for the zone before reading. */
  | { readonly kind: 'asking-zone'; readonly files: readonly FileInspection[]; readonly offsetMinutes: number; readonly zones: readonly string[] }
  | { readonly kind: 'running'; readonly progress: ImportProgress | null }
  | { readonly kind: 'done'; readonly report: ImportReport }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: PteroError };

export interface ImportTarget {
  /** Null makes a new project. */
  readonly projectId: string | null;
  readonly projectName: string;
  readonly mode: 'add' | 'replace-days';
  readonly source: string;
}

export interface ImportsState {
  readonly state: Accessor<ImportState>;
  /** Looks at the files, asks for a zone when needed, then imports. */
  start(files: readonly File[], target: ImportTarget): Promise<void>;
  answerZone(basis: TimeBasis): Promise<void>;
  cancel(): void;
  /** Back to idle after done, cancelled or failed. */
  dismiss(): void;
}

/** Where the analysis of one scenario stands. `result` is the last complete one, if any. */
export type RunState =
  | { readonly kind: 'idle'; readonly result: ResultDocument | null; readonly stale: boolean }
  | { readonly kind: 'running'; readonly result: ResultDocument | null; readonly progress: AnalysisProgress | null; readonly preliminary: ResultDocument | null }
  | { readonly kind: 'failed'; readonly result: ResultDocument | null; readonly error: PteroError };

export interface ScenariosState {
  /** All scenarios of the current project, newest opened first. Undefined while loading. */
  readonly list: Accessor<readonly SavedScenario[] | undefined>;
  readonly error: Accessor<PteroError | null>;
  byId(id: string): SavedScenario | undefined;
  /** Reactive. */
  run(id: string): RunState;
  /** Saves (or finds the equal one of the project) and returns it. Does not run it. */
  create(definition: ScenarioDefinition, options?: { suggestedBecause?: string; colour?: SavedScenario['colour'] }): Promise<SavedScenario>;
  /** Runs (again); at most one analysis at a time, the rest wait. */
  explore(id: string): void;
  cancel(id: string): void;
  update(id: string, patch: Partial<Pick<SavedScenario, 'name' | 'colour' | 'pinned' | 'definition' | 'openedAt'>>): Promise<void>;
  duplicate(id: string): Promise<SavedScenario>;
  /** Removes at once; returns the way back. */
  remove(id: string): Promise<() => Promise<void>>;
}

export interface AppearanceState {
  readonly value: Accessor<Appearance>;
  set(value: Appearance): void;
}

/** Everything a screen may use. Made once in src/app and handed down by context. */
export interface AppState {
  readonly projects: ProjectsState;
  readonly imports: ImportsState;
  readonly scenarios: ScenariosState;
  readonly appearance: AppearanceState;
  /** Values of a property, for filter inputs and the Data screen; loads DuckDB at first use. */
  readonly store: Pick<import('#contract/clients.ts').StoreClient, 'propertyValues' | 'propertiesOf' | 'days' | 'verify'>;
  /** False while the browser says it has no network. */
  readonly online: Accessor<boolean>;
}
