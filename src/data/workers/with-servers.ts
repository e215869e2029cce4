import type { StoreClient } from '#contract/clients.ts';
import type { ClickHouseSource } from '#contract/engine.ts';
import { type ClickHouseProjects, isRemote } from './clickhouse-projects.ts';
import type { EngineClient } from './engine-client.ts';

/** The event store as the page holds it, with the projects whose events stay on a server among its own. */
export function withServers(store: StoreClient, servers: ClickHouseProjects, engine: EngineClient): StoreClient {
  const from = async <T>(
    projectId: string,
    here: () => Promise<T>,
    there: (source: ClickHouseSource) => Promise<T>,
  ): Promise<T> => {
    const source = isRemote(projectId) ? await servers.sourceOf(projectId) : null;
    return source ? there(source) : here();
  };
  return {
    ...store,
    projects: async () => [...(await store.projects()), ...(await servers.list())],
    rename: (projectId, name) =>
      isRemote(projectId) ? servers.rename(projectId, name) : store.rename(projectId, name),
    remove: (projectId) => (isRemote(projectId) ? servers.remove(projectId) : store.remove(projectId)),
    catalogue: (projectId) =>
      from(
        projectId,
        () => store.catalogue(projectId),
        async (source) => {
          const catalogue = await engine.ask(source, 'catalogue', []);
          await servers.notice(projectId, catalogue.fingerprint);
          return { projectId, ...catalogue };
        },
      ),
    mergedEvents: (projectId, merged) =>
      from(
        projectId,
        () => store.mergedEvents(projectId, merged),
        (source) => engine.ask(source, 'mergedEvents', [merged]),
      ),
    propertyValues: (projectId, property, events, limit) =>
      from(
        projectId,
        () => store.propertyValues(projectId, property, events, limit),
        (source) => engine.ask(source, 'propertyValues', [property, events, limit]),
      ),
    propertiesOf: (projectId, events) =>
      from(
        projectId,
        () => store.propertiesOf(projectId, events),
        (source) => engine.ask(source, 'propertiesOf', [events]),
      ),
    days: (projectId, events) =>
      from(
        projectId,
        () => store.days(projectId, events),
        (source) => engine.ask(source, 'days', [events]),
      ),
  };
}
