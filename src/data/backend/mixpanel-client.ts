import type { CheckAnswer, Connection, ConnectionForm, MixpanelClient, ServerCount } from '#contract/mixpanel.ts';
import { offerOf, readProfilePage } from '#core/mixpanel/profile-page.ts';
import { accepted } from './account-client.ts';
import type { Backend } from './supabase-client.ts';
import { functionRefusal, refused } from './team-refusal.ts';

interface ConnectionRow {
  readonly project_id: string;
  readonly workspace_id: string;
  readonly region: Connection['region'];
  readonly mixpanel_project_id: string;
  readonly kind: Connection['kind'];
  readonly username: string | null;
  readonly time_zone: string | null;
  readonly created_on: string | null;
  readonly connected_by: string | null;
  readonly connected_at: string;
  readonly last_pull_at: string | null;
  readonly last_problem: string | null;
  readonly profile_properties: readonly string[];
}
const connectionColumns =
  'project_id, workspace_id, region, mixpanel_project_id, kind, username, time_zone, created_on, connected_by, ' +
  'connected_at, last_pull_at, last_problem, profile_properties';

const connectionOf = (row: ConnectionRow): Connection => ({
  projectId: row.project_id,
  workspaceId: row.workspace_id,
  region: row.region,
  mixpanelProjectId: row.mixpanel_project_id,
  kind: row.kind,
  username: row.username,
  timeZone: row.time_zone,
  createdOn: row.created_on,
  connectedBy: row.connected_by,
  connectedAt: Date.parse(row.connected_at),
  lastPullAt: row.last_pull_at === null ? null : Date.parse(row.last_pull_at),
  lastProblem: row.last_problem,
  profileProperties: row.profile_properties,
});

interface CountRow {
  readonly day: string;
  readonly monthly_users: number;
  readonly by_project: Readonly<Record<string, number>>;
}
const countOf = ({ day, monthly_users, by_project }: CountRow): ServerCount => ({
  day: Date.parse(`${day}T00:00:00Z`) / 86_400_000,
  users: monthly_users,
  byProject: by_project,
});

interface CheckRow {
  readonly verdict: CheckAnswer['verdict'];
  readonly region: CheckAnswer['region'];
  readonly wall_clock: boolean | null;
}
const bodyOf = (action: 'check' | 'connect', form: ConnectionForm) => ({
  action,
  project_id: form.projectId,
  region: form.region,
  mixpanel_project_id: form.mixpanelProjectId,
  kind: form.kind,
  username: form.username,
  secret: form.secret,
  time_zone: form.timeZone,
  created_on: form.createdOn,
});

/** Connections over PostgREST, and the function that alone sees a secret. */
export function createMixpanelClient(backend: Backend): MixpanelClient {
  const ask = async (action: 'check' | 'connect', form: ConnectionForm): Promise<CheckAnswer> => {
    const { data, error } = await backend.functions.invoke<CheckRow>('mixpanel-connect', {
      body: bodyOf(action, form),
    });
    if (error) throw await functionRefusal(error);
    const row = data ?? { verdict: 'unreachable', region: null, wall_clock: null };
    return { verdict: row.verdict, region: row.region, wallClock: row.wall_clock };
  };
  return {
    async connections(workspaceId) {
      const { data } = accepted(
        await backend.from('mixpanel_connections').select(connectionColumns).eq('workspace_id', workspaceId),
      );
      return ((data ?? []) as unknown as readonly ConnectionRow[]).map(connectionOf);
    },
    check: (form) => ask('check', form),
    connect: (form) => ask('connect', form),
    disconnect: async (project_id) => void accepted(await backend.rpc('disconnect_mixpanel', { project_id })),
    async lookAtProfiles(project_id) {
      const { data, error } = await backend.functions.invoke<unknown>('mixpanel-profiles', {
        body: { project_id, look: true, session_id: null, page: 0 },
      });
      if (error) throw await functionRefusal(error);
      const page = readProfilePage(typeof data === 'string' ? data : JSON.stringify(data));
      if (!page) throw refused('mixpanel/unreachable');
      return { seen: page.profiles.length, total: page.total, properties: offerOf(page.profiles) };
    },
    chooseProfiles: async (project_id, properties) =>
      void accepted(await backend.rpc('choose_profile_properties', { project_id, properties: [...properties] })),
    async counts(workspaceId) {
      const { data } = accepted(
        await backend
          .from('usage_days')
          .select('day, monthly_users, by_project')
          .eq('workspace_id', workspaceId)
          .order('day')
          .limit(400),
      );
      return ((data ?? []) as unknown as readonly CountRow[]).map(countOf);
    },
    async mailRequests(userId) {
      const { data } = accepted(await backend.from('ready_requests').select('project_id').eq('user_id', userId));
      return ((data ?? []) as unknown as readonly { readonly project_id: string }[]).map(
        ({ project_id }) => project_id,
      );
    },
    async askForMail(workspace_id, project_id) {
      const row = { workspace_id, project_id };
      accepted(
        await backend.from('ready_requests').upsert(row, { onConflict: 'project_id,user_id', ignoreDuplicates: true }),
      );
    },
    takeBackMail: async (projectId) =>
      void accepted(await backend.from('ready_requests').delete().eq('project_id', projectId)),
  };
}
