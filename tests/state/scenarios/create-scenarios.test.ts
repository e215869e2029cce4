import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { METHOD } from '#core/predictor/input.ts';
import type { ModelCard, ResultDocument } from '#core/predictor/result.ts';
import { compareResults } from '#core/predictor/words/compare-results.ts';
import { noEventNames } from '#core/scenario/event-names.ts';
import { createScenarios } from '#state/scenarios/create-scenarios.ts';
import { createFakeAnalysis, createMemoryStore, definition, NOON, project, result } from '#tests/ui/fakes/clients.ts';

const plan = definition('Sign Up', 'Start Plan');
const recipe = definition('Sign Up', 'View Recipe');

const modelOf = (method: string): ModelCard => ({
  method,
  cases: 1,
  controlsPerCase: 1,
  riskSetRows: 1,
  candidatesTried: 1,
  candidatesFitted: 1,
  parameters: 1,
  iterations: 1,
  converged: true,
  nullDeviance: 1,
  deviance: 1,
  calibration: null,
  expectedFalse: 0,
  notes: [],
});

async function setUp(local = createMemoryStore()) {
  const analysis = createFakeAnalysis();
  const [projects, setProjects] = createSignal([project()]);
  const [names, setNames] = createSignal(noEventNames);
  let id = 0;
  let now = NOON;
  const scenarios = createRoot(() =>
    createScenarios({
      local,
      analysis: analysis.client,
      projects,
      currentProject: () => projects()[0] ?? null,
      eventNames: () => names(),
      now: () => (now += 1),
      newId: () => `s${(id += 1)}`,
    }),
  );
  await vi.waitFor(() => expect(scenarios.list()).toBeDefined());
  return { scenarios, runs: analysis.runs, local, setProjects, setNames };
}

describe('scenarios', () => {
  it('finds the equal scenario of the project instead of making a second one', async () => {
    const { scenarios } = await setUp();
    const first = await scenarios.create(plan);
    expect(await scenarios.create({ ...plan, hiddenEvents: [] })).toEqual(first);
    expect(await scenarios.create({ ...plan, horizonMs: 1 })).not.toEqual(first);
    expect(scenarios.list()).toHaveLength(2);
  });

  it('shows progress, the first table, then the result, and keeps it', async () => {
    const { scenarios, runs, local } = await setUp();
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    expect(scenarios.run(id)).toMatchObject({ kind: 'running', progress: null });
    const preliminary = result(plan, { stage: 'screen' });
    runs[0]?.progress({ stage: 'screen', fraction: 0.5, preliminary });
    runs[0]?.progress({ stage: 'fit', fraction: 0.8, preliminary: null });
    expect(scenarios.run(id)).toMatchObject({ kind: 'running', progress: { fraction: 0.8 }, preliminary });
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id)).toEqual({ kind: 'idle', result: result(plan), stale: false }));
    expect(await local.result(id)).toEqual(result(plan));
    const again = await setUp(local);
    expect(again.scenarios.run(id)).toMatchObject({ kind: 'idle', result: { stage: 'complete' } });
  });

  it('calls a result stale when the data or the question changed', async () => {
    const { scenarios, runs, setProjects } = await setUp();
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id)).toMatchObject({ stale: false }));
    setProjects([project({ fingerprint: 'f2' })]);
    expect(scenarios.run(id)).toMatchObject({ stale: true });
    setProjects([project()]);
    await scenarios.update(id, { definition: { ...plan, hiddenEvents: ['View Recipe'] } });
    expect(scenarios.run(id)).toMatchObject({ stale: true });
  });

  it('asks with what the project hides and merges, and calls an answer without it stale', async () => {
    const { scenarios, runs, setNames } = await setUp();
    const merged = [{ name: 'Joined', events: ['Sign Up', 'signup'] }];
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id)).toMatchObject({ stale: false }));
    setNames({ hidden: ['View Recipe'], merged });
    expect(scenarios.run(id)).toMatchObject({ stale: true });
    expect(scenarios.byId(id)?.definition.start.event).toBe('Joined');
    scenarios.explore(id);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    const asked = { ...definition('Joined', 'Start Plan'), hiddenEvents: ['View Recipe'], mergedEvents: merged };
    expect(runs[1]?.arguments.definition).toEqual(asked);
    expect(scenarios.effective(id)).toEqual(asked);
    runs[1]?.succeed(result(asked));
    await vi.waitFor(() => expect(scenarios.run(id)).toMatchObject({ kind: 'idle', stale: false }));
    expect((await scenarios.create(asked)).id).toBe(id);
    setNames(noEventNames);
    expect(scenarios.run(id)).toMatchObject({ stale: true });
    expect(scenarios.byId(id)?.definition).toEqual(plan);
  });

  it('refuses to run when a merge has made start and target one event', async () => {
    const { scenarios, runs, setNames } = await setUp();
    const { id } = await scenarios.create(plan);
    setNames({ hidden: [], merged: [{ name: 'Joined', events: ['Sign Up', 'Start Plan'] }] });
    scenarios.explore(id);
    await vi.waitFor(() =>
      expect(scenarios.run(id)).toMatchObject({ kind: 'failed', error: { code: 'input/invalid' } }),
    );
    expect(runs).toHaveLength(0);
  });

  it('calls a result of another method stale', async () => {
    const { scenarios, runs } = await setUp();
    const { id } = await scenarios.create(plan);
    for (const [method, stale] of [
      [METHOD, false],
      ['ptero-risk-sets/0', true],
    ] as const) {
      const done = runs.length;
      scenarios.explore(id);
      await vi.waitFor(() => expect(runs).toHaveLength(done + 1));
      runs[done]?.succeed(result(plan, { model: modelOf(method) }));
      await vi.waitFor(() => expect(scenarios.run(id)).toMatchObject({ kind: 'idle', stale }));
    }
  });

  it('asks to work out again what an earlier version kept, and loses no scenario', async () => {
    const local = createMemoryStore();
    const first = await setUp(local);
    const { id } = await first.scenarios.create(plan, { colour: 'pink' });
    const old = { ...result(plan), version: 1, quality: undefined } as unknown as ResultDocument;
    await local.putResult({ scenarioId: id, result: old });
    const { scenarios, runs } = await setUp(local);
    expect(scenarios.byId(id)).toMatchObject({ colour: 'pink' });
    expect(scenarios.run(id)).toEqual({ kind: 'idle', result: null, stale: true });
    scenarios.explore(id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id)).toMatchObject({ kind: 'idle', stale: false, result: {} }));
    expect(scenarios.previous(id)).toBeNull();
    expect((await local.results())[0]?.result.version).toBe(2);
  });

  describe('the answer before', () => {
    const answer = (fingerprint: string, asked = plan) => result(asked, { fingerprint, model: modelOf(METHOD) });
    const ask = async ({ scenarios, runs }: Awaited<ReturnType<typeof setUp>>, id: string, found: ResultDocument) => {
      const done = runs.length;
      scenarios.explore(id);
      await vi.waitFor(() => expect(runs).toHaveLength(done + 1));
      runs[done]?.succeed(found);
      await vi.waitFor(() => expect(scenarios.run(id)).toMatchObject({ kind: 'idle', result: found }));
    };

    it('is none at first, then kept in little, also over a reload', async () => {
      const local = createMemoryStore();
      const made = await setUp(local);
      const { id } = await made.scenarios.create(plan);
      await ask(made, id, answer('f0'));
      expect(made.scenarios.previous(id)).toBeNull();
      await ask(made, id, answer('f1'));
      expect(made.scenarios.previous(id)).toMatchObject({ fingerprint: 'f0', method: METHOD });
      expect(made.scenarios.previous(id)?.findings.map((one) => one.id)).toContain('Invite Friend');
      expect((await setUp(local)).scenarios.previous(id)).toEqual(made.scenarios.previous(id));
    });

    it('leads to nothing new when the same events are asked the same again', async () => {
      const made = await setUp();
      const { id } = await made.scenarios.create(plan);
      await ask(made, id, answer('f1'));
      await ask(made, id, answer('f1'));
      expect(compareResults(made.scenarios.previous(id), answer('f1'))).toBeNull();
    });

    it('is forgotten when another question is asked', async () => {
      const made = await setUp();
      const { id } = await made.scenarios.create(plan);
      await ask(made, id, answer('f0'));
      const hidden = { ...plan, hiddenEvents: ['View Recipe'] };
      await made.scenarios.update(id, { definition: hidden });
      await ask(made, id, answer('f1', hidden));
      expect(made.scenarios.previous(id)).toBeNull();
    });
  });

  it('forgets a project that was removed: its scenarios, its line and what comes late', async () => {
    const { scenarios, runs, local } = await setUp();
    const [a, b] = [await scenarios.create(plan), await scenarios.create(recipe)];
    await local.putScenario({ ...a, id: 'other', projectId: 'p2' });
    local.change();
    await vi.waitFor(() => expect(scenarios.byId('other')).toBeDefined());
    scenarios.explore(a.id);
    scenarios.explore(b.id);
    scenarios.forgetProject('p1');
    expect(runs[0]?.signal.aborted).toBe(true);
    expect(scenarios.list()).toEqual([]);
    expect(scenarios.byId('other')).toBeDefined();
    expect(scenarios.run(a.id)).toEqual({ kind: 'idle', result: null, stale: false });
    scenarios.explore('other');
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]?.arguments.projectId).toBe('p2');
  });

  it('keeps no result of a scenario that another tab removed in the meantime', async () => {
    const { scenarios, runs, local } = await setUp();
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    await local.removeScenario(id);
    local.change();
    await vi.waitFor(() => expect(scenarios.list()).toEqual([]));
    const next = await scenarios.create(recipe);
    scenarios.explore(next.id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(await local.results()).toEqual([]);
    expect(scenarios.run(id)).toMatchObject({ result: null });
  });

  it('runs one analysis at a time', async () => {
    const { scenarios, runs } = await setUp();
    const [a, b] = [await scenarios.create(plan), await scenarios.create(recipe)];
    scenarios.explore(a.id);
    scenarios.explore(b.id);
    expect(runs).toHaveLength(1);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    expect(runs[1]?.arguments.definition).toEqual(recipe);
  });

  it('lets the user’s question interrupt the background, which goes on afterwards', async () => {
    const { scenarios, runs } = await setUp();
    const [background, own] = [await scenarios.create(plan), await scenarios.create(recipe)];
    scenarios.explore(background.id, { background: true });
    scenarios.explore(own.id);
    expect(runs[0]?.signal.aborted).toBe(true);
    expect(runs[1]?.arguments.definition).toEqual(recipe);
    expect(scenarios.run(background.id).kind).toBe('running');
    runs[1]?.succeed(result(recipe));
    await vi.waitFor(() => expect(runs[2]?.arguments.definition).toEqual(plan));
    runs[2]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(background.id)).toMatchObject({ kind: 'idle', result: {} }));
  });

  it('stops at once when cancelled, and ignores what comes late', async () => {
    const { scenarios, runs } = await setUp();
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    scenarios.cancel(id);
    expect(runs[0]?.signal.aborted).toBe(true);
    expect(scenarios.run(id)).toEqual({ kind: 'idle', result: null, stale: false });
    runs[0]?.progress({ stage: 'fit', fraction: 0.9, preliminary: null });
    expect(scenarios.run(id).kind).toBe('idle');
  });

  it('takes a cancelled one out of the line', async () => {
    const { scenarios, runs } = await setUp();
    const [a, b] = [await scenarios.create(plan), await scenarios.create(recipe)];
    scenarios.explore(a.id);
    scenarios.explore(b.id);
    scenarios.cancel(b.id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(a.id).kind).toBe('idle'));
    expect(runs).toHaveLength(1);
    expect(scenarios.run(b.id).kind).toBe('idle');
  });

  it('keeps the last result when a new run fails', async () => {
    const { scenarios, runs } = await setUp();
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id).kind).toBe('idle'));
    scenarios.explore(id);
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    runs[1]?.fail(new PteroError({ code: 'store/damaged', message: 'x' }));
    await vi.waitFor(() =>
      expect(scenarios.run(id)).toMatchObject({
        kind: 'failed',
        error: { code: 'store/damaged' },
        result: result(plan),
      }),
    );
  });

  it('deletes with a way back, result included', async () => {
    const { scenarios, runs, local } = await setUp();
    const { id } = await scenarios.create(plan);
    scenarios.explore(id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id).kind).toBe('idle'));
    const undo = await scenarios.remove(id);
    expect(scenarios.list()).toEqual([]);
    expect(await local.result(id)).toBeNull();
    await undo();
    expect(scenarios.list()?.map((one) => one.id)).toEqual([id]);
    expect(scenarios.run(id)).toMatchObject({ kind: 'idle', result: { stage: 'complete' } });
    expect(await local.result(id)).toEqual(result(plan));
  });

  it('duplicates with the colour, the result and an own name', async () => {
    const { scenarios, runs } = await setUp();
    const { id } = await scenarios.create(plan, { colour: 'red', suggestedBecause: 'it sounds like a loss' });
    await scenarios.update(id, { name: 'Churn', pinned: true });
    scenarios.explore(id);
    runs[0]?.succeed(result(plan));
    await vi.waitFor(() => expect(scenarios.run(id).kind).toBe('idle'));
    const copy = await scenarios.duplicate(id);
    expect(copy).toMatchObject({ name: 'Churn (copy)', colour: 'red', pinned: false, suggestedBecause: null });
    expect(scenarios.run(copy.id)).toMatchObject({ result: { stage: 'complete' } });
  });

  it('lists the newest opened first, of the current project only, and follows other tabs', async () => {
    const { scenarios, local } = await setUp();
    const first = await scenarios.create(plan);
    await scenarios.create(recipe);
    await scenarios.update(first.id, { openedAt: NOON + 1000 });
    expect(scenarios.list()?.map((one) => one.definition.target.event)).toEqual(['Start Plan', 'View Recipe']);
    await local.putScenario({ ...first, id: 'other', projectId: 'p2' });
    await local.putScenario({ ...first, id: 'tab', openedAt: NOON + 2000 });
    local.change();
    await vi.waitFor(() => expect(scenarios.list()?.map((one) => one.id)).toEqual(['tab', 's1', 's2']));
  });

  it('says what went wrong when the browser keeps nothing, and goes on in memory', async () => {
    const local = createMemoryStore();
    const { scenarios } = await setUp({
      ...local,
      putScenario: () => Promise.reject(new PteroError({ code: 'store/unavailable', message: 'x' })),
    });
    await scenarios.create(plan);
    expect(scenarios.list()).toHaveLength(1);
    expect(scenarios.error()).toMatchObject({ code: 'store/unavailable' });
  });
});
