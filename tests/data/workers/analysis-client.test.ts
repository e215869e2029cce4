import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalysisRequest } from '#contract/analysis.ts';
import type { Reply } from '#contract/reply.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { type AnalysisWorker, createAnalysisClient } from '#data/workers/analysis-client.ts';
import { definition, result } from '#tests/ui/fakes/clients.ts';

const asked = definition('Sign Up', 'Start Plan');
const filter = { property: '$os', operator: 'is' as const, values: ['iOS'] };

function setUp({ answersCancel = true } = {}) {
  const workers: {
    ended: boolean;
    requests: AnalysisRequest[];
    answer(reply: Reply<ResultDocument>): void;
    crash(cause: unknown): void;
  }[] = [];
  const start = (): AnalysisWorker => {
    let answer: (reply: Reply<ResultDocument>) => void = () => undefined;
    let crash: (cause: unknown) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => (crash = reject));
    failed.catch(() => undefined);
    const own = {
      ended: false,
      requests: [] as AnalysisRequest[],
      answer: (reply: Reply<ResultDocument>) => answer(reply),
      crash: (cause: unknown) => crash(cause),
    };
    workers.push(own);
    const run = (request: AnalysisRequest) => {
      own.requests.push(request);
      return new Promise<Reply<ResultDocument>>((resolve) => (answer = resolve));
    };
    const cancel = async () => {
      if (answersCancel) own.answer({ ok: false, error: { code: 'job/cancelled', message: '', details: {} } });
    };
    return {
      api: { run, who: run, cancel } as unknown as AnalysisWorker['api'],
      failed,
      end: () => void (own.ended = true),
    };
  };
  const matchRows = vi.fn(async () => ({ fingerprint: 'f1', rows: Uint32Array.of(3, 4) }));
  const client = createAnalysisClient({ start, store: { matchRows }, now: () => 99 });
  const run = (wanted = asked, controller = new AbortController()) => ({
    controller,
    outcome: client.run('p1', wanted, { signal: controller.signal, onProgress: () => undefined }),
  });
  return { client, workers, matchRows, run };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('analysis client', () => {
  it('starts no worker before the first analysis, and one for all of them', async () => {
    const { workers, run } = setUp();
    expect(workers).toHaveLength(0);
    for (let round = 0; round < 2; round += 1) {
      const { outcome } = run();
      await settle();
      workers[0]?.answer({ ok: true, value: result(asked) });
      await outcome;
    }
    expect(workers).toHaveLength(1);
    expect(workers[0]?.requests[0]).toMatchObject({
      projectId: 'p1',
      startRows: null,
      targetRows: null,
      rowsFingerprint: null,
      seed: 1,
      computedAt: 99,
    });
  });

  it('asks for the rows of all members of a merged end', async () => {
    const { matchRows, run } = setUp();
    const mergedEvents = [{ name: 'Sign Up', events: ['signup', 'Signup'] }];
    void run({ ...asked, start: { event: 'Sign Up', filters: [filter] }, mergedEvents }).outcome;
    await settle();
    expect(matchRows.mock.calls).toEqual([['p1', ['signup', 'Signup', 'Sign Up'], [filter]]]);
  });

  it('asks the store for the rows of a filtered end only', async () => {
    const { workers, matchRows, run } = setUp();
    void run({ ...asked, start: { event: 'Sign Up', filters: [filter] } }).outcome;
    await settle();
    expect(matchRows.mock.calls).toEqual([['p1', ['Sign Up'], [filter]]]);
    expect(workers[0]?.requests[0]).toMatchObject({
      startRows: Uint32Array.of(3, 4),
      targetRows: null,
      rowsFingerprint: 'f1',
    });
  });

  it('asks for the rows afresh, once, when an import finished in between', async () => {
    const { workers, matchRows, run } = setUp();
    const { outcome } = run({ ...asked, start: { event: 'Sign Up', filters: [filter] } });
    await settle();
    matchRows.mockResolvedValue({ fingerprint: 'f2', rows: Uint32Array.of(5) });
    const changed = { ok: false, error: { code: 'store/changed', message: '', details: {} } } as const;
    workers[0]?.answer(changed);
    await settle();
    expect(workers[0]?.requests.map(({ startRows, rowsFingerprint }) => [rowsFingerprint, startRows])).toEqual([
      ['f1', Uint32Array.of(3, 4)],
      ['f2', Uint32Array.of(5)],
    ]);
    workers[0]?.answer(changed);
    await expect(outcome).rejects.toMatchObject({ code: 'store/changed' });
    expect(workers[0]?.requests).toHaveLength(2);
  });

  it('never runs on rows of two states of the events', async () => {
    const { workers, matchRows, run } = setUp();
    matchRows.mockResolvedValueOnce({ fingerprint: 'f0', rows: Uint32Array.of(1) });
    const { outcome } = run({
      ...asked,
      start: { event: 'Sign Up', filters: [filter] },
      target: { event: 'Start Plan', filters: [filter] },
    });
    await settle();
    expect(matchRows).toHaveBeenCalledTimes(4);
    expect(workers[0]?.requests).toHaveLength(1);
    expect(workers[0]?.requests[0]).toMatchObject({ startRows: Uint32Array.of(3, 4), rowsFingerprint: 'f1' });
    workers[0]?.answer({ ok: true, value: result(asked) });
    await expect(outcome).resolves.toMatchObject({ version: 2 });
  });

  it('keeps the code of a failure', async () => {
    const { workers, run } = setUp();
    const { outcome } = run();
    await settle();
    workers[0]?.answer({ ok: false, error: { code: 'scenario/nobody', message: 'nobody', details: {} } });
    await expect(outcome).rejects.toMatchObject({ code: 'scenario/nobody' });
  });

  it('rejects a cancelled run at once and keeps a worker that answers', async () => {
    const { workers, run } = setUp();
    const { controller, outcome } = run();
    await settle();
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'job/cancelled' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(workers[0]?.ended).toBe(false);
  });

  it('ends a worker that does not answer a cancel within 150 ms, and starts another for the next run', async () => {
    const { workers, run } = setUp({ answersCancel: false });
    const { controller, outcome } = run();
    outcome.catch(() => undefined);
    await settle();
    controller.abort();
    const next = run();
    await vi.advanceTimersByTimeAsync(149);
    expect(workers.map((worker) => worker.ended)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(2);
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
    workers[1]?.answer({ ok: true, value: result(asked) });
    await expect(next.outcome).resolves.toMatchObject({ version: 2 });
  });

  it('starts nothing when it was cancelled before it began', async () => {
    const { workers, run } = setUp();
    const controller = new AbortController();
    controller.abort();
    await expect(run(asked, controller).outcome).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(workers).toHaveLength(0);
  });

  it('says analysis/failed when the worker dies, and recovers with a new one', async () => {
    const { workers, run } = setUp();
    const { outcome } = run();
    await settle();
    workers[0]?.crash(new Error('a broken script'));
    await expect(outcome).rejects.toMatchObject({ code: 'analysis/failed', message: 'a broken script' });
    const next = run();
    await settle();
    workers[1]?.answer({ ok: true, value: result(asked) });
    await expect(next.outcome).resolves.toMatchObject({ stage: 'complete' });
  });

  it('finds users by the same rules: rows of filtered ends, progress, and a cancel that is answered at once', async () => {
    const { client, workers, matchRows } = setUp();
    const controller = new AbortController();
    const outcome = client.who(
      'p1',
      { ...asked, target: { event: 'Start Plan', filters: [filter] } },
      { signal: controller.signal, onProgress: () => undefined },
    );
    await settle();
    expect(matchRows.mock.calls).toHaveLength(1);
    expect(workers[0]?.requests[0]).toMatchObject({ projectId: 'p1', targetRows: Uint32Array.of(3, 4), seed: 1 });
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'job/cancelled' });
  });

  it('begins a waiting job again when another one’s cancel ended their worker', async () => {
    const { client, workers, run } = setUp({ answersCancel: false });
    const first = run();
    first.outcome.catch(() => undefined);
    await settle();
    const waiting = client.who('p1', asked, { signal: new AbortController().signal, onProgress: () => undefined });
    await settle();
    expect(workers[0]?.requests).toHaveLength(2);
    first.controller.abort();
    await vi.advanceTimersByTimeAsync(151);
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
    const found = { horizonMs: 1, open: [], dropped: [] };
    workers[1]?.answer({ ok: true, value: found } as unknown as Reply<ResultDocument>);
    await expect(waiting).resolves.toEqual(found);
  });
});
