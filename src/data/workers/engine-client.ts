import { type Remote, wrap } from 'comlink';
import type { ClickHouseSource, Engine, EngineApi, EngineQuestion } from '#contract/engine.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { EngineWorker } from './start-engine.ts';

type ValuesOf<K extends EngineQuestion> = Parameters<Engine[K]> extends [...infer Values, unknown] ? Values : never;

/** Questions to servers as the page asks them. */
export interface EngineClient {
  ask<K extends EngineQuestion>(
    source: ClickHouseSource,
    question: K,
    values: ValuesOf<K>,
    signal?: AbortSignal,
  ): Promise<Awaited<ReturnType<Engine[K]>>>;
  /** A port for a predictor to draw people by. */
  port(): MessagePort;
}

/** The worker starts at the first question, so that nobody without a server loads it; one that failed is replaced at the next. */
export function createEngineClient(start: () => EngineWorker): EngineClient {
  let running: { readonly worker: EngineWorker; readonly api: Remote<EngineApi> } | null = null;
  const begin = () => {
    const worker = start();
    const own = { worker, api: wrap<EngineApi>(worker.port()) };
    worker.failed.catch(() => {
      worker.end();
      if (running === own) running = null;
    });
    return own;
  };
  return {
    async ask(source, question, values, signal) {
      const { api, worker } = (running ??= begin());
      const jobId = crypto.randomUUID() as JobId;
      const cancel = () => void api.cancel(jobId);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const answer = await Promise.race([api.ask(jobId, source, question, values), worker.failed]);
        if (!answer.ok) throw new PteroError(answer.error);
        return answer.value as never;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    port: () => (running ??= begin()).worker.port(),
  };
}
