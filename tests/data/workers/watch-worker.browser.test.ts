import { describe, expect, it } from 'vitest';
import { startAnalysis } from '#data/workers/start-analysis.ts';
import { startIngest } from '#data/workers/start-ingest.ts';
import { failureOf } from '#data/workers/watch-worker.ts';

const lives = async (): Promise<readonly string[]> => {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name = '' }) => (name.startsWith('ptero-worker:') ? [name] : []));
};

describe('a worker that the browser ends without a word', () => {
  it.each([
    ['ingest', startIngest],
    ['predictor', startAnalysis],
  ] as const)('is noticed, so that no call hangs (%s)', async (_, start) => {
    const before = await lives();
    const worker = start();
    const isBorn = async () => (await lives()).some((name) => !before.includes(name));
    await expect.poll(isBorn).toBe(true);
    await worker.api.cancel('nothing' as never);
    worker.end();
    await expect(worker.failed).rejects.toMatchObject({ code: 'worker/ended' });
  });
});

describe('a worker whose script does not come', () => {
  it('is told from one that ended', async () => {
    const worker = new Worker('/there-is-no-such-script.js', { type: 'module' });
    await expect(failureOf(worker, 'worker/unavailable')).rejects.toMatchObject({ code: 'worker/unavailable' });
    worker.terminate();
  });
});
