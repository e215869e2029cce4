import { withClient } from '../../supabase/local/database.ts';
import { localKeys } from '../../supabase/local/keys.ts';
import { backend, must, ownServer, type Person, serviceClient } from './context.ts';

export const secret = 'mp-secret-7f3e9b1c5d2a4e60';
/** Each file has its own, so that files can run side by side. */
export const username = `ptero.${crypto.randomUUID().slice(0, 8)}.mp-service-account`;

/** A project of a workspace. */
export async function projectOf(who: Person, workspaceId: string, name = 'App'): Promise<string> {
  const made = await must(
    who.client.from('projects').insert({ workspace_id: workspaceId, name }).select('id').single(),
  );
  return (made as { id: string }).id;
}

/** Connects a project without asking Mixpanel. */
export async function connect(admin: Person, projectId: string, changed: object = {}): Promise<void> {
  const ticket = await must(admin.client.rpc('begin_mixpanel_connect', { project_id: projectId }));
  const connection = {
    region: 'us',
    mixpanel_project_id: '1234567',
    kind: 'service_account',
    username,
    time_zone: 'Europe/Berlin',
    created_on: '2024-01-01',
    wall_clock: false,
    ...changed,
  };
  const { error } = await serviceClient().rpc('finish_mixpanel_connect', {
    ticket,
    connection,
    secret,
    secrets_key: localKeys.secretsKey,
  });
  if (error) throw new Error(JSON.stringify(error));
}

/** Calls a function as somebody, and gives the bare response. */
export async function call(
  who: Person | null,
  name: string,
  body: unknown,
  options: { readonly signal?: AbortSignal; readonly headers?: Record<string, string> } = {},
): Promise<Response> {
  const { url, publishableKey } = backend();
  const session = who && (await who.client.auth.getSession()).data.session;
  return fetch(`${url}/functions/v1/${name}`, {
    method: 'POST',
    headers: {
      apikey: publishableKey,
      'Content-Type': 'application/json',
      ...(session ? { Authorization: `Bearer ${session.access_token}` } : {}),
      ...options.headers,
    },
    body: JSON.stringify(body),
    signal: options.signal,
  });
}

/** Rows of a query as the superuser. */
export const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
  withClient(ownServer().adminDatabaseUrl, async (client) => (await client.query(sql, [...values])).rows as T[]);

/** What was recorded of a project: per day the events and the users its sketch counts. */
export const dayRows = (projectId: string) =>
  rows<{ day: string; events: number; users: number | null; pulled_by: string }>(
    `select day::text, events::int, private.count_sketch(users) as users, pulled_by
     from public.mixpanel_days left join private.mixpanel_sketches using (project_id, day)
     where project_id = $1 order by day`,
    [projectId],
  );
