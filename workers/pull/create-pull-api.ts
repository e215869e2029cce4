import type { PullApi } from '#contract/pull.ts';
import type { JobId } from '#contract/reply.ts';
import { reply } from '../shared/reply.ts';
import { type PullDeps, runPull } from './run-pull.ts';
import type { OpenSpool } from './spool.ts';

/** Makes what the pull worker exposes. */
export function createPullApi(
  deps: Omit<PullDeps, 'openSpool'>,
  /** A place for the slices of a project. */
  spoolOf: (projectId: string) => Promise<OpenSpool>,
): PullApi {
  const running = new Map<JobId, AbortController>();
  return {
    run: (request, token, take, tell) =>
      reply(async () => {
        const controller = new AbortController();
        running.set(request.jobId, controller);
        try {
          const openSpool = await spoolOf(request.projectId);
          return await runPull(request, { token, take, tell }, { ...deps, openSpool }, controller.signal);
        } finally {
          running.delete(request.jobId);
        }
      }),
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };
}
