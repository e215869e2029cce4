import type { Accessor } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { Appearance, SavedScenario } from '#contract/saved.ts';
import type { StoreClient } from '#contract/clients.ts';
import type { Catalogue, EventSummary, ProjectSummary, StorageState } from '#contract/store.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { CandidateKind, ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { EventNames } from '#core/scenario/event-names.ts';
import type { MergeProblem } from '#core/scenario/merge-problem.ts';
import type { ProspectsState } from './scenarios/prospects-state.ts';
import type { TeamState } from './team/team-state.ts';
import type { ImportsState } from './projects/imports-state.ts';
import type { SourcesState } from './projects/sources-state.ts';

/** Projects of this browser and the one being looked at. */
export interface ProjectsState {
  /** Undefined while loading. */
  readonly list: Accessor<readonly ProjectSummary[] | undefined>;
  readonly current: Accessor<ProjectSummary | null>;
  /** In `AppState` as the reader has it: merged events once, hidden ones left out. */
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

/** An event as the Data screen lists it. */
export interface ListedEvent extends EventSummary {
  readonly hidden: boolean;
  /** Of a merged event what it is made of, most frequent first; empty for any other. */
  readonly members: readonly EventSummary[];
}

/** The way back of a change; rejects as the change itself does. */
export type WayBack = () => Promise<void>;

/**
 * Which events of the projects are hidden or merged. Changes are of the current project, name events as they are shown,
 * are kept in this browser, and reject with a PteroError.
 */
export interface EventNamesState {
  readonly error: Accessor<PteroError | null>;
  /** Reactive. Undefined while loading. */
  of(projectId: string): EventNames | undefined;
  /** The current project's catalogue without its hidden events, merged ones once. Undefined while loading. */
  readonly catalogue: Accessor<Catalogue | undefined>;
  /** All its events, most frequent first, hidden ones too. */
  readonly listed: Accessor<readonly ListedEvent[] | undefined>;
  /** Reactive. Why these events cannot be merged under the name; null when they can. */
  problem(name: string, events: readonly string[]): MergeProblem | null;
  /** Reactive. The names as exported whose rows count as this event. */
  namesBehind(event: string): readonly string[];
  hide(events: readonly string[]): Promise<WayBack>;
  unhide(events: readonly string[]): Promise<WayBack>;
  merge(name: string, events: readonly string[]): Promise<WayBack>;
  unmerge(name: string): Promise<WayBack>;
  rename(from: string, to: string): Promise<WayBack>;
}

/** What the stored events are asked, by the names under which events are shown. */
export interface EventQuestions extends Pick<StoreClient, 'verify' | 'usage' | 'rise'> {
  propertyValues(
    projectId: string,
    property: string,
    event: string | null,
    limit: number,
  ): ReturnType<StoreClient['propertyValues']>;
  propertiesOf(projectId: string, event: string): ReturnType<StoreClient['propertiesOf']>;
  days(projectId: string, event: string | null): ReturnType<StoreClient['days']>;
}

/**
 * Where the analysis of one scenario stands. `result` is the last complete one, if any. `stale` without a result: there
 * is an answer by an earlier version of Ptero, which this one cannot show.
 */
export type RunState =
  | {
      readonly kind: 'idle';
      readonly result: ResultDocument | null;
      readonly stale: boolean;
      /** The stored answer of a team is on its way. */
      readonly isLoading?: boolean;
    }
  | {
      readonly kind: 'running';
      readonly result: ResultDocument | null;
      readonly progress: AnalysisProgress | null;
      readonly preliminary: ResultDocument | null;
    }
  | { readonly kind: 'failed'; readonly result: ResultDocument | null; readonly error: PteroError };

export interface ScenariosState {
  /** All scenarios of the current project, newest opened first, with start and target as they are shown. Undefined while loading. */
  readonly list: Accessor<readonly SavedScenario[] | undefined>;
  readonly error: Accessor<PteroError | null>;
  byId(id: string): SavedScenario | undefined;
  /** Reactive. What is really asked: with the events that are hidden or merged in its project. */
  effective(id: string): ScenarioDefinition | undefined;
  /** Reactive. */
  run(id: string): RunState;
  /** Reactive. The answer to the same question that the present one took the place of; null for a first answer. */
  previous(id: string): ResultDigest | null;
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
  readonly eventNames: EventNamesState;
  readonly imports: ImportsState;
  readonly scenarios: ScenariosState;
  readonly prospects: ProspectsState;
  readonly appearance: AppearanceState;
  readonly suggestions: SuggestionsState;
  readonly samples: SamplesState;
  /** Values of a property, for filter inputs and the Data screen; loads DuckDB at first use. */
  readonly store: EventQuestions;
  /** False while the browser says it has no network. */
  readonly online: Accessor<boolean>;
  /** False in a window that can keep nothing: events and results are in memory until it closes. */
  readonly keeps?: boolean;
  /** Projects whose events are elsewhere. */
  readonly sources?: SourcesState;
  /** Accounts and workspaces; absent without a backend, undefined inside while their code is on its way. */
  readonly team?: Accessor<TeamState | undefined>;
  /** What is true of the current project; null unless it is a simulated sample. */
  readonly truth?: Accessor<SampleTruth | null>;
}
