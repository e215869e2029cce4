import { wrap } from 'comlink';
import { createRoot, createSignal } from 'solid-js';
import type { MixpanelConnection, PullApi, PullClient, PullOutcome } from '#contract/pull.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { createIngestClient } from '#data/workers/ingest-client.ts';
import { createLocalStore } from '#data/browser/local-store.ts';
import { createPullClient } from '#data/workers/pull-client.ts';
import { startIngest } from '#data/workers/start-ingest.ts';
import { startStore } from '#data/workers/start-store.ts';
import { failureOf } from '#data/workers/watch-worker.ts';
import { createPull } from '#state/mixpanel/create-pull.ts';
import type { PullState } from '#state/mixpanel/pull-state.ts';
import { openProject, openStoreRoot } from '#workers/store/project-reader.ts';
import { readEvents, type TestEvent } from '../../workers/store/batches.ts';
import { digestOf } from '../../data/pull/spelled.ts';
import { testClock } from './test-clock.ts';

/** What the page is told: where the backend is, who it is, and what is connected. */
export interface PullSetup {
  readonly url: string;
  readonly publishableKey: string;
  readonly token: string;
  readonly connection: MixpanelConnection;
}

const clock = testClock();
const store = startStore();
const local = createLocalStore();
const told = { news: 0, outcomes: [] as PullOutcome[] };
let pull: PullState | null = null;
let due: () => void = () => undefined;

function startTestPull() {
  const worker = new Worker(new URL('./pull-worker.ts', import.meta.url), { type: 'module' });
  return { api: wrap<PullApi>(worker), failed: failureOf(worker, 'worker/unavailable'), end: () => worker.terminate() };
}

/** The real client, listened to. */
function listened(client: PullClient): PullClient {
  return {
    async run(request, host, signal) {
      const outcome = await client.run(
        request,
        {
          ...host,
          tell(news) {
            told.news += 1;
            host.tell(news);
          },
        },
        signal,
      );
      told.outcomes.push(outcome);
      return outcome;
    },
  };
}

function begin({ url, publishableKey, token, connection }: PullSetup): PullState {
  const [list, setList] = createSignal<readonly ProjectSummary[]>([]);
  const refresh = async () => void setList(await store.projects());
  const [linked, setLinked] = createSignal<string | null>(null);
  return createPull({
    connectionsOf: async () => [connection],
    client: listened(createPullClient({ url, publishableKey }, startTestPull)),
    ingest: createIngestClient(startIngest),
    renamed: store,
    local,
    projects: { list, refresh, select: () => undefined, current: () => list()[0] ?? null },
    shared: {
      projects: () => [{ id: connection.projectId, name: 'Shop' }],
      localOf: linked,
      async link(localId) {
        setLinked(localId);
      },
    },
    presence: { announce: () => () => undefined },
    workspaceId: () => connection.workspaceId,
    async token() {
      await clock.read();
      return token;
    },
    isThere: async (localId) => (await store.projects()).some(({ id }) => id === localId),
    onDue(listener) {
      due = listener;
      return () => undefined;
    },
    changed: () => undefined,
    needsPerson: () => undefined,
    now: clock.now,
    newId: () => crypto.randomUUID(),
  });
}

/** What the test does in a page: what the app's page does, with real workers, files and locks. */
const pulls = {
  told,
  /** Opens the app: what was begun goes on by itself. */
  async open(setup: PullSetup): Promise<void> {
    await clock.read();
    pull = createRoot(() => begin(setup));
    await pull.reload();
  },
  state: (projectId: string) => pull?.of(projectId),
  start: (projectId: string) => pull?.start(projectId),
  /** All six months once more. */
  startAnew: (projectId: string) => pull?.start(projectId, { everything: true }),
  /** Pauses; answers after how long the pull was over, ms. */
  async timeToPause(projectId: string): Promise<number> {
    const begun = performance.now();
    pull?.pause(projectId);
    while (pull?.of(projectId)?.kind === 'pulling') await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begun;
  },
  /** The reader comes back to the page. */
  async comeBack(): Promise<void> {
    await clock.read();
    due();
  },
  /** Stands for the stored events from a moment on. */
  digest: async (sinceMs: number): Promise<string> =>
    digestOf(((await pulls.events()) ?? []).filter(({ time }) => time >= sinceMs)),
  /** How many events a user has. */
  eventsOf: async (user: string): Promise<number> =>
    ((await pulls.events()) ?? []).filter((event) => event.user === user).length,
  /** Every event that is stored; null where there is no project. */
  async events(): Promise<readonly TestEvent[] | null> {
    const projects = await store.projects();
    if (projects.length > 1) throw new Error(`there are ${projects.length} projects`);
    return projects[0] ? readEvents(await openProject(await openStoreRoot(), projects[0].id)) : null;
  },
};
export type Pulls = typeof pulls;

Object.assign(window, { pulls });
