import type { ClickHouseSource, EngineApi, EngineOptions, RemoteEngine } from '#contract/engine.ts';
import type { JobId } from '#contract/reply.ts';
import { reply } from '../shared/reply.ts';

/**
 * Answers questions to servers, each of them cancellable.
 *
 * @param engineOf - the engine of a source; asked once a source, as engines keep their catalogue.
 */
export function createEngineApi(engineOf: (source: ClickHouseSource) => RemoteEngine): EngineApi {
  const running = new Map<JobId, AbortController>();
  const engines = new Map<string, RemoteEngine>();
  const engine = (source: ClickHouseSource): RemoteEngine => {
    const key = JSON.stringify([source.address, source.table, source.user, source.password]);
    const known = engines.get(key) ?? engineOf(source);
    engines.set(key, known);
    return known;
  };
  const cancellable = async <T>(jobId: JobId, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController();
    running.set(jobId, controller);
    try {
      return await work(controller.signal);
    } finally {
      running.delete(jobId);
    }
  };
  return {
    ask: (jobId, source, question, values) =>
      reply(() =>
        cancellable(jobId, (signal) => {
          const own = engine(source);
          const ask = own[question] as (...given: readonly [...unknown[], EngineOptions]) => Promise<unknown>;
          return ask(...values, { signal });
        }),
      ),
    count: (jobId, source, question, values) =>
      reply(() =>
        cancellable(jobId, (signal) => {
          const asked = engine(source).studyQuestions({ signal })[question] as (
            ...given: readonly unknown[]
          ) => Promise<unknown>;
          return asked(...values);
        }),
      ),
    async cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };
}
