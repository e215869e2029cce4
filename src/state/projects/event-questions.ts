import type { StoreClient } from '#contract/clients.ts';
import type { EventNamesState, EventQuestions } from '../app-state.ts';

/** Questions to the stored events of the current project, in which a merged event stands for all its members. */
export function createEventQuestions(
  store: Pick<StoreClient, keyof EventQuestions>,
  { namesBehind }: Pick<EventNamesState, 'namesBehind'>,
): EventQuestions {
  const behind = (event: string | null) => (event === null ? null : namesBehind(event));
  return {
    verify: (projectId) => store.verify(projectId),
    usage: (projects, upTo, signal) => store.usage(projects, upTo, signal),
    rise: (projects, day, signal) => store.rise(projects, day, signal),
    propertyValues: (projectId, property, event, limit) =>
      store.propertyValues(projectId, property, behind(event), limit),
    propertiesOf: (projectId, event) => store.propertiesOf(projectId, namesBehind(event)),
    days: (projectId, event) => store.days(projectId, behind(event)),
  };
}
