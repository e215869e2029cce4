import { createEffect, createMemo } from 'solid-js';
import type { ConnectionsClient } from '#contract/pull.ts';
import type { ProjectsState, ScenariosState, SuggestionsState } from '../app-state.ts';
import type { Untold } from './pull-state.ts';
import type { SharedState } from '../shared/shared-state.ts';

export interface FirstResultsDeps extends Untold {
  readonly localScenarios: Pick<ScenariosState, 'list' | 'run'>;
  /** The workspace's. */
  readonly sharedScenarios: Pick<ScenariosState, 'list'>;
  readonly projects: Pick<ProjectsState, 'current'>;
  readonly proposing: SuggestionsState['progress'];
  readonly move: SharedState['move'];
  readonly notify: ConnectionsClient['notify'];
  readonly online: () => boolean;
  failed(cause: unknown): void;
}

/**
 * After a first import: once what Ptero proposed is answered, it goes to the workspace with its answers, and those who asked
 * are mailed. Goes on after a reload, as long as it was not done.
 */
export function shareFirstResults(deps: FirstResultsDeps): void {
  const { localScenarios, projects, proposing } = deps;
  const busy = new Set<string>();

  /** The proposed scenarios of a project that are still here, when all of them are answered; else null. */
  const answered = (localId: string): readonly string[] | null => {
    if (projects.current()?.id !== localId || proposing() !== null) return null;
    const proposed = (localScenarios.list() ?? []).filter(
      (one) => one.projectId === localId && one.suggestedBecause !== null,
    );
    const isAnswered = (id: string): boolean => {
      const run = localScenarios.run(id);
      return run.kind === 'failed' || (run.kind === 'idle' && run.result !== null && !run.stale);
    };
    // They were stored before, and only the word of it is missing.
    const isStored = (deps.sharedScenarios.list() ?? []).some(
      (one) => one.projectId === localId && one.suggestedBecause !== null && one.shared?.summary,
    );
    return (proposed.length > 0 || isStored) && proposed.every(({ id }) => isAnswered(id))
      ? proposed.map(({ id }) => id)
      : null;
  };

  const ready = createMemo(() => {
    if (!deps.online()) return null;
    for (const { projectId, localId } of deps.untold()) {
      const scenarioIds = answered(localId);
      if (scenarioIds) return { projectId, scenarioIds };
    }
    return null;
  });

  createEffect(() => {
    const found = ready();
    if (!found || busy.has(found.projectId)) return;
    busy.add(found.projectId);
    void share(found.projectId, found.scenarioIds);
  });

  const share = async (projectId: string, scenarioIds: readonly string[]): Promise<void> => {
    try {
      await deps.move(scenarioIds, () => undefined);
      await deps.notify(projectId, 'ready');
      await deps.told(projectId);
    } catch (cause) {
      // Tried again when the page is opened the next time; what was moved is in the workspace by then.
      deps.failed(cause);
    }
  };
}
