import { analyse } from '#core/predictor/analyse.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { World } from './simulate-world.ts';
import { toEventTable } from './to-event-table.ts';

/** A world's own question, from its start to its target. */
export const worldInput = (world: World, overrides: Partial<ScenarioDefinition> = {}, seed = 1): AnalysisInput => ({
  events: toEventTable(world),
  columns: world.columns,
  userIds: world.userIds,
  definition: {
    start: { event: world.truth.start, filters: [] },
    target: { event: world.truth.target, filters: [] },
    horizonMs: null,
    hiddenEvents: [],
    keepOutliers: false,
    ...overrides,
  },
  startRows: null,
  targetRows: null,
  projectId: 'project',
  fingerprint: 'fingerprint',
  seed,
  computedAt: 0,
});

/** Analyse a world as the worker would. */
export function answer(world: World, overrides: Partial<ScenarioDefinition> = {}, seed = 1): ResultDocument {
  const analysis = analyse(worldInput(world, overrides, seed));
  for (;;) {
    const next = analysis.next();
    if (next.done) return next.value;
  }
}
