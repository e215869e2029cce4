import { failureOf } from './watch-worker.ts';

/** The worker that speaks with servers. */
export interface EngineWorker {
  /** A new port to it. */
  port(): MessagePort;
  /** Rejects when the worker fails. */
  readonly failed: Promise<never>;
  end(): void;
}

/** Starts it. The one place that knows its address; its script alone is served with leave to connect elsewhere. */
export function startEngine(): EngineWorker {
  const worker = new Worker(new URL('../../../workers/engine/main.ts', import.meta.url), {
    type: 'module',
    name: 'ptero-engine',
  });
  return {
    port() {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage(null, [port2]);
      return port1;
    },
    failed: failureOf(worker, 'engine/failed'),
    end: () => worker.terminate(),
  };
}
