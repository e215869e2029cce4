import type { AnalysisProgress } from '#contract/analysis.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';

export interface AnalysisQueueDeps {
  /** Runs one analysis; rejects with `job/cancelled` when the signal aborts. */
  run(id: string, signal: AbortSignal, onProgress: (progress: AnalysisProgress) => void): Promise<ResultDocument>;
  onProgress(id: string, progress: AnalysisProgress | null): void;
  onResult(id: string, result: ResultDocument): void;
  onFailure(id: string, error: PteroError): void;
}

export interface AnalysisQueue {
  /** Puts a scenario in line. One that the user asked for goes before, and interrupts, the background. */
  add(id: string, background: boolean): void;
  /** Takes it out of the line, or stops it. It is forgotten at once. */
  drop(id: string): void;
}

interface Job {
  readonly id: string;
  readonly background: boolean;
}

/** One analysis at a time, the user's first. */
export function createAnalysisQueue({ run, onProgress, onResult, onFailure }: AnalysisQueueDeps): AnalysisQueue {
  let line: readonly Job[] = [];
  let running: (Job & { readonly controller: AbortController }) | null = null;

  const enqueue = (job: Job, first = false) => {
    const rest = line.filter((other) => other.id !== job.id);
    const users = rest.filter((other) => !other.background);
    const backgrounds = rest.filter((other) => other.background);
    line = job.background
      ? [...users, ...(first ? [job, ...backgrounds] : [...backgrounds, job])]
      : [...users, job, ...backgrounds];
  };

  const next = async () => {
    const [job, ...rest] = line;
    if (running || !job) return;
    line = rest;
    const own = { ...job, controller: new AbortController() };
    running = own;
    const isOurs = () => running === own;
    try {
      const result = await run(job.id, own.controller.signal, (progress) => isOurs() && onProgress(job.id, progress));
      if (isOurs()) onResult(job.id, result);
    } catch (cause) {
      const error = PteroError.from(cause, 'analysis/failed');
      if (isOurs()) onFailure(job.id, error);
    }
    if (isOurs()) running = null;
    void next();
  };

  const stop = () => {
    const stopped = running;
    running = null;
    stopped?.controller.abort();
  };

  return {
    add(id, background) {
      if (running?.id === id && (background || !running.background)) return;
      if (background && line.some((job) => job.id === id)) return;
      if (running?.id === id) {
        running = Object.assign(running, { background: false });
        return;
      }
      enqueue({ id, background });
      if (!background && running?.background) {
        enqueue({ id: running.id, background: true }, true);
        onProgress(running.id, null);
        stop();
      }
      void next();
    },
    drop(id) {
      line = line.filter((job) => job.id !== id);
      if (running?.id !== id) return;
      stop();
      void next();
    },
  };
}
