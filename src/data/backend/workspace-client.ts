import type { Role, WorkspaceClient } from '#contract/team.ts';
import { accepted } from './account-client.ts';
import type { Backend } from './supabase-client.ts';
import { functionRefusal } from './team-refusal.ts';

const roleOf = (role: string): Role => (role === 'admin' ? 'admin' : 'member');
const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));

interface PreviewRow {
  readonly workspace: string;
  readonly invited_by: string | null;
  readonly email: string;
  readonly role: string;
  readonly expires_at: string;
}

/** Workspaces over PostgREST, and the function that mails invitations. */
export function createWorkspaceClient(backend: Backend): WorkspaceClient {
  const call = backend.rpc.bind(backend);
  const mailInvitation = async (body: Readonly<Record<string, string>>) => {
    const { error } = await backend.functions.invoke('invite', { body });
    if (error) throw await functionRefusal(error);
  };

  return {
    async workspaces(userId) {
      const { data } = accepted(
        await backend.from('members').select('role, workspaces(id, name)').eq('user_id', userId),
      );
      return byName(
        (data ?? []).flatMap(({ role, workspaces }) => (workspaces ? [{ ...workspaces, role: roleOf(role) }] : [])),
      );
    },
    create: async (name) => accepted(await call('create_workspace', { name })).data ?? '',
    rename: async (id, name) => void accepted(await backend.from('workspaces').update({ name }).eq('id', id)),
    remove: async (workspace_id) => void accepted(await call('delete_workspace', { workspace_id })),
    exportAll: async (workspace_id) => accepted(await call('export_workspace', { workspace_id })).data,
    async members(workspaceId) {
      const { data } = accepted(
        await backend
          .from('members')
          .select('user_id, role, joined_at, profiles(name, email, picture)')
          .eq('workspace_id', workspaceId),
      );
      return byName(
        (data ?? []).map(({ user_id, role, joined_at, profiles }) => ({
          userId: user_id,
          role: roleOf(role),
          joinedAt: Date.parse(joined_at),
          name: profiles?.name ?? '',
          email: profiles?.email ?? '',
          picture: profiles?.picture ?? null,
        })),
      );
    },
    setRole: async (workspace_id, user_id, role) =>
      void accepted(await call('set_member_role', { workspace_id, user_id, role })),
    removeMember: async (workspace_id, user_id) =>
      void accepted(await call('remove_member', { workspace_id, user_id })),
    leave: async (workspace_id) => void accepted(await call('leave_workspace', { workspace_id })),
    async invitations(workspaceId) {
      const { data } = accepted(
        await backend
          .from('invitations')
          .select(
            'id, email, role, sent_at, expires_at, invited_by, inviter:profiles!invitations_invited_by_fkey(name)',
          )
          .eq('workspace_id', workspaceId)
          .is('accepted_at', null)
          .is('revoked_at', null)
          .order('created_at', { ascending: false }),
      );
      return (data ?? []).map((row) => ({
        id: row.id,
        email: row.email,
        role: roleOf(row.role),
        invitedBy: row.inviter?.name || null,
        invitedById: row.invited_by,
        sentAt: row.sent_at === null ? null : Date.parse(row.sent_at),
        expiresAt: Date.parse(row.expires_at),
      }));
    },
    invite: (workspace_id, email, role) => mailInvitation({ workspace_id, email, role }),
    resend: (invitation_id) => mailInvitation({ invitation_id }),
    revoke: async (invitation_id) => void accepted(await call('revoke_invitation', { invitation_id })),
    async preview(code) {
      const row = accepted(await call('preview_invitation', { code })).data as unknown as PreviewRow;
      return {
        workspace: row.workspace,
        invitedBy: row.invited_by,
        email: row.email,
        role: roleOf(row.role),
        expiresAt: Date.parse(row.expires_at),
      };
    },
    accept: async (code) => accepted(await call('accept_invitation', { code })).data ?? '',
  };
}
