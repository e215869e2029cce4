import { proxy, type Remote } from 'comlink';
import type { PullApi, PullClient, PullHost } from '#contract/pull.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { BackendSettings } from '../backend/backend-settings.ts';
import { deferred } from './deferred.ts';

/** A running pull worker: what it answers, and the way to end it. */
export interface PullWorker {
  readonly api: Pick<Remote<PullApi>, 'run' | 'profiles' | 'forgetProfiles' | 'cancel'>;
  /** Rejects when the worker itself fails, so that no call hangs for ever. */
  readonly failed: Promise<never>;
  end(): void;
}

/** A cancel is taken for done after this long, whether or not the worker has answered, ms. */
const HEARD_MS = 150;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the pull was cancelled' });

/** One pull of a project at a time, over all tabs of this browser. Answers the way to let the next one go, or null. */
export async function takePull(
  projectId: string,
  locks: LockManager | undefined = globalThis.navigator.locks,
): Promise<(() => void) | null> {
  if (!locks) return () => undefined;
  return new Promise((resolve, reject) => {
    locks
      .request(`ptero-pull-${projectId}`, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}

/** What a pull is done with. */
export interface PullTools {
  readonly start: () => PullWorker;
  readonly take: typeof takePull;
}

/**
 * Runs one pull in a worker of its own, as the only one of its name over all tabs. A cancelled one is asked to stop, and ended.
 *
 * @throws PteroError `job/cancelled`; `mixpanel/refused` with reason `elsewhere` where another tab pulls; what the pull fails with.
 */
export async function pullAlone<T>(
  { start, take }: PullTools,
  name: string,
  signal: AbortSignal,
  work: (api: PullWorker['api'], jobId: JobId) => Promise<Reply<T>>,
): Promise<T> {
  if (signal.aborted) throw cancelled();
  const letGo = await take(name);
  if (!letGo)
    throw new PteroError({ code: 'mixpanel/refused', message: 'another tab', details: { reason: 'elsewhere' } });
  const worker = start();
  const jobId = crypto.randomUUID() as JobId;
  const { promise: heard, reject } = deferred<never>();
  heard.catch(() => undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onAbort = () => {
    timer = setTimeout(() => reject(cancelled()), HEARD_MS);
    worker.api.cancel(jobId).catch(reject);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    const reply = await Promise.race([work(worker.api, jobId), worker.failed, heard]);
    if (!reply.ok) throw new PteroError(reply.error);
    return reply.value;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    worker.end();
    letGo();
  }
}

/** Pulls events in a worker of its own, which no hidden tab slows down. */
export function createPullClient(
  { url, publishableKey }: BackendSettings,
  start: () => PullWorker,
  take: typeof takePull = takePull,
): PullClient {
  return {
    run: (request, host: PullHost, signal) =>
      pullAlone({ start, take }, request.projectId, signal, (api, jobId) =>
        api.run(
          { ...request, jobId, url: `${url}/functions/v1/mixpanel-export`, publishableKey },
          proxy(() => host.token()),
          proxy((slice, file) => host.take(slice, file)),
          proxy((news) => {
            if (!signal.aborted) host.tell(news);
          }),
        ),
      ),
  };
}
