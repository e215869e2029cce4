import type { AnalysisClient } from '#contract/clients.ts';
import type { SavedScenario } from '#contract/saved.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { validateDefinition } from '#core/scenario/validate-definition.ts';
import type { AnalysisQueueDeps } from './analysis-queue.ts';

interface RunDeps {
  readonly analysis: AnalysisClient;
  find(id: string): SavedScenario | undefined;
  /** What is asked, with what is hidden and merged in the project. */
  effective(scenario: SavedScenario): ScenarioDefinition;
}

/** How a queue works a scenario out: one that was deleted or cannot be asked is refused. */
export const runScenarioOf =
  ({ analysis, find, effective }: RunDeps): AnalysisQueueDeps['run'] =>
  (id, signal, onProgress) => {
    const scenario = find(id);
    if (!scenario)
      return Promise.reject(new PteroError({ code: 'job/cancelled', message: 'the scenario was deleted' }));
    const asked = effective(scenario);
    const problem = validateDefinition(asked, null).find(({ field }) => field === 'target');
    if (problem) return Promise.reject(new PteroError({ code: 'input/invalid', message: problem.words }));
    return analysis.run(scenario.projectId, asked, { signal, onProgress });
  };
