import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportProgress, IngestApi } from '#contract/ingest.ts';
import type { Reply } from '#contract/reply.ts';
import { deferred } from '#data/workers/deferred.ts';
import { createIngestClient, type IngestWorker } from '#data/workers/ingest-client.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

const request = {
  files: [],
  projectId: null,
  projectName: 'P',
  timeBasis: { kind: 'utc' },
  mode: 'add',
  source: '',
} as const;
const failure = { ok: false, error: { code: 'import/empty', message: 'empty', details: { file: 'x' } } } as const;
const progress = { phase: 'reading', fraction: 0.5 } as ImportProgress;
const ports: MessagePort[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const port of ports.splice(0)) port.close();
});

/** A worker on the other end of a channel. */
function startOf(
  api: Partial<IngestApi>,
  failed: Promise<never> = new Promise(() => {}),
  startScanner?: () => MessagePort,
) {
  const ends = vi.fn();
  const scannersEnd = vi.fn();
  const start = (): IngestWorker => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    expose({ cancel: async () => {}, ...api }, port1);
    return {
      api: wrap<IngestApi>(port2),
      failed,
      end: ends,
      endScanners: scannersEnd,
      ...(startScanner && { startScanner }),
    };
  };
  return { client: createIngestClient(start), ends, scannersEnd };
}

const quiet = { signal: new AbortController().signal, onProgress: () => {} };

describe('the ingest client', () => {
  it('passes progress and answers, and ends the worker', async () => {
    const { client, ends } = startOf({
      run: async (given, onProgress) => {
        onProgress?.(progress);
        return { ok: true, value: { projectName: given.projectName } } as Awaited<ReturnType<IngestApi['run']>>;
      },
    });
    const onProgress = vi.fn();
    await expect(client.run(request, { ...quiet, onProgress })).resolves.toMatchObject({ projectName: 'P' });
    await vi.waitFor(() => expect(onProgress).toHaveBeenCalledWith(progress));
    await vi.waitFor(() => expect(ends).toHaveBeenCalledOnce());
  });

  it('ends the worker only when what follows the import is done, and its scanners when all is read', async () => {
    const settled = deferred<void>();
    const asked: string[] = [];
    const { client, ends, scannersEnd } = startOf({
      run: async (_, onProgress) => {
        onProgress?.({ ...progress, phase: 'writing' });
        return { ok: true, value: { projectId: 'p' } } as Awaited<ReturnType<IngestApi['run']>>;
      },
      settle: async (projectId) => {
        asked.push(projectId);
        await settled.promise;
      },
    });
    await client.run(request, quiet);
    await vi.waitFor(() => expect(asked).toEqual(['p']));
    await vi.waitFor(() => expect(scannersEnd).toHaveBeenCalledOnce());
    expect(ends).not.toHaveBeenCalled();
    settled.resolve();
    await vi.waitFor(() => expect(ends).toHaveBeenCalledOnce());
  });

  it('hands the ports of scanning workers to the worker that asks for them', async () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const { client } = startOf(
      {
        run: async (_, __, startScanner) => {
          const port = await startScanner!();
          ports.push(port);
          port.postMessage('scan this');
          return { ok: true, value: {} } as Awaited<ReturnType<IngestApi['run']>>;
        },
      },
      undefined,
      () => port1,
    );
    const heard = new Promise((resolve) =>
      port2.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
    port2.start();
    await client.run(request, quiet);
    await expect(heard).resolves.toBe('scan this');
  });

  it('keeps the error code across the thread', async () => {
    const { client } = startOf({ run: async () => failure, inspect: async () => failure });
    await expect(client.run(request, quiet)).rejects.toMatchObject({ code: 'import/empty', details: { file: 'x' } });
    await expect(client.inspect([])).rejects.toBeInstanceOf(PteroError);
  });

  it('asks the worker to stop when the signal aborts, and waits for its answer', async () => {
    const controller = new AbortController();
    let answer: (reply: Reply<never>) => void = () => {};
    const cancelled = vi.fn(async () =>
      answer({ ok: false, error: { code: 'job/cancelled', message: '', details: { from: 'worker' } } }),
    );
    const { client } = startOf({
      run: () => {
        queueMicrotask(() => controller.abort());
        return new Promise<Reply<never>>((resolve) => (answer = resolve));
      },
      cancel: cancelled,
    });
    await expect(client.run(request, { ...quiet, signal: controller.signal })).rejects.toMatchObject({
      code: 'job/cancelled',
      details: { from: 'worker' },
    });
    expect(cancelled).toHaveBeenCalledOnce();
  });

  it('says after 150 ms that it is cancelled, and ends a worker that does not stop within a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const controller = new AbortController();
    const { client, ends } = startOf({ run: () => new Promise(() => {}) });
    const running = client.run(request, { ...quiet, signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    vi.advanceTimersByTime(150);
    await expect(running).rejects.toMatchObject({ code: 'job/cancelled' });
    await vi.advanceTimersByTimeAsync(849);
    expect(ends).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ends).toHaveBeenCalledOnce();
  });

  it('waits with the next import until a cancelled one has put the store back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const controller = new AbortController();
    const putBack = deferred<never>();
    const endedBefore: number[] = [];
    const run = () => {
      endedBefore.push(ends.mock.calls.length);
      return putBack.promise;
    };
    const { client, ends } = startOf({ run });
    const running = client.run(request, { ...quiet, signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    vi.advanceTimersByTime(150);
    await expect(running).rejects.toMatchObject({ code: 'job/cancelled' });
    client.run(request, quiet).catch(() => {});
    await vi.waitFor(() => expect(endedBefore).toEqual([0]));
    putBack.reject(new Error('cancelled'));
    await vi.waitFor(() => expect(endedBefore).toEqual([0, 1]));
  });

  it('starts nothing when it was cancelled before', async () => {
    const start = vi.fn();
    await expect(
      createIngestClient(start).run(request, { ...quiet, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(start).not.toHaveBeenCalled();
  });

  it('does not hang when the worker itself fails', async () => {
    const failed = Promise.reject<never>(new PteroError({ code: 'internal/unexpected', message: 'gone' }));
    failed.catch(() => {});
    const { client, ends } = startOf(
      { run: () => new Promise(() => {}), inspect: () => new Promise(() => {}) },
      failed,
    );
    await expect(client.run(request, quiet)).rejects.toMatchObject({ message: 'gone' });
    await expect(client.inspect([])).rejects.toMatchObject({ message: 'gone' });
    expect(ends).toHaveBeenCalledTimes(2);
  });
});
