import { proxy } from 'comlink';
import type { ProfilesClient } from '#contract/pull.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { BackendSettings } from './backend-settings.ts';
import { deferred } from '../workers/deferred.ts';
import { type PullWorker, takePull } from '../workers/pull-client.ts';

/** A cancel is taken for done after this long, whether or not the worker has answered, ms. */
const HEARD_MS = 150;

const cancelled = () => new PteroError({ code: 'job/cancelled', message: 'the pull was cancelled' });

/** Pulls user profiles in a worker of its own, one pull of a project at a time over all tabs. */
export function createProfilesClient(
  { url, publishableKey }: BackendSettings,
  start: () => PullWorker,
  take: typeof takePull = takePull,
): ProfilesClient {
  return {
    async run(request, host, signal) {
      if (signal.aborted) throw cancelled();
      const letGo = await take(`profiles-${request.projectId}`);
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
        const outcome = worker.api.profiles(
          { ...request, jobId, url: `${url}/functions/v1/mixpanel-profiles`, publishableKey },
          proxy(() => host.token()),
          proxy((set) => host.take(set)),
          proxy((news) => {
            if (!signal.aborted) host.tell(news);
          }),
        );
        const reply = await Promise.race([outcome, worker.failed, heard]);
        if (!reply.ok) throw new PteroError(reply.error);
        return reply.value;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        worker.end();
        letGo();
      }
    },
    async forget(projectId) {
      const worker = start();
      try {
        const reply = await Promise.race([worker.api.forgetProfiles(projectId), worker.failed]);
        if (!reply.ok) throw new PteroError(reply.error);
      } finally {
        worker.end();
      }
    },
  };
}
