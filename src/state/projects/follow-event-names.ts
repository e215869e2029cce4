import type { ScenarioEvent } from '#core/scenario/definition.ts';
import type { ScenariosState } from '../app-state.ts';

/** Give the scenarios of the current project that start or end with a name that is gone the name that stands for it. */
export async function followEventNames(
  scenarios: Pick<ScenariosState, 'list' | 'update'>,
  nameNow: (event: string) => string,
): Promise<void> {
  const end = (one: ScenarioEvent): ScenarioEvent => ({ ...one, event: nameNow(one.event) });
  for (const { id, definition } of scenarios.list() ?? []) {
    const { start, target, hiddenEvents } = definition;
    const next = { start: end(start), target: end(target), hiddenEvents: hiddenEvents.map(nameNow) };
    if (JSON.stringify(next) !== JSON.stringify({ start, target, hiddenEvents }))
      await scenarios.update(id, { definition: { ...definition, ...next } });
  }
}
