import type { ResultDocument } from '#core/predictor/result.ts';
import type { ScenarioColour, ScenarioDefinition } from '#core/scenario/definition.ts';

/** A scenario as kept in this browser. */
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
}

export interface SavedResult {
  readonly scenarioId: string;
  readonly result: ResultDocument;
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
  /** Calls back after another tab changed something. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}
