import { createRoot, createSignal } from 'solid-js';
import type {
  CheckAnswer,
  Connection,
  ConnectionForm,
  MixpanelClient,
  ProfileOffer,
  ServerCount,
} from '#contract/mixpanel.ts';
import type { SharedProject } from '#contract/shared.ts';
import { createMixpanel } from '#state/mixpanel/create-mixpanel.ts';
import type { ProjectPull, PullState } from '#state/mixpanel/pull-state.ts';
import type { SharedState } from '#state/shared/shared-state.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { refusal } from './team.ts';
import { createTeamOver, type TeamOptions } from './with-team.tsx';
import type { FakeServer } from './team.ts';

export const right: CheckAnswer = { verdict: 'right', region: 'us', wallClock: false };

export const connection = (extra: Partial<Connection> = {}): Connection => ({
  projectId: 'sp1',
  workspaceId: 'w1',
  region: 'eu',
  mixpanelProjectId: '3141592',
  kind: 'service_account',
  username: 'ptero.a1b2c3.mp-service-account',
  timeZone: 'Europe/Berlin',
  createdOn: null,
  connectedBy: 'id-Ada',
  connectedAt: Date.UTC(2026, 10, 1),
  lastPullAt: null,
  lastProblem: null,
  profileProperties: [],
  ...extra,
});

/** A server of connections. `answers` are given in turn, the last again and again. */
export function createFakeMixpanel({
  connections = [],
  answers = [right],
  counts = [],
  offer = [],
}: {
  connections?: Connection[];
  answers?: CheckAnswer[];
  counts?: readonly ServerCount[];
  offer?: ProfileOffer['properties'];
} = {}) {
  const sent: { readonly action: string; readonly form: ConnectionForm }[] = [];
  const made: SharedProject[] = [];
  const mailed = new Set<string>();
  let reachable = true;
  const ask = () => {
    if (!reachable) throw refusal('backend/unreachable');
  };
  const answer = async (action: string, form: ConnectionForm): Promise<CheckAnswer> => {
    sent.push({ action, form });
    ask();
    const next = (answers.length > 1 ? answers.shift() : answers[0]) ?? right;
    if (action === 'connect' && next.verdict === 'right') {
      const others = connections.filter(({ projectId }) => projectId !== form.projectId);
      const { projectId, region, mixpanelProjectId, kind, username } = form;
      connections = [...others, connection({ projectId, region, mixpanelProjectId, kind, username })];
    }
    return next;
  };
  const client: MixpanelClient = {
    connections: async (workspaceId) => {
      ask();
      return connections.filter((one) => one.workspaceId === workspaceId);
    },
    check: (form) => answer('check', form),
    connect: (form) => answer('connect', form),
    disconnect: async (projectId) => {
      ask();
      connections = connections.filter((one) => one.projectId !== projectId);
    },
    async lookAtProfiles() {
      ask();
      return { seen: 2, total: 2, properties: offer };
    },
    async chooseProfiles(projectId, properties) {
      ask();
      connections = connections.map((one) =>
        one.projectId === projectId ? { ...one, profileProperties: properties } : one,
      );
    },
    counts: async () => {
      ask();
      return counts;
    },
    mailRequests: async () => [...mailed],
    askForMail: async (_workspace, projectId) => void mailed.add(projectId),
    takeBackMail: async (projectId) => void mailed.delete(projectId),
  };
  return { client, sent, made, mailed, setReachable: (is: boolean) => void (reachable = is) };
}

export type FakeMixpanel = ReturnType<typeof createFakeMixpanel>;

/** A pull that a test moves. */
export function createFakePull(projects: Readonly<Record<string, ProjectPull>> = {}) {
  const [pulls, setPulls] = createSignal(projects);
  const calls: string[] = [];
  const state: PullState = {
    connections: () =>
      Object.keys(pulls()).map((projectId) => ({
        projectId,
        workspaceId: 'w1',
        timeZone: 'UTC',
        isWallClock: false,
        lastProblem: null,
      })),
    error: () => null,
    reload: async () => void calls.push('reload'),
    of: (projectId) => pulls()[projectId],
    start: (projectId, options) => void calls.push(`start ${projectId}${options?.everything ? ' everything' : ''}`),
    pause: (projectId) => void calls.push(`pause ${projectId}`),
    cancel: (projectId) => void calls.push(`cancel ${projectId}`),
    isFilling: () => false,
  };
  return {
    state,
    calls,
    set: (projectId: string, pull: ProjectPull) => setPulls((all) => ({ ...all, [projectId]: pull })),
  };
}

/** The real state of connections over a fake server, beside accounts and workspaces. */
export function createConnectedTeam(
  server: FakeServer,
  mixpanel: FakeMixpanel,
  options: TeamOptions & {
    readonly projects?: readonly SharedProject[];
    /** By the workspace's project, this browser's. */
    readonly locals?: Readonly<Record<string, string>>;
    readonly pull?: ReturnType<typeof createFakePull>;
  } = {},
) {
  const made = createTeamOver(server, options);
  const [projects, setProjects] = createSignal<readonly SharedProject[]>(options.projects ?? []);
  const makeProject = async (project: SharedProject) => {
    mixpanel.made.push(project);
    setProjects((known) => [...known, project]);
  };
  let id = 0;
  const { state, dispose } = createRoot((stop) => ({
    dispose: stop,
    state: createMixpanel({
      client: mixpanel.client,
      cache: server.cache,
      session: made.team.session,
      workspaces: made.team.workspaces,
      projects,
      makeProject,
      changed: async () => undefined,
      hints: { get: (key) => made.hints.get(key) ?? null, set: (key, value) => void made.hints.set(key, value) },
      onReturn: () => () => undefined,
      newId: () => `sp-new-${++id}`,
    }),
  }));
  // Only what the screens of connections read.
  const shared = {
    projects,
    makeProject,
    localOf: (projectId: string) => options.locals?.[projectId] ?? null,
    teammate: (userId: string | null) =>
      userId === null ? null : { name: userId.replace('id-', ''), picture: null, isSelf: false },
  } as unknown as SharedState;
  const team: TeamState = {
    ...made.team,
    shared,
    mixpanel: state,
    ...(options.pull && { pull: options.pull.state }),
  };
  return { ...made, team, mixpanel: state, disposeAll: () => (dispose(), made.dispose()) };
}
