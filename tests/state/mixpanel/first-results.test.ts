import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SavedScenario } from '#contract/saved.ts';
import type { RunState } from '#state/app-state.ts';
import { shareFirstResults } from '#state/mixpanel/first-results.ts';
import { rerunStale } from '#state/scenarios/rerun-stale.ts';
import { createFakeApp } from '#tests/ui/fakes/fake-app.ts';
import { definition, project, result } from '#tests/ui/fakes/clients.ts';

let dispose: () => void = () => {};
afterEach(() => dispose());

const HOUR = 3_600_000;
const asked = definition('Sign Up', 'Pay');
const answered: RunState = { kind: 'idle', result: result(asked), stale: false };
const open: RunState = { kind: 'idle', result: null, stale: false };
const scenario = (id: string, extra: Partial<SavedScenario> = {}): SavedScenario => ({
  ...({} as SavedScenario),
  id,
  projectId: 'p1',
  definition: asked,
  suggestedBecause: 'It sounds like a purchase.',
  pinned: false,
  ...extra,
});

function setUp() {
  const [untold, setUntold] = createSignal<readonly { projectId: string; localId: string }[]>([]);
  const [runs, setRuns] = createSignal<Readonly<Record<string, RunState>>>({});
  const [online, setOnline] = createSignal(true);
  const [stored, setStored] = createSignal<readonly SavedScenario[]>([]);
  const [proposed, setProposed] = createSignal([
    scenario('s1'),
    scenario('s2'),
    scenario('own', { suggestedBecause: null }),
  ]);
  const spies = {
    move: vi.fn(async () => async () => {}),
    notify: vi.fn(async () => {}),
    told: vi.fn(async () => {
      setUntold([]);
    }),
    failed: vi.fn(),
  };
  createRoot((end) => {
    dispose = end;
    shareFirstResults({
      untold,
      localScenarios: {
        list: proposed,
        run: (id) => runs()[id] ?? open,
      },
      sharedScenarios: { list: stored },
      projects: { current: () => project({ id: 'p1' }) },
      proposing: () => null,
      online,
      ...spies,
    });
  });
  return { setUntold, setRuns, setOnline, setStored, setProposed, ...spies };
}

describe('the first results of a project', () => {
  it('go to the workspace once all that was proposed is answered, and then those who asked are told, once', async () => {
    const { setUntold, setRuns, move, notify, told } = setUp();
    setUntold([{ projectId: 'shared', localId: 'p1' }]);
    setRuns({ s1: answered });
    await Promise.resolve();
    expect(move).not.toHaveBeenCalled();
    setRuns({ s1: answered, s2: answered });
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith('shared'));
    expect(move).toHaveBeenCalledExactlyOnceWith(['s1', 's2'], expect.anything());
    expect(notify).toHaveBeenCalledExactlyOnceWith('shared', 'ready');
    expect(move.mock.invocationCallOrder[0]).toBeLessThan(notify.mock.invocationCallOrder[0]!);
  });

  it('wait for the network, and for a first import', async () => {
    const { setUntold, setRuns, setOnline, move } = setUp();
    setRuns({ s1: answered, s2: answered });
    await Promise.resolve();
    expect(move).not.toHaveBeenCalled();
    setOnline(false);
    setUntold([{ projectId: 'shared', localId: 'p1' }]);
    await Promise.resolve();
    expect(move).not.toHaveBeenCalled();
    setOnline(true);
    await vi.waitFor(() => expect(move).toHaveBeenCalledOnce());
  });

  it('are told when they were stored before, and the word of it was lost', async () => {
    const { setUntold, setProposed, setStored, notify } = setUp();
    setProposed([]);
    setUntold([{ projectId: 'shared', localId: 'p1' }]);
    await Promise.resolve();
    expect(notify).not.toHaveBeenCalled();
    setStored([scenario('s1', { shared: { summary: {} } as NonNullable<SavedScenario['shared']> })]);
    await vi.waitFor(() => expect(notify).toHaveBeenCalledOnce());
  });

  it('are not told where they could not be stored', async () => {
    const { setUntold, setRuns, move, notify, failed } = setUp();
    move.mockRejectedValueOnce(new Error('refused'));
    setUntold([{ projectId: 'shared', localId: 'p1' }]);
    setRuns({ s1: answered, s2: answered });
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(notify).not.toHaveBeenCalled();
  });
});

describe('a team’s answers', () => {
  const totals = { ...project().totals, lastTimeMs: 100 * HOUR };
  const shared = (id: string, dataToMs: number | null, extra: Partial<SavedScenario> = {}, hasEvents = true) =>
    scenario(id, {
      ...extra,
      shared: {
        ...({} as NonNullable<SavedScenario['shared']>),
        hasEvents,
        summary: dataToMs === null ? null : ({ dataToMs } as never),
      },
    });

  it('are worked out anew where there are events of half a day more, the pinned ones first', () => {
    const explore = vi.fn();
    const list = () => [
      shared('fresh', 95 * HOUR),
      shared('old', 10 * HOUR),
      shared('pinned', 10 * HOUR, { pinned: true }),
      shared('never answered', null),
      shared('of another project', 10 * HOUR, { projectId: 'p2' }),
      shared('of a teammate only', 10 * HOUR, {}, false),
    ];
    rerunStale('p1', { list, explore }, { list: () => [project({ id: 'p1', totals })] });
    expect(explore.mock.calls.map(([id, options]) => [id, options])).toEqual([
      ['pinned', { background: true }],
      ['old', { background: true }],
    ]);
  });
});

describe('what Ptero proposes', () => {
  it('waits until a project that is being filled is whole', async () => {
    const [isFilling, setFilling] = createSignal(true);
    const suggestions = [{ definition: asked, colour: 'blue', because: 'It sounds like a purchase.' }] as const;
    const { app } = createRoot((end) => {
      dispose = end;
      return createFakeApp({ suggestions, isFilling: () => isFilling() });
    });
    await vi.waitFor(() => expect(app.projects.catalogue()).toBeDefined());
    expect(app.scenarios.list() ?? []).toEqual([]);
    setFilling(false);
    await vi.waitFor(() => expect(app.scenarios.list()).toHaveLength(1));
  });
});
