import { proxy, type Remote, transfer } from 'comlink';
import type { IngestClient } from '#contract/clients.ts';
import type { ImportProgress, IngestApi } from '#contract/ingest.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { deferred } from './deferred.ts';

/** A running ingest worker: what it answers, and the way to end it. */
export interface IngestWorker {
  readonly api: Pick<Remote<IngestApi>, 'inspect' | 'run' | 'cancel'> & Partial<Pick<Remote<IngestApi>, 'settle'>>;
  /** Rejects when the worker itself fails, so that no call hangs for ever. */
  readonly failed: Promise<never>;
  /** Starts a worker that helps with scanning, and answers its port. It ends with the ingest worker. */
  startScanner?(): MessagePort;
  /** Ends those workers: all is scanned. */
  endScanners?(): void;
  end(): void;
  /** It holds the events and is not ended: a cancel waits for its answer, so that what is said is so. */
  readonly isShared?: boolean;
}

/** A cancel is taken for done after this long, whether or not the worker has answered, ms. */
const HEARD_MS = 150;
/** How long a cancelled import may take to put the store back before its worker is ended, ms. */
const GRACE_MS = 1000;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the import was cancelled' });

const handOver = (port: MessagePort): MessagePort => transfer(port, [port]);

/** Resolves when the work is over, however it went, or after so many ms. */
async function settledWithin(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.allSettled([work]), over]);
  clearTimeout(timer);
}

function valueOf<T>(outcome: Reply<T>): T {
  if (!outcome.ok) throw new PteroError(outcome.error);
  return outcome.value;
}

/**
 * Reads files in the ingest worker.
 *
 * Each call has a worker of its own: an import's dictionaries go with it, and a fresh one scans faster than one
 * that has already scanned. A cancelled import is asked to stop and put the store back. Where that takes longer, as
 * while its worker still starts, it goes on unseen, and the next import waits for it; if it has not answered within a
 * second its worker is ended, and the store takes away what is left the next time it is written to.
 *
 * The worker asks before it commits. Nothing that is said to be cancelled is ever allowed to; and once it is allowed, a cancel
 * comes too late: the report is waited for, which is a matter of writing one small file.
 *
 * After its report a worker lives on until it has done what follows an import and nobody waits for.
 */
export function createIngestClient(start: () => IngestWorker): IngestClient {
  let ending: Promise<unknown> = Promise.resolve();

  return {
    async inspect(files, oneIn) {
      const worker = start();
      try {
        return valueOf(await Promise.race([worker.api.inspect(files, oneIn), worker.failed]));
      } finally {
        worker.end();
      }
    },

    async run(request, { signal, onProgress }) {
      if (signal.aborted) throw cancelled();
      await ending;
      if (signal.aborted) throw cancelled();
      const worker = start();
      const jobId = crypto.randomUUID() as JobId;
      const { promise: heard, reject } = deferred<never>();
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isUnanswered = false;
      let isCommitting = false;
      const onAbort = () => {
        const giveUp = (): void => {
          isUnanswered = true;
          reject(cancelled());
        };
        if (!worker.isShared && !isCommitting) timer = setTimeout(giveUp, HEARD_MS);
        worker.api.cancel(jobId).catch(reject);
      };
      const listen = proxy((progress: ImportProgress) => {
        if (progress.phase === 'writing') worker.endScanners?.();
        if (!signal.aborted) onProgress(progress);
      });
      const startScanner = worker.startScanner && proxy(() => handOver(worker.startScanner!()));
      const mayCommit = proxy(() => (isCommitting = !signal.aborted));
      signal.addEventListener('abort', onAbort, { once: true });
      const run = worker.api.run({ ...request, jobId }, listen, startScanner, mayCommit);
      const outcome = Promise.race([run, worker.failed]);
      let imported: string | null = null;
      try {
        const report = valueOf(await Promise.race([outcome, heard]));
        imported = report.projectId;
        return report;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        if (isUnanswered) ending = settledWithin(outcome, GRACE_MS - HEARD_MS).then(() => worker.end());
        else void settle(worker, imported).then(() => worker.end());
      }
    },
  };
}

/** Lets a worker do what follows its import, where there was one. It goes on unseen, and gives way to a next import. */
async function settle({ api, failed }: IngestWorker, projectId: string | null): Promise<void> {
  if (projectId !== null && api.settle) await Promise.allSettled([Promise.race([api.settle(projectId), failed])]);
}
