import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportReport, IngestApi } from '#contract/ingest.ts';
import type { Reply } from '#contract/reply.ts';
import { deferred } from '#data/workers/deferred.ts';
import { createIngestClient } from '#data/workers/ingest-client.ts';
import { createIngest } from '#workers/ingest/create-ingest.ts';
import { memoryDirectory, memoryLocks } from '#workers/memory/memory-directory.ts';
import type { OpenImportSession } from '#workers/shared/batch.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { listProjects } from '#workers/store/read/list-projects.ts';
import { fileOf, requestOf } from './import-files.ts';

const line = (second: number) =>
  `{"event":"E","properties":{"time":${second},"distinct_id":"u","$insert_id":"${second}"}}\n`;

const ports: MessagePort[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const port of ports.splice(0)) port.close();
});

/**
 * An import whose worker does not hear `cancel`, as one that is deep in its work, and waits where it is told to: before it asks
 * whether it may commit, or once it may.
 */
function deafImport(waitsAt: 'before it asks' | 'once it may') {
  const root = memoryDirectory();
  const reached = deferred<void>();
  const goOn = deferred<void>();
  const answered = deferred<Reply<ImportReport>>();
  const open = createOpenImportSession(root, memoryLocks());
  const openSession: OpenImportSession = async (target) => {
    const session = await open({ ...target, signal: new AbortController().signal });
    return {
      ...session,
      commit: (meta, onProgress, mayCommit) =>
        session.commit(meta, onProgress, async () => {
          const isFirst = waitsAt === 'before it asks';
          const may = isFirst ? null : await mayCommit!();
          reached.resolve();
          await goOn.promise;
          return may ?? mayCommit!();
        }),
    };
  };
  const files = [fileOf('export.ndjson', line(1) + line(2))];
  const api = createIngest({ openSession, now: () => 1 });
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    // A file does not cross a channel of this runtime.
    const run: IngestApi['run'] = async (request, ...given) => {
      const outcome = await api.run({ ...request, files }, ...given);
      answered.resolve(outcome);
      return outcome;
    };
    expose({ inspect: api.inspect, run, settle: api.settle, cancel: async () => {} } satisfies IngestApi, port1);
    return { api: wrap<IngestApi>(port2), failed: new Promise<never>(() => {}), end: () => {} };
  };
  const controller = new AbortController();
  const running = createIngestClient(start).run(requestOf([]), { signal: controller.signal, onProgress: () => {} });
  running.catch(() => {});
  return { root, reached: reached.promise, goOn: goOn.resolve, answered: answered.promise, controller, running };
}

describe('a cancel that the worker does not hear', () => {
  it('is never followed by a commit once the page has said that nothing was changed', async () => {
    const { root, reached, goOn, answered, controller, running } = deafImport('before it asks');
    await reached;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    controller.abort();
    vi.advanceTimersByTime(150);
    await expect(running).rejects.toMatchObject({ code: 'job/cancelled' });
    goOn();
    expect(await answered).toMatchObject({ ok: false, error: { code: 'job/cancelled' } });
    expect(await listProjects(root)).toEqual([]);
  });

  it('is not said to have worked when it comes after the import was allowed to commit', async () => {
    const { root, reached, goOn, controller, running } = deafImport('once it may');
    await reached;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    controller.abort();
    vi.advanceTimersByTime(10_000);
    goOn();
    expect(await running).toMatchObject({ eventsAdded: 2 });
    expect(await listProjects(root)).toMatchObject([{ totals: { events: 2 } }]);
  });
});
