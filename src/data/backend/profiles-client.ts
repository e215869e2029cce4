import { proxy } from 'comlink';
import type { ProfilesClient } from '#contract/pull.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { BackendSettings } from './backend-settings.ts';
import { pullAlone, type PullWorker, takePull } from '../workers/pull-client.ts';

/** Pulls user profiles in a worker of its own, one pull of a project at a time over all tabs. */
export function createProfilesClient(
  { url, publishableKey }: BackendSettings,
  start: () => PullWorker,
  take: typeof takePull = takePull,
): ProfilesClient {
  return {
    run: (request, host, signal) =>
      pullAlone({ start, take }, `profiles-${request.projectId}`, signal, (api, jobId) =>
        api.profiles(
          { ...request, jobId, url: `${url}/functions/v1/mixpanel-profiles`, publishableKey },
          proxy(() => host.token()),
          proxy((set) => host.take(set)),
          proxy((news) => {
            if (!signal.aborted) host.tell(news);
          }),
        ),
      ),
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
