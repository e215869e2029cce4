import { createValueMemo } from '#core/predictor/candidates/value-memo.ts';
import { describe, expect, it } from 'vitest';
import type { AnalysisProgress, AnalysisRequest } from '#contract/analysis.ts';
import type { JobId } from '#contract/reply.ts';
import { deferred } from '#data/workers/deferred.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createPredictor, type PredictorDeps } from '#workers/predictor/create-predictor.ts';
import { createPause } from '#workers/predictor/pause.ts';
import { simulateWorld } from '../../worlds/simulate-world.ts';
import { toEventTable } from '../../worlds/to-event-table.ts';

const world = simulateWorld({ users: 1_500, baselinePerDay: 0.02 }, 1);
const data = {
  fingerprint: 'f',
  events: toEventTable(world),
  columns: world.columns,
  userIds: world.userIds,
  memo: createValueMemo(),
};

/** A clock that always says that it is time to look up, and a pause that counts. */
function deps(overrides: Partial<PredictorDeps> = {}): PredictorDeps & { pauses: number } {
  let clock = 0;
  const made = {
    load: async () => data,
    now: () => (clock += 1_000),
    pauses: 0,
    pause: async () => void (made.pauses += 1),
    ...overrides,
  };
  return made;
}

const request = (overrides: Partial<AnalysisRequest> = {}): AnalysisRequest => ({
  jobId: 'job' as JobId,
  projectId: 'project',
  definition: {
    start: { event: world.truth.start, filters: [] },
    target: { event: world.truth.target, filters: [] },
    horizonMs: null,
    hiddenEvents: [],
    keepOutliers: false,
  },
  startRows: null,
  targetRows: null,
  rowsFingerprint: null,
  seed: 1,
  computedAt: 5,
  ...overrides,
});

describe('the predictor worker', () => {
  it('answers with a complete result, after a first look and in the order of its stages', async () => {
    const seen: AnalysisProgress[] = [];
    const outcome = await createPredictor(deps()).run(request(), (progress) => seen.push(progress));
    if (!outcome.ok) throw new PteroError(outcome.error);
    expect(outcome.value).toMatchObject({ stage: 'complete', projectId: 'project', fingerprint: 'f', computedAt: 5 });
    expect(seen.map(({ stage }) => stage)).toEqual(
      ['opening', 'cohort', 'risk-sets', 'screen', 'fit', 'fit', 'finish'].filter(
        (stage, i, all) => all.indexOf(stage) === i,
      ),
    );
    expect(seen.filter(({ preliminary }) => preliminary?.stage === 'screen').length).toBe(1);
  });

  it('stops at the next pause when it is cancelled', async () => {
    const made = deps();
    const predictor = createPredictor({
      ...made,
      pause: async () => {
        made.pauses += 1;
        if (made.pauses === 3) await predictor.cancel('job' as JobId);
      },
    });
    const outcome = await predictor.run(request());
    expect(outcome).toMatchObject({ ok: false, error: { code: 'job/cancelled' } });
    expect(made.pauses).toBe(3);
  });

  it('cancelling a job that is over does nothing', async () => {
    const predictor = createPredictor(deps());
    await predictor.cancel('other' as JobId);
    expect((await predictor.run(request())).ok).toBe(true);
  });

  it('passes on, as a value, what went wrong while loading', async () => {
    const load = () => Promise.reject(new PteroError({ code: 'store/damaged', message: 'block 3' }));
    expect(await createPredictor(deps({ load })).run(request())).toMatchObject({
      ok: false,
      error: { code: 'store/damaged', message: 'block 3' },
    });
  });

  it('runs two overlapping jobs one after the other, to their ends', async () => {
    const order: string[] = [];
    const load = async (projectId: string) => {
      order.push(`load ${projectId}`);
      return data;
    };
    const predictor = createPredictor(deps({ load, pause: createPause() }));
    const outcomes = await Promise.all(
      ['one', 'two'].map((name) =>
        predictor.run(request({ jobId: name as JobId, projectId: name }), ({ stage }) => {
          if (stage === 'finish') order.push(`finish ${name}`);
        }),
      ),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    expect(order).toEqual(['load one', 'finish one', 'load two', 'finish two']);
  });

  it('answers at once a job that is cancelled while it waits, and never begins it', async () => {
    const first = deferred<typeof data>();
    const loads: string[] = [];
    const load = (projectId: string) => {
      loads.push(projectId);
      return projectId === 'one' ? first.promise : Promise.resolve(data);
    };
    const predictor = createPredictor(deps({ load }));
    const [one, two, three] = ['one', 'two', 'three'].map((name) =>
      predictor.run(request({ jobId: name as JobId, projectId: name })),
    );
    await predictor.cancel('two' as JobId);
    expect(await two).toMatchObject({ ok: false, error: { code: 'job/cancelled' } });
    expect(loads).toEqual(['one']);
    first.resolve(data);
    expect((await one)?.ok).toBe(true);
    expect((await three)?.ok).toBe(true);
    expect(loads).toEqual(['one', 'three']);
  });

  it('goes on with the next job after one that failed', async () => {
    const load = (projectId: string) =>
      projectId === 'one' ? Promise.reject(new Error('no disk')) : Promise.resolve(data);
    const predictor = createPredictor(deps({ load }));
    const outcomes = await Promise.all(
      ['one', 'two'].map((name) => predictor.run(request({ jobId: name as JobId, projectId: name }))),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
  });

  it('refuses rows of other events than those it reads', async () => {
    const rows = { startRows: Uint32Array.of(0), rowsFingerprint: 'before' };
    expect(await createPredictor(deps()).run(request(rows))).toMatchObject({
      ok: false,
      error: { code: 'store/changed' },
    });
  });

  it('names an event that the project does not have', async () => {
    const definition = { ...request().definition, target: { event: 'Nowhere', filters: [] } };
    expect(await createPredictor(deps()).run(request({ definition }))).toMatchObject({
      ok: false,
      error: { code: 'scenario/unknown-event', details: { event: 'Nowhere' } },
    });
  });
});

describe('the search for the users to convert next', () => {
  it('answers with users of the project, most likely first, and no first table', async () => {
    const seen: AnalysisProgress[] = [];
    const outcome = await createPredictor(deps()).who(request(), (progress) => seen.push(progress));
    if (!outcome.ok) throw new PteroError(outcome.error);
    const { open, dropped } = outcome.value;
    expect(open.length + dropped.length).toBeGreaterThan(100);
    for (const list of [open, dropped]) {
      const shares = list.map(({ probability }) => probability);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(list.every(({ id }) => world.userIds.includes(id))).toBe(true);
    }
    expect(seen[0]?.stage).toBe('opening');
    expect(seen.every(({ preliminary }) => preliminary === null)).toBe(true);
  });

  it('stops at the next pause when it is cancelled', async () => {
    const made = deps();
    const predictor = createPredictor({
      ...made,
      pause: async () => {
        made.pauses += 1;
        if (made.pauses === 3) await predictor.cancel('job' as JobId);
      },
    });
    expect(await predictor.who(request())).toMatchObject({ ok: false, error: { code: 'job/cancelled' } });
    expect(made.pauses).toBe(3);
  });

  it('waits for an analysis that was asked before, and is withdrawn at once while it does', async () => {
    const first = deferred<typeof data>();
    const loads: string[] = [];
    const load = (projectId: string) => {
      loads.push(projectId);
      return first.promise;
    };
    const predictor = createPredictor(deps({ load }));
    const run = predictor.run(request({ jobId: 'one' as JobId, projectId: 'one' }));
    const who = predictor.who(request({ jobId: 'two' as JobId, projectId: 'two' }));
    await predictor.cancel('two' as JobId);
    expect(await who).toMatchObject({ ok: false, error: { code: 'job/cancelled' } });
    first.resolve(data);
    expect((await run).ok).toBe(true);
    expect(loads).toEqual(['one']);
  });

  it('refuses rows of other events than those it reads', async () => {
    const rows = { startRows: Uint32Array.of(0), rowsFingerprint: 'before' };
    expect(await createPredictor(deps()).who(request(rows))).toMatchObject({
      ok: false,
      error: { code: 'store/changed' },
    });
  });
});
