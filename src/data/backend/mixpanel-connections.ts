import type { ConnectionsClient } from '#contract/pull.ts';
import { accepted } from './account-client.ts';
import type { Backend } from './supabase-client.ts';
import { functionRefusal } from './team-refusal.ts';

/** Connections over PostgREST, and the function that mails. */
export function createConnectionsClient(backend: Backend): ConnectionsClient {
  return {
    async connections(workspaceId) {
      const { data } = accepted(
        await backend
          .from('mixpanel_connections')
          .select('project_id, workspace_id, time_zone, wall_clock, last_problem')
          .eq('workspace_id', workspaceId),
      );
      return (data ?? []).map((row) => ({
        projectId: row.project_id,
        workspaceId: row.workspace_id,
        timeZone: row.time_zone,
        isWallClock: row.wall_clock,
        lastProblem: row.last_problem,
      }));
    },
    async notify(projectId, kind) {
      const { error } = await backend.functions.invoke('notify', { body: { project_id: projectId, kind } });
      if (error) throw await functionRefusal(error);
    },
  };
}
