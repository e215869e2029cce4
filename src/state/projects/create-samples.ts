import { createSignal } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { ProjectsState, SampleName, SamplesState, ScenariosState } from '../app-state.ts';
import type { ImportsState } from './imports-state.ts';

export interface SamplesDeps {
  readonly projects: Pick<ProjectsState, 'list' | 'select'>;
  readonly imports: Pick<ImportsState, 'start' | 'busy'>;
  readonly scenarios: Pick<ScenariosState, 'create' | 'explore' | 'run'>;
  /** Rejects with a PteroError when the sample cannot be had. */
  load(sample: SampleName): Promise<{
    readonly file: File;
    readonly projectName: string;
    readonly source: string;
    readonly definition: ScenarioDefinition;
  }>;
}

/** The data sets that come with Ptero: one click from nothing to a ranked answer. */
export function createSamples({ projects, imports, scenarios, load }: SamplesDeps): SamplesState {
  const [loading, setLoading] = createSignal<SampleName | null>(null);
  const [error, setError] = createSignal<PteroError | null>(null);

  return {
    loading,
    // Being in the way is over when the other import is.
    error: () => (error()?.code === 'import/busy' && !imports.busy() ? null : error()),
    async start(sample) {
      if (loading()) return null;
      setLoading(sample);
      setError(null);
      try {
        const { file, projectName, source, definition } = await load(sample);
        const there = projects.list()?.find((project) => project.source === source && project.health === 'sound');
        if (there) projects.select(there.id);
        else if (imports.busy()) throw new PteroError({ code: 'import/busy', message: 'another import is under way' });
        else if (!(await imports.start([file], { projectId: null, projectName, mode: 'add', source }))) return null;
        const scenario = await scenarios.create(definition);
        const run = scenarios.run(scenario.id);
        if (run.kind !== 'running' && (run.result === null || (run.kind === 'idle' && run.stale)))
          scenarios.explore(scenario.id);
        return scenario;
      } catch (cause) {
        setError(PteroError.from(cause));
        return null;
      } finally {
        setLoading(null);
      }
    },
  };
}
