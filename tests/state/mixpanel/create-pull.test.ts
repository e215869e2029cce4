import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  DAY_TOO_LARGE,
  type MixpanelConnection,
  type PullHost,
  type PullOutcome,
  type PullRequest,
} from '#contract/pull.ts';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { dayNumber, type Days } from '#core/mixpanel/days.ts';
import { createPull } from '#state/mixpanel/create-pull.ts';
import type { PullStateDeps } from '#state/mixpanel/pull-state.ts';
import { createUnkeptLocalStore } from '#data/browser/unkept-local-store.ts';
import { project } from '#tests/ui/fakes/clients.ts';

const HOUR = 3_600_000;
const TODAY = dayNumber('2026-11-15');
const NOW = Date.UTC(2026, 10, 15, 12);
const connection: MixpanelConnection = {
  projectId: 'shared',
  workspaceId: 'w',
  timeZone: 'UTC',
  isWallClock: false,
  lastProblem: null,
};

/** One pull that the test goes through by hand. */
interface FakeRun {
  readonly request: Pick<PullRequest, 'days' | 'sliceDays'>;
  readonly host: PullHost;
  readonly signal: AbortSignal;
  finish(outcome?: Partial<PullOutcome>): void;
  fail(error: PteroError): void;
}

let dispose: () => void = () => {};
afterEach(() => dispose());

function setUp(given: { local?: ReturnType<typeof createUnkeptLocalStore>; connections?: MixpanelConnection[] } = {}) {
  const { local = createUnkeptLocalStore(), connections = [connection] } = given;
  const runs: FakeRun[] = [];
  const imports: Parameters<PullStateDeps['ingest']['run']>[0][] = [];
  const stored: ProjectSummary[] = [];
  const links = new Map<string, string>();
  const [workspaceId, setWorkspaceId] = createSignal<string | null>('w');
  const [list, setList] = createSignal<readonly ProjectSummary[]>([]);
  let now = NOW;
  let due = () => {};
  const spies = { changed: vi.fn(), needsPerson: vi.fn(), select: vi.fn() };
  const deps: PullStateDeps = {
    connectionsOf: async () => connections,
    client: {
      run: (request, host, signal) =>
        new Promise((resolve, reject) => {
          const cancelled = () => reject(new PteroError({ code: 'job/cancelled', message: '' }));
          signal.addEventListener('abort', cancelled);
          runs.push({
            request,
            host,
            signal,
            finish: (outcome = {}) =>
              resolve({
                requests: 1,
                slices: 1,
                bytes: 1,
                failedSlices: 0,
                notBegun: [],
                longestWaitMs: 0,
                ...outcome,
              }),
            fail: reject,
          });
        }),
    },
    ingest: {
      inspect: async () => [],
      async run(request) {
        imports.push(request);
        if (!stored.some(({ id }) => id === request.newProjectId)) stored.push(project({ id: request.newProjectId! }));
        return {} as never;
      },
    },
    renamed: { idsOn: async () => [], renamedDays: async () => [] },
    local,
    projects: {
      list,
      current: () => null,
      refresh: async () => void setList([...stored]),
      select: spies.select,
    },
    shared: {
      projects: () => [{ id: 'shared', name: 'Shop' }],
      localOf: (id) => links.get(id) ?? null,
      link: async (localId, id) => void links.set(id, localId),
    },
    presence: { announce: () => () => {} },
    workspaceId,
    token: async () => 'token',
    isThere: async (localId) => stored.some(({ id }) => id === localId),
    onDue(listener) {
      due = listener;
      return () => {};
    },
    changed: spies.changed,
    needsPerson: spies.needsPerson,
    now: () => now,
    newId: () => 'made-id',
  };
  const pull = createRoot((end) => {
    dispose = end;
    return createPull(deps);
  });
  return {
    pull,
    runs,
    imports,
    stored,
    links,
    local,
    setWorkspaceId,
    ...spies,
    /** Time goes on, and the reader comes back. */
    async comeBack(afterMs: number) {
      now += afterMs;
      due();
      await Promise.resolve();
    },
  };
}

const slice = (from: number, to: number): Days => ({ from: TODAY + from, to: TODAY + to });
const file = (text = '{}') => new File([text], 'slice');

/** A slice comes, as the worker tells it. */
async function comes({ host }: FakeRun, days: Days): Promise<void> {
  host.tell({ kind: 'pulling', slice: days, bytes: 0 });
  expect(await host.take(days, file())).toEqual({ ok: true, value: undefined });
  host.tell({ kind: 'done', slice: days, bytes: 10, sliceDays: 14 });
}
const states = (pull: ReturnType<typeof setUp>['pull'], last: number) =>
  pull
    .of('shared')!
    .days.slice(-last)
    .map(({ state }) => state);

describe('a connected project', () => {
  it('is left alone in a browser that never pulled it', async () => {
    const { pull, runs, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')?.kind).toBe('unbegun'));
    await comeBack(5 * HOUR);
    expect(runs).toHaveLength(0);
    expect(pull.of('shared')!.days).toHaveLength(182);
    expect(pull.of('another')).toBeUndefined();
  });

  it('is pulled when it is started, each slice as an import that replaces its days', async () => {
    const { pull, runs, imports, links, select } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(runs[0]!.request.days).toEqual([slice(-181, 0)]);
    expect(pull.isFilling('made-id')).toBe(true);
    await comes(runs[0]!, slice(-1, 0));
    expect(imports).toMatchObject([
      {
        mode: 'replace-days',
        newProjectId: 'made-id',
        projectName: 'Shop',
        timeBasis: { kind: 'utc' },
        whole: { from: Date.UTC(2026, 10, 14), to: Date.UTC(2026, 10, 16) },
      },
    ]);
    runs[0]!.host.tell({ kind: 'pulling', slice: slice(-3, -2), bytes: 5 });
    expect(states(pull, 5)).toEqual(['waiting', 'pulling', 'pulling', 'done', 'done']);
    expect(pull.of('shared')).toMatchObject({ kind: 'pulling', progress: { daysDone: 2, days: 182, bytes: 15 } });
    await vi.waitFor(() => expect(links.get('shared')).toBe('made-id'));
    await vi.waitFor(() => expect(select).toHaveBeenCalledWith('made-id'));
  });

  it('shows why it waits, and until when', async () => {
    const { pull, runs } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    const counts = { running: 1, runningLimit: 5, lastHour: 61, lastHourLimit: 60 };
    runs[0]!.host.tell({ kind: 'waiting', wait: { why: 'rate-limit', untilMs: NOW + 60_000, counts } });
    expect(pull.of('shared')?.wait).toEqual({ why: 'rate-limit', untilMs: NOW + 60_000, counts });
    runs[0]!.host.tell({ kind: 'going-on' });
    expect(pull.of('shared')?.wait).toBeNull();
  });

  it('goes on by itself after a reload, where it was', async () => {
    const first = setUp();
    await vi.waitFor(() => expect(first.pull.of('shared')).toBeDefined());
    first.pull.start('shared');
    await vi.waitFor(() => expect(first.runs).toHaveLength(1));
    await comes(first.runs[0]!, slice(-6, 0));
    dispose();
    const second = setUp({ local: first.local });
    second.stored.push(...first.stored);
    await vi.waitFor(() => expect(second.runs).toHaveLength(1));
    // The last seven days are always due.
    expect(second.runs[0]!.request).toMatchObject({ days: [slice(-181, 0)], sliceDays: 7 });
    expect(states(second.pull, 8)).toEqual(['waiting', ...Array.from({ length: 7 }, () => 'done')]);
  });

  it('begins anew where its events were deleted', async () => {
    const first = setUp();
    await vi.waitFor(() => expect(first.pull.of('shared')).toBeDefined());
    first.pull.start('shared');
    await vi.waitFor(() => expect(first.runs).toHaveLength(1));
    await comes(first.runs[0]!, slice(-181, 0));
    first.runs[0]!.finish();
    await vi.waitFor(() => expect(first.pull.of('shared')?.kind).toBe('rest'));
    first.stored.length = 0;
    first.pull.start('shared');
    await vi.waitFor(() => expect(first.runs).toHaveLength(2));
    expect(first.runs[1]!.request.days).toEqual([slice(-181, 0)]);
    expect(first.pull.of('shared')?.isFirst).toBe(true);
  });

  it('is refreshed when its reader comes back after an hour, and not before', async () => {
    const { pull, runs, comeBack, changed } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    await comes(runs[0]!, slice(-181, 0));
    runs[0]!.finish();
    await vi.waitFor(() => expect(pull.of('shared')).toMatchObject({ kind: 'rest', isFirst: false, pulledAt: NOW }));
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith('made-id'));
    expect(pull.untold()).toEqual([{ projectId: 'shared', localId: 'made-id' }]);
    await pull.told('shared');
    expect(pull.untold()).toEqual([]);
    await comeBack(HOUR / 2);
    expect(runs).toHaveLength(1);
    await comeBack(HOUR / 2);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]!.request.days).toEqual([slice(-6, 0)]);
    expect(pull.isFilling('made-id')).toBe(false);
  });

  it('stays paused, also when a slice was just being written, until it is started', async () => {
    const { pull, runs, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    const writing = comes(runs[0]!, slice(-1, 0));
    pull.pause('shared');
    await writing;
    await vi.waitFor(() => expect(pull.of('shared')?.kind).toBe('paused'));
    await comeBack(2 * HOUR);
    expect(runs).toHaveLength(1);
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(pull.of('shared')?.kind).toBe('pulling');
  });

  it('keeps what came of a first import that is cancelled, and fetches the rest only when it is started', async () => {
    const { pull, runs, comeBack, local, stored } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    const writing = comes(runs[0]!, slice(-6, 0));
    pull.cancel('shared');
    await writing;
    await vi.waitFor(() => expect(pull.of('shared')).toMatchObject({ kind: 'cancelled', isFirst: true, error: null }));
    expect(runs[0]!.signal.aborted).toBe(true);
    expect(states(pull, 8)).toEqual(['waiting', ...Array.from({ length: 7 }, () => 'done')]);
    expect(pull.isFilling('made-id')).toBe(false);
    await comeBack(25 * HOUR);
    expect(runs).toHaveLength(1);
    // Nor after the tab was closed and opened.
    dispose();
    const later = setUp({ local });
    later.stored.push(...stored);
    await vi.waitFor(() => expect(later.pull.of('shared')?.kind).toBe('cancelled'));
    await later.comeBack(HOUR);
    expect(later.runs).toHaveLength(0);
    later.pull.start('shared');
    await vi.waitFor(() => expect(later.runs).toHaveLength(1));
    expect(later.pull.of('shared')?.kind).toBe('pulling');
    await comes(later.runs[0]!, slice(-181, 0));
    later.runs[0]!.finish();
    await vi.waitFor(() => expect(later.pull.of('shared')).toMatchObject({ kind: 'rest', isFirst: false }));
  });

  it('is refreshed again by itself an hour after a refresh was cancelled', async () => {
    const { pull, runs, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    await comes(runs[0]!, slice(-181, 0));
    runs[0]!.finish();
    await vi.waitFor(() => expect(pull.of('shared')?.kind).toBe('rest'));
    await comeBack(2 * HOUR);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    pull.cancel('shared');
    await vi.waitFor(() => expect(pull.of('shared')).toMatchObject({ kind: 'cancelled', isFirst: false }));
    await comeBack(HOUR / 2);
    expect(runs).toHaveLength(2);
    await comeBack(HOUR / 2);
    await vi.waitFor(() => expect(runs).toHaveLength(3));
  });

  it('that is cancelled while it waits its turn, or before it has begun, is as it was', async () => {
    const other = { ...connection, projectId: 'other' };
    const { pull, runs, comeBack } = setUp({ connections: [connection, other] });
    await vi.waitFor(() => expect(pull.of('other')).toBeDefined());
    pull.start('shared');
    pull.start('other');
    pull.cancel('other');
    expect(pull.of('other')?.kind).toBe('unbegun');
    pull.cancel('shared');
    await vi.waitFor(() => expect(pull.of('shared')?.kind).not.toBe('pulling'));
    await comeBack(2 * HOUR);
    expect(runs.filter(({ signal }) => !signal.aborted)).toHaveLength(0);
  });

  it('is complete without a day that is too large, which stays marked and is not asked for by itself', async () => {
    const { pull, runs, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    await comes(runs[0]!, slice(-39, 0));
    const error = new PteroError({
      code: 'mixpanel/refused',
      message: '',
      details: { reason: DAY_TOO_LARGE },
    }).toData();
    runs[0]!.host.tell({ kind: 'failed', slice: slice(-40, -40), error });
    await comes(runs[0]!, slice(-181, -41));
    runs[0]!.finish({ failedSlices: 1 });
    await vi.waitFor(() => expect(pull.of('shared')).toMatchObject({ kind: 'rest', isFirst: false }));
    expect(states(pull, 41)[0]).toBe('failed');
    await comeBack(2 * HOUR);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]!.request.days).toEqual([slice(-6, 0)]);
    runs[1]!.finish();
    await vi.waitFor(() => expect(pull.of('shared')?.kind).toBe('rest'));
    pull.start('shared', { everything: true });
    await vi.waitFor(() => expect(runs).toHaveLength(3));
    expect(runs[2]!.request.days).toEqual([slice(-181, 0)]);
    await comes(runs[2]!, slice(-41, 0));
    expect(states(pull, 41)[0]).toBe('done');
  });

  it('is complete without a day that has not begun at Mixpanel, which is asked for again', async () => {
    const { pull, runs, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    runs[0]!.host.tell({ kind: 'not-begun', slice: slice(0, 0) });
    await vi.waitFor(() => expect(pull.of('shared')?.progress?.days).toBe(181));
    await comes(runs[0]!, slice(-181, -1));
    runs[0]!.finish({ notBegun: [slice(0, 0).to] });
    await vi.waitFor(() => expect(pull.of('shared')).toMatchObject({ kind: 'rest', isFirst: false }));
    expect(states(pull, 1)[0]).toBe('waiting');
    await comeBack(2 * HOUR);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]!.request.days).toEqual([slice(-6, 0)]);
  });

  it('that needs a person says so, tells the server, and is not asked for again at once', async () => {
    const { pull, runs, needsPerson, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    const details = { reason: 'mixpanel/wrong-secret' };
    runs[0]!.fail(new PteroError({ code: 'mixpanel/refused', message: '', details }));
    await vi.waitFor(() => expect(pull.of('shared')).toMatchObject({ kind: 'failed', error: { details } }));
    expect(needsPerson).toHaveBeenCalledExactlyOnceWith('shared');
    await comeBack(HOUR / 2);
    expect(runs).toHaveLength(1);
    await comeBack(HOUR);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
  });

  it('whose worker could not be loaded is begun again as soon as the reader, or the network, is back', async () => {
    const { pull, runs, needsPerson, comeBack } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    runs[0]!.fail(new PteroError({ code: 'worker/unavailable', message: '' }));
    await vi.waitFor(() => expect(pull.of('shared')?.kind).toBe('failed'));
    expect(needsPerson).not.toHaveBeenCalled();
    await comeBack(1000);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
  });

  it('that another tab pulls says so, and nobody is told', async () => {
    const { pull, runs, needsPerson } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    runs[0]!.fail(new PteroError({ code: 'mixpanel/refused', message: '', details: { reason: 'elsewhere' } }));
    await vi.waitFor(() => expect(pull.of('shared')?.kind).toBe('elsewhere'));
    expect(needsPerson).not.toHaveBeenCalled();
  });

  it('is let go of when its workspace is left', async () => {
    const { pull, runs, setWorkspaceId } = setUp();
    await vi.waitFor(() => expect(pull.of('shared')).toBeDefined());
    pull.start('shared');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    setWorkspaceId(null);
    await vi.waitFor(() => expect(runs[0]!.signal.aborted).toBe(true));
    expect(pull.connections()).toBeUndefined();
    expect(pull.of('shared')).toBeUndefined();
  });

  it('waits for the one before it: one is pulled at a time', async () => {
    const other = { ...connection, projectId: 'other' };
    const { pull, runs } = setUp({ connections: [connection, other] });
    await vi.waitFor(() => expect(pull.of('other')).toBeDefined());
    pull.start('shared');
    pull.start('other');
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    expect(pull.of('other')?.kind).toBe('queued');
    runs[0]!.finish();
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(pull.of('other')?.kind).toBe('pulling');
  });
});
