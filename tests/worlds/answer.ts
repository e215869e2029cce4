import { analyse } from '#core/predictor/analyse.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { World } from './simulate-world.ts';
import { toEventTable } from './to-event-table.ts';

/** Analyse a world as the worker would, from its start to its target. */
export function answer(world: World, overrides: Partial<ScenarioDefinition> = {}, seed = 1): ResultDocument {
  const analysis = analyse({
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
  for (;;) {
    const next = analysis.next();
    if (next.done) return next.value;
  }
}
