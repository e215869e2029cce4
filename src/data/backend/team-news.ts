import type { PersonalNews, TeamNews, WorkspaceChange } from '#contract/team.ts';
import type { Backend } from './supabase-client.ts';

interface ChangeRow {
  readonly id: number;
  readonly workspace_id: string;
  readonly entity: string;
  readonly row_id: string;
  readonly operation: WorkspaceChange['operation'];
  readonly actor: string | null;
}
interface NewsRow {
  readonly id: string;
  readonly kind: string;
  readonly workspace_id: string | null;
  readonly payload: { readonly workspace_id?: string; readonly workspace?: string };
}

const change = (row: ChangeRow): WorkspaceChange => ({
  id: row.id,
  workspaceId: row.workspace_id,
  entity: row.entity,
  rowId: row.row_id,
  operation: row.operation,
  actor: row.actor,
});
const personal = (row: NewsRow): PersonalNews => ({
  id: row.id,
  kind: row.kind,
  workspaceId: row.workspace_id ?? row.payload.workspace_id ?? null,
  workspace: row.payload.workspace ?? '',
});

/**
 * News over Supabase Realtime: inserts into `changes` and `notifications`, of which the server sends only what the reader
 * may see. Each time the channel is joined, the first too, the listener hears `missed`: until then nothing was heard.
 */
export function createTeamNews(backend: Backend): TeamNews {
  const watch = <Row extends object, T>(
    topic: string,
    table: string,
    filter: string,
    read: (row: Row) => T,
    listener: (news: T | 'missed') => void,
  ) => {
    let stopped = false;
    // Two watchers of one topic would share a channel, and the first to stop would end it for both.
    const channel = backend
      .channel(`${topic}:${crypto.randomUUID()}`)
      .on<Row>('postgres_changes', { event: 'INSERT', schema: 'public', table, filter }, ({ new: row }) =>
        listener(read(row)),
      );
    const start = async () => {
      // A channel that is joined before the token is known listens as a visitor, who hears nothing.
      await backend.realtime.setAuth();
      if (stopped) return;
      channel.subscribe((status) => {
        if (status === 'SUBSCRIBED' && !stopped) listener('missed');
      });
    };
    void start();
    return () => {
      stopped = true;
      void backend.removeChannel(channel);
    };
  };
  return {
    watchWorkspace: (id, listener) => watch(`workspace:${id}`, 'changes', `workspace_id=eq.${id}`, change, listener),
    watchPerson: (id, listener) => watch(`person:${id}`, 'notifications', `user_id=eq.${id}`, personal, listener),
  };
}
