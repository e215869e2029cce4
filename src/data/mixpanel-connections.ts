import type { SupabaseClient } from '@supabase/supabase-js';
import type { ConnectionsClient } from '#contract/pull.ts';
import { accepted } from './account-client.ts';
import type { Backend } from './supabase-client.ts';
import { functionRefusal } from './team-refusal.ts';

interface Row {
  readonly project_id: string;
  readonly workspace_id: string;
  readonly time_zone: string | null;
  readonly wall_clock: boolean | null;
  readonly last_problem: string | null;
}

/** Connections over PostgREST, and the function that mails. */
export function createConnectionsClient(backend: Backend): ConnectionsClient {
  // Not in the generated types: only these columns are read here.
  const tables = backend as unknown as SupabaseClient;
  return {
    async connections(workspaceId) {
      const { data } = accepted(
        await tables
          .from('mixpanel_connections')
          .select('project_id, workspace_id, time_zone, wall_clock, last_problem')
          .eq('workspace_id', workspaceId),
      );
      return ((data ?? []) as Row[]).map((row) => ({
        projectId: row.project_id,
        workspaceId: row.workspace_id,
        timeZone: row.time_zone,
        isWallClock: row.wall_clock,
        lastProblem: row.last_problem,
      }));
    },
    async notifyReady(projectId) {
      const { error } = await backend.functions.invoke('notify', { body: { project_id: projectId, kind: 'ready' } });
      if (error) throw await functionRefusal(error);
    },
  };
}
