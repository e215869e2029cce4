import type { ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { ScenarioColour, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { SharedFacts } from './shared.ts';

/** A scenario as kept in this browser, or as a workspace has it. */
export interface SavedScenario {
  readonly id: string;
  readonly projectId: string;
  /** The user's own name; null shows "A → B". */
  readonly name: string | null;
  readonly definition: ScenarioDefinition;
  readonly colour: ScenarioColour;
  readonly pinned: boolean;
  readonly createdAt: number;
  readonly openedAt: number;
  /** Why Ptero proposed it; null for the user's own. */
  readonly suggestedBecause: string | null;
  /** Of a workspace's scenario only. `projectId` is then this browser's project with its events, if there is one. */
  readonly shared?: SharedFacts;
}

/** A scenario's answer as kept in this browser. One that an earlier version kept may have an older `result.version`. */
export interface SavedResult {
  readonly scenarioId: string;
  readonly result: ResultDocument;
  /** The answer to the same question before this one, in little; absent for a first answer. */
  readonly previous?: ResultDigest | null;
}

/** How the app looks, kept in this browser. */
export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark';
}

/** Scenarios, results and settings kept in this browser. Every method rejects with `store/unavailable` when it cannot be had. */
export interface LocalStore {
  scenarios(): Promise<readonly SavedScenario[]>;
  putScenario(scenario: SavedScenario): Promise<void>;
  /** Removes the scenario and its result. */
  removeScenario(id: string): Promise<void>;
  result(scenarioId: string): Promise<ResultDocument | null>;
  results(): Promise<readonly SavedResult[]>;
  putResult(saved: SavedResult): Promise<void>;
  setting<T>(key: string): Promise<T | null>;
  putSetting<T>(key: string, value: T): Promise<void>;
  removeSetting(key: string): Promise<void>;
  /** Calls back after another tab changed something. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}
