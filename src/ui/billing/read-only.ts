import type { SavedScenario } from '#contract/saved.ts';
import type { AppState } from '#state/app-state.ts';

/**
 * Reactive. Whether the plan lets nothing new be asked here: of a team's scenario, or in the workspace being looked at.
 * What is only in this browser is free.
 */
export const isReadOnly = (app: AppState, scenario?: SavedScenario): boolean =>
  (scenario === undefined || scenario.shared !== undefined) && app.team?.()?.billing?.isReadOnly() === true;
