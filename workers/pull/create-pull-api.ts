import type { PullApi } from '#contract/pull.ts';
import type { JobId, Reply } from '#contract/reply.ts';
import { reply } from '../shared/reply.ts';
import type { ProfileSpool } from './profile-spool.ts';
import { runProfiles } from './run-profiles.ts';
import { type PullDeps, runPull } from './run-pull.ts';
import type { OpenSpool } from './spool.ts';

/** Makes what the pull worker exposes. */
export function createPullApi(
  deps: Omit<PullDeps, 'openSpool'>,
  /** A place for the slices of a project. */
  spoolOf: (projectId: string) => Promise<OpenSpool>,
  /** A place for its pages of profiles. */
  profileSpoolOf: (projectId: string) => Promise<ProfileSpool>,
): PullApi {
  const running = new Map<JobId, AbortController>();
  const job = <T>(jobId: JobId, work: (signal: AbortSignal) => Promise<T>): Promise<Reply<T>> =>
    reply(async () => {
      const controller = new AbortController();
      running.set(jobId, controller);
      try {
        return await work(controller.signal);
      } finally {
        running.delete(jobId);
      }
    });
  return {
    run: (request, token, take, tell) =>
      job(request.jobId, async (signal) => {
        const openSpool = await spoolOf(request.projectId);
        return runPull(request, { token, take, tell }, { ...deps, openSpool }, signal);
      }),
    profiles: (request, token, take, tell) =>
      job(request.jobId, async (signal) => {
        const spool = await profileSpoolOf(request.projectId);
        return runProfiles(request, { token, take, tell }, { ...deps, spool }, signal);
      }),
    forgetProfiles: (projectId) => reply(async () => (await profileSpoolOf(projectId)).clear()),
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };
}
