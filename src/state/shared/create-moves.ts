import type { LocalStore } from '#contract/saved.ts';
import { RESULT_VERSION } from '#core/predictor/result.ts';
import { scenarioTitle } from '#core/scenario/scenario-title.ts';
import type { SharedDeed } from '#core/sharing/shared-change.ts';
import type { StoredAnswer } from '#contract/shared.ts';
import type { ScenariosState } from '../app-state.ts';
import type { createSharedLinks } from './create-shared-links.ts';
import type { createSharedRows } from './create-shared-rows.ts';
import type { SharedState } from './shared-state.ts';

export interface MovesDeps {
  readonly local: Pick<LocalStore, 'results'>;
  readonly localScenarios: ScenariosState;
  readonly rows: Pick<ReturnType<typeof createSharedRows>, 'change' | 'queue'>;
  readonly links: Pick<ReturnType<typeof createSharedLinks>, 'ensure'>;
  keepAnswer(scenarioId: string, answer: StoredAnswer): Promise<void>;
  newId(): string;
  /** Throws where a move cannot be. */
  assertPossible(): void;
}

/** Moves scenarios of this browser into the workspace being looked at, each with its answer and pin, under its own id. */
export function createMoves({
  local,
  localScenarios,
  rows,
  links,
  keepAnswer,
  newId,
  assertPossible,
}: MovesDeps): SharedState['move'] {
  return async (ids, onProgress) => {
    assertPossible();
    const answers = new Map((await local.results()).map((kept) => [kept.scenarioId, kept]));
    const back: (() => Promise<unknown>)[] = [];
    for (const [index, id] of ids.entries()) {
      onProgress({ done: index, total: ids.length });
      const scenario = localScenarios.byId(id);
      if (!scenario) continue;
      const { name, definition, colour, suggestedBecause } = scenario;
      const title = name ?? scenarioTitle(definition);
      const change = (deed: SharedDeed) => rows.change({ id: newId(), scenarioId: id, title, deed, tried: false });
      const projectId = await links.ensure(scenario.projectId);
      await change({
        kind: 'create',
        scenario: { id, projectId, name, definition, colour, suggestedBecause },
        restores: true,
      });
      if (scenario.pinned) await change({ kind: 'pin', pinned: true, before: false });
      const kept = answers.get(id);
      if (kept && kept.result.version === RESULT_VERSION) {
        await keepAnswer(id, { result: kept.result, previous: kept.previous ?? null });
        await change({ kind: 'answer', computedAt: kept.result.computedAt });
      }
      await rows.queue.flush();
      const putBack = await localScenarios.remove(id);
      back.push(async () => {
        await change({ kind: 'delete' });
        await putBack();
      });
    }
    onProgress({ done: ids.length, total: ids.length });
    return async () => {
      for (const step of back.toReversed()) await step();
    };
  };
}
