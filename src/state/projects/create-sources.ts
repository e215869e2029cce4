import type { SourcesClient } from '#contract/clients.ts';
import { isRemote } from '#data/workers/clickhouse-projects.ts';
import type { ProjectsState } from '../app-state.ts';
import type { SourcesState } from './sources-state.ts';

export interface SourcesDeps {
  readonly servers: SourcesClient;
  readonly projects: Pick<ProjectsState, 'select' | 'refresh'>;
}

/** Connections to servers, and the projects behind them. */
export function createSources({ servers, projects }: SourcesDeps): SourcesState {
  return {
    isRemote,
    check: (source, signal) => servers.check(source, signal),
    formOf: (projectId) => servers.formOf(projectId),
    async save(projectId, form, signal) {
      const id = await servers.save(projectId, form, signal);
      projects.select(id);
      await projects.refresh();
    },
  };
}
