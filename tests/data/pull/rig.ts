import type { PullNews, PullOutcome } from '#contract/pull.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { WINDOW_DAYS } from '#core/mixpanel/coverage.ts';
import { dayText } from '#core/mixpanel/days.ts';
import { createProjectClock } from '#core/mixpanel/project-clock.ts';
import { createPullClient } from '#data/workers/pull-client.ts';
import { pullDue } from '#state/mixpanel/pull-due.ts';
import { newRecord, type PullRecord, timeOf } from '#state/mixpanel/pull-project.ts';
import { createIngest } from '#workers/ingest/create-ingest.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import { createPullApi } from '#workers/pull/create-pull-api.ts';
import type { PullDeps } from '#workers/pull/run-pull.ts';
import { memoryProfileSpool } from '#workers/pull/profile-spool.ts';
import { memorySpool } from '#workers/pull/spool.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { idsOn, renamedDays } from '#workers/store/renamed-ids.ts';
import { createRandom } from '#core/stats/random.ts';
import { noFaults } from '../../../supabase/local/mixpanel/faults.ts';
import type { MixpanelProject } from '../../../supabase/local/mixpanel/project.ts';
import { type Mixpanel, type MixpanelOptions, startMixpanel } from '../../../supabase/local/mixpanel/start-mixpanel.ts';
import { readEvents, type TestEvent } from '../../workers/store/batches.ts';
import { memoryDirectory, memoryLocks } from '../../workers/store/memory-directory.ts';
import { spelled, without } from './spelled.ts';
import { startStandIn } from './stand-in.ts';

const wasm = compileWasm();

/** A clock that goes on when somebody waits for it. */
export interface FakeClock {
  now(): number;
  advance(ms: number): void;
}

export function fakeClock(startMs: number): FakeClock {
  let now = startMs;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}

/** A browser that pulls from the double: its store, its record, and what it was told. */
export interface Rig {
  readonly mixpanel: Mixpanel;
  /** Of the stand-in for the function. */
  readonly url: string;
  readonly clock: FakeClock;
  readonly news: PullNews[];
  record(): PullRecord;
  setRecord(record: PullRecord): void;
  /** Pulls what is due. Answers what that came to, without what merges of ids added to it. Rejects as the pull does. */
  refresh(signal?: AbortSignal): Promise<PullOutcome | null>;
  /** Everything in the store, spelled out and sorted. */
  stored(): Promise<readonly string[]>;
  /** From now on nothing goes wrong, and it is pulled until time has nearly stood still meanwhile: nothing came in since. */
  settle(): Promise<void>;
  /** What the store lacks of a pull of the last 26 weeks without any fault, and what it has of them that it should not. */
  difference(): Promise<{ readonly missing: readonly string[]; readonly extra: readonly string[] }>;
  stop(): Promise<void>;
}

export async function startRig(
  project: MixpanelProject,
  startMs: number,
  { timeZone = project.zone, ...options }: Partial<MixpanelOptions> & { readonly timeZone?: string } = {},
  deps: Partial<PullDeps> = {},
  beforeImport: () => void = () => undefined,
): Promise<Rig> {
  const clock = fakeClock(startMs);
  let isCalm = false;
  const { faults = noFaults } = options;
  const mixpanel = await startMixpanel({
    projects: [project],
    now: clock.now,
    ...options,
    faults: () => (isCalm ? noFaults() : faults()),
  });
  const standIn = await startStandIn(mixpanel, project);
  const root = memoryDirectory();
  const random = createRandom(7);
  const ingest = createIngest({
    openSession: createOpenImportSession(root, memoryLocks()),
    wasm,
    now: clock.now,
    ticks: () => performance.now(),
  });
  const valueOf = <T>(
    reply: { ok: true; value: T } | { ok: false; error: ConstructorParameters<typeof PteroError>[0] },
  ) => {
    if (!reply.ok) throw new PteroError(reply.error);
    return reply.value;
  };
  const api = createPullApi(
    {
      fetch: (_url, init) => fetch(standIn.url, init),
      stallMs: 3000,
      dayBytes: 150_000_000,
      now: clock.now,
      wait: async (ms) => clock.advance(ms),
      random: () => random.uniform(),
      isOnline: () => true,
      backOnline: async () => undefined,
      ...deps,
    },
    async () => memorySpool,
    async () => memoryProfileSpool(),
  );
  const client = createPullClient(
    { url: '', publishableKey: 'key' },
    () => ({ api: api as never, failed: new Promise(() => {}), end: () => {} }),
    async () => () => {},
  );
  const connection = {
    projectId: '11111111-1111-4111-8111-111111111111',
    workspaceId: 'w',
    timeZone,
    isWallClock: project.isWallClock,
    lastProblem: null,
  };
  let record = newRecord('local-project', connection);
  const projectClock = createProjectClock(timeOf(connection, record));
  const news: PullNews[] = [];
  let imports = 0;
  let importing: Promise<unknown> = Promise.resolve();
  const isThere = async () => (await root.find(record.localId)) !== null;

  const stored = async (): Promise<readonly TestEvent[]> =>
    (await isThere()) ? readEvents(await openProject(root, record.localId)) : [];

  const refresh = async (signal = new AbortController().signal): Promise<PullOutcome | null> => {
    // As in a browser, what a killed tab was writing is over before another one begins.
    await importing;
    const { outcomes } = await pullDue(
      {
        renamed: {
          idsOn: (projectId, spans) => idsOn(root, projectId, spans),
          renamedDays: (projectId, asked) => renamedDays(root, projectId, asked),
        },
        client,
        ingest: {
          inspect: async (files) => valueOf(await ingest.inspect(files)),
          run: async (request, { signal: stop }) => {
            stop.throwIfAborted();
            beforeImport();
            const jobId = `import-${(imports += 1)}` as JobId;
            const cancel = () => void ingest.cancel(jobId);
            stop.addEventListener('abort', cancel, { once: true });
            const run = ingest.run({ ...request, jobId });
            importing = run;
            try {
              return valueOf(await run);
            } finally {
              stop.removeEventListener('abort', cancel);
            }
          },
        },
        token: async () => 'token',
        isThere,
        now: clock.now,
        keep: async (next) => {
          record = next;
        },
      },
      {
        connection,
        projectName: 'Shop',
        record,
        isAnew: false,
        signal,
        onDays: () => undefined,
        onNews: (one) => news.push(one),
        onTaken: () => undefined,
      },
    );
    return outcomes[0] ?? null;
  };

  return {
    mixpanel,
    url: standIn.url,
    clock,
    news,
    record: () => record,
    setRecord(next) {
      record = next;
    },
    refresh,
    stored: async () => spelled(await stored()),
    async settle() {
      isCalm = true;
      for (let before = -Infinity; clock.now() - before > 5000;) {
        before = clock.now();
        await refresh();
      }
    },
    async difference() {
      const today = projectClock.dayAt(clock.now());
      const from = today - WINDOW_DAYS + 1;
      const fresh = spelled(mixpanel.freshPull(project.id, { from: dayText(from), to: dayText(today) }));
      const since = projectClock.endOf(from - 1);
      const there = spelled((await stored()).filter(({ time }) => time >= since));
      return { missing: without(fresh, there), extra: without(there, fresh) };
    },
    async stop() {
      await standIn.stop();
      await mixpanel.stop();
    },
  };
}
