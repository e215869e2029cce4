import type { AnalysisProgress } from '#contract/analysis.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { Prospects } from '#core/predictor/who/prospects.ts';

/** Where the search for the users to convert next stands, for one scenario. */
export type WhoState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'running'; readonly progress: AnalysisProgress | null }
  | { readonly kind: 'failed'; readonly error: PteroError }
  | { readonly kind: 'done'; readonly prospects: Prospects };

export interface ProspectsState {
  /** Reactive. Idle again as soon as the scenario has another result: the list belonged to the old one. */
  of(id: string): WhoState;
  /** Finds them, at most one search at a time; kept in memory only. */
  find(id: string): void;
  cancel(id: string): void;
}
