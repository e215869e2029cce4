import { proxy, wrap } from 'comlink';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { EngineApi, RemoteDraw } from '#contract/engine.ts';
import type { JobId } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';

/** The part of an input that comes from where the events are. */
export type RemoteData = Pick<
  AnalysisInput,
  'events' | 'columns' | 'userIds' | 'fingerprint' | 'startRows' | 'targetRows' | 'drawn'
>;

/** Draw the people of a question from a server, by the worker that speaks with it. @throws PteroError of that worker. */
export async function drawRemotely(
  { source, port, most }: RemoteDraw,
  jobId: JobId,
  definition: ScenarioDefinition,
  signal: AbortSignal,
  onProgress: (progress: AnalysisProgress) => void,
): Promise<RemoteData> {
  const engine = wrap<EngineApi>(port);
  const stop = (): void => void engine.cancel(jobId);
  signal.addEventListener('abort', stop, { once: true });
  const listen = proxy(({ fraction }: { readonly fraction: number }) =>
    onProgress({ stage: 'opening', fraction: 0.05 * fraction, preliminary: null }),
  );
  try {
    const answer = await engine.draw(jobId, source, definition, most, listen);
    if (!answer.ok) throw new PteroError(answer.error);
    const { drawn, ...rest } = answer.value;
    return drawn ? { ...rest, drawn } : rest;
  } finally {
    signal.removeEventListener('abort', stop);
    port.close();
  }
}
