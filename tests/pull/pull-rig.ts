import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { WebSocket } from 'ws';
import { withClient } from '../../supabase/local/database.ts';
import { freePort, startServer } from '../../supabase/local/local-server.ts';
import { localKeys } from '../../supabase/local/keys.ts';
import { type FaultPlan, noFaults } from '../../supabase/local/mixpanel/faults.ts';
import type { MixpanelProject } from '../../supabase/local/mixpanel/project.ts';
import { type Mixpanel, startMixpanel } from '../../supabase/local/mixpanel/start-mixpanel.ts';
import { type Backend, startBackend } from '../../supabase/local/start-backend.ts';
import type { PullSetup } from './browser/page.ts';
import { type PullSite, servePulls } from './browser/chromium.ts';

/** Everything there is between Mixpanel and the store: its double, the functions in Deno, a site, and a clock. */
export interface PullRig {
  readonly backend: Backend;
  readonly mixpanel: Mixpanel;
  readonly site: PullSite;
  now(): number;
  advance(ms: number): void;
  setFaults(plan: FaultPlan): void;
  /** What somebody of the seed's two opens the page with. */
  setupOf(email: string): Promise<PullSetup>;
  /** What the server has counted, by day. */
  countedDays(): Promise<readonly { readonly day: string; readonly events: number }[]>;
  stop(): Promise<void>;
}

const PASSWORD = 'ptero-local';

/** Starts all of it on free ports, with the project connected in the seed's workspace. */
export async function startPullRig(project: MixpanelProject, startMs: number): Promise<PullRig> {
  let now = startMs;
  let faults = noFaults;
  const clock = await startServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://clock');
    if (pathname === '/until') now = Math.max(now, Number(searchParams.get('ms')));
    response.end(String(now));
  });
  const port = await freePort();
  const [mixpanel, site] = await Promise.all([
    startMixpanel({ projects: [project], now: () => now, faults: () => faults() }),
    servePulls(port, clock.url),
  ]);
  const backend = await startBackend({
    appUrl: `http://localhost:${port}`,
    seed: true,
    mixpanelHosts: mixpanel.hosts,
  });
  const projectId = await connect(backend, project);

  return {
    backend,
    mixpanel,
    site,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    setFaults(plan) {
      faults = plan;
    },
    async setupOf(email) {
      const { data } = await (await signedIn(backend, email)).auth.getSession();
      return {
        url: backend.url,
        publishableKey: backend.publishableKey,
        token: data.session?.access_token ?? '',
        connection: {
          projectId,
          workspaceId: 'w',
          timeZone: project.zone,
          isWallClock: project.isWallClock,
          lastProblem: null,
        },
      };
    },
    countedDays: async () =>
      withClient(backend.databaseUrl, async (client) => {
        const sql = 'select day::text, events::int from public.mixpanel_days where project_id = $1 order by day';
        return (await client.query<{ day: string; events: number }>(sql, [projectId])).rows;
      }),
    async stop() {
      await site.stop();
      await backend.stop();
      await clock.stop();
      await mixpanel.stop();
    },
  };
}

const clientOf = (backend: Backend, key: string): SupabaseClient =>
  createClient(backend.url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
  });

async function signedIn(backend: Backend, email: string): Promise<SupabaseClient> {
  const client = clientOf(backend, backend.publishableKey);
  const { error } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (error) throw error;
  return client;
}

/** A project in Ada's workspace, connected to the double's without asking it. */
async function connect(backend: Backend, project: MixpanelProject): Promise<string> {
  const ada = await signedIn(backend, 'ada@example.com');
  const must = <T>({ data, error }: { data: T; error: { message: string } | null }): T => {
    if (error) throw new Error(error.message);
    return data;
  };
  const [workspace] = must(await ada.from('workspaces').select('id')) as { id: string }[];
  const row = { workspace_id: workspace!.id, name: 'Shop' };
  const made = must(await ada.from('projects').insert(row).select('id').single()) as { id: string };
  const ticket: unknown = must(await ada.rpc('begin_mixpanel_connect', { project_id: made.id }));
  const { username, secret } = project.accounts[0]!;
  must(
    await clientOf(backend, backend.secretKey).rpc('finish_mixpanel_connect', {
      ticket,
      connection: {
        region: project.region,
        mixpanel_project_id: project.id,
        kind: 'service_account',
        username,
        time_zone: project.zone,
        created_on: project.isWallClock ? '2020-01-01' : '2024-01-01',
        wall_clock: project.isWallClock,
      },
      secret,
      secrets_key: localKeys.secretsKey,
    }),
  );
  return made.id;
}
