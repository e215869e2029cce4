import type { Accessor } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { FileInspection, ImportProgress, ImportReport, TimeBasis } from '#contract/ingest.ts';
import type { Appearance, SavedScenario } from '#contract/saved.ts';
import type { Catalogue, ProjectSummary, StorageState } from '#contract/store.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { CandidateKind, ResultDocument } from '#core/predictor/result.ts';
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
  /** Removes the project's events and its scenarios. */
  remove(projectId: string): Promise<void>;
  refresh(): Promise<void>;
  /** Asks the browser to keep what is stored. True when granted. */
  persist(): Promise<boolean>;
  /** Projects that another tab of this browser is importing into; the empty string stands for a new one. */
  readonly busyElsewhere: Accessor<ReadonlySet<string>>;
}

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'inspecting' }
  /** Live events show a wall clock: ask for the zone before reading. */
  | {
      readonly kind: 'asking-zone';
      readonly files: readonly FileInspection[];
      readonly offsetMinutes: number;
      readonly zones: readonly string[];
    }
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
  /** Reactive. An import is under way, so another one cannot begin. */
  busy(): boolean;
  /** Looks at the files, asks for a zone when needed, then imports. Null when it asked, was cancelled or failed; see `state`. */
  start(files: readonly File[], target: ImportTarget): Promise<ImportReport | null>;
  answerZone(basis: TimeBasis): Promise<ImportReport | null>;
  cancel(): void;
  /** Back to idle after done, cancelled or failed. */
  dismiss(): void;
}

/** Where the analysis of one scenario stands. `result` is the last complete one, if any. */
export type RunState =
  | { readonly kind: 'idle'; readonly result: ResultDocument | null; readonly stale: boolean }
  | {
      readonly kind: 'running';
      readonly result: ResultDocument | null;
      readonly progress: AnalysisProgress | null;
      readonly preliminary: ResultDocument | null;
    }
  | { readonly kind: 'failed'; readonly result: ResultDocument | null; readonly error: PteroError };

export interface ScenariosState {
  /** All scenarios of the current project, newest opened first. Undefined while loading. */
  readonly list: Accessor<readonly SavedScenario[] | undefined>;
  readonly error: Accessor<PteroError | null>;
  byId(id: string): SavedScenario | undefined;
  /** Reactive. */
  run(id: string): RunState;
  /** Saves (or finds the equal one of the project) and returns it. Does not run it. */
  create(
    definition: ScenarioDefinition,
    options?: { suggestedBecause?: string; colour?: SavedScenario['colour'] },
  ): Promise<SavedScenario>;
  /** Runs (again); at most one analysis at a time, the rest wait. One in the background gives way to the user's. */
  explore(id: string, options?: { readonly background?: boolean }): void;
  cancel(id: string): void;
  update(
    id: string,
    patch: Partial<Pick<SavedScenario, 'name' | 'colour' | 'pinned' | 'definition' | 'openedAt'>>,
  ): Promise<void>;
  duplicate(id: string): Promise<SavedScenario>;
  /** Stops what runs for a project that was removed and forgets its scenarios. Removes nothing that is stored. */
  forgetProject(projectId: string): void;
  /** Removes at once; returns the way back. */
  remove(id: string): Promise<() => Promise<void>>;
}

/** What truly drives one question on simulated data. */
export interface QuestionTruth {
  readonly start: string;
  readonly target: string;
  readonly drivers: readonly {
    readonly kind: CandidateKind;
    readonly event: string | null;
    readonly property: string | null;
    readonly value: string | null;
    readonly minCount: number | null;
    readonly hazardRatio: number;
  }[];
}

/** What is true of a simulated sample, to be shown beside what was found. As in its truth file. */
export interface SampleTruth extends QuestionTruth {
  /** Event names on the very way to the target; must not be ranked. */
  readonly steps: readonly string[];
  /** Event names that only follow the target; must not be ranked. */
  readonly afterTarget: readonly string[];
  /** Another question whose drivers are known. */
  readonly second?: QuestionTruth;
}

export interface AppearanceState {
  readonly value: Accessor<Appearance>;
  set(value: Appearance): void;
}

/** Scenarios that Ptero proposes after an import and answers in the background. */
export interface SuggestionsState {
  /** How many of the proposed scenarios are answered; null when none is under way. */
  readonly progress: Accessor<{ readonly done: number; readonly total: number } | null>;
}

/** Data sets that come with Ptero. */
export type SampleName = 'saas' | 'tldr';

export interface SamplesState {
  /** The sample that is being fetched and imported; null otherwise. */
  readonly loading: Accessor<SampleName | null>;
  readonly error: Accessor<PteroError | null>;
  /** Imports the sample unless it is there, makes its main scenario and runs it. Null when that did not work; see `error` and the import. */
  start(sample: SampleName): Promise<SavedScenario | null>;
}

/** Everything a screen may use. Made once in src/app and handed down by context. */
export interface AppState {
  readonly projects: ProjectsState;
  readonly imports: ImportsState;
  readonly scenarios: ScenariosState;
  readonly appearance: AppearanceState;
  readonly suggestions: SuggestionsState;
  readonly samples: SamplesState;
  /** Values of a property, for filter inputs and the Data screen; loads DuckDB at first use. */
  readonly store: Pick<
    import('#contract/clients.ts').StoreClient,
    'propertyValues' | 'propertiesOf' | 'days' | 'verify'
  >;
  /** False while the browser says it has no network. */
  readonly online: Accessor<boolean>;
  /** What is true of the current project; null unless it is a simulated sample. */
  readonly truth?: Accessor<SampleTruth | null>;
}
