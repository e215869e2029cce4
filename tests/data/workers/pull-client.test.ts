import { describe, expect, it } from 'vitest';
import type { PullHost } from '#contract/pull.ts';
import type { Reply } from '#contract/reply.ts';
import { deferred } from '#data/workers/deferred.ts';
import { createPullClient, type PullWorker } from '#data/workers/pull-client.ts';

const host: PullHost = { token: async () => 't', take: async () => ({ ok: true, value: undefined }), tell: () => {} };
const request = { projectId: 'p', days: [], sliceDays: 7 };
const settings = { url: 'https://backend.example.com', publishableKey: 'key' };

/** A worker that answers nothing by itself. */
function deafWorker() {
  const told = { cancelled: 0, ended: 0, url: '' };
  const { promise, resolve } = deferred<Reply<never>>();
  const worker = {
    api: {
      run: (asked: { url: string }) => {
        told.url = asked.url;
        return promise;
      },
      cancel: async () => void (told.cancelled += 1),
    },
    failed: new Promise<never>(() => {}),
    end: () => void (told.ended += 1),
  };
  return { told, resolve, start: () => worker as unknown as PullWorker };
}

describe('a pull', () => {
  it('is over at the latest 150 ms after a cancel, though its worker is deaf, and lets the next one go', async () => {
    const { told, start } = deafWorker();
    let isFree = true;
    const take = async () => {
      isFree = false;
      return () => void (isFree = true);
    };
    const controller = new AbortController();
    const pull = createPullClient(settings, start, take).run(request, host, controller.signal);
    await expect.poll(() => told.url).toBe('https://backend.example.com/functions/v1/mixpanel-export');
    expect(isFree).toBe(false);
    controller.abort();
    await expect(pull).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(told).toMatchObject({ cancelled: 1, ended: 1 });
    expect(isFree).toBe(true);
  });

  it('is not begun where another tab pulls the project', async () => {
    const { told, start } = deafWorker();
    const client = createPullClient(settings, start, async () => null);
    const pull = client.run(request, host, new AbortController().signal);
    await expect(pull).rejects.toMatchObject({ code: 'mixpanel/refused', details: { reason: 'elsewhere' } });
    expect(told).toEqual({ cancelled: 0, ended: 0, url: '' });
  });

  it('fails as its worker did', async () => {
    const { resolve, start, told } = deafWorker();
    const client = createPullClient(settings, start, async () => () => {});
    const pull = client.run(request, host, new AbortController().signal);
    resolve({ ok: false, error: { code: 'store/full', message: 'full', details: {} } });
    await expect(pull).rejects.toMatchObject({ code: 'store/full' });
    expect(told.ended).toBe(1);
  });
});
