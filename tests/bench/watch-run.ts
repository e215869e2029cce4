import type { Remote } from 'comlink';
import type { ScaleBench } from './scale-bench.ts';
import type { TimedRun } from './time-run.ts';

/** A run, and what the page saw meanwhile. */
export interface WatchedRun {
  readonly run: TimedRun;
  /** How long the worker took to hear of a cancel, at random moments of the run, ms. */
  readonly heardAfter: readonly number[];
  readonly framesASecond: number;
  readonly longestFrameMs: number;
}

const MEAN_WAIT_MS = 60;

/**
 * Runs an analysis while the page counts its own frames and asks again and again, at random moments, to cancel a job that
 * is not there: such a request takes the way of a real one, up to the place where the real one would end the run.
 */
export async function watchRun(worker: Remote<ScaleBench>): Promise<WatchedRun> {
  const startedAt = performance.now();
  const ended = new AbortController();
  const { signal } = ended;
  const frames = [startedAt];
  const frame = () => {
    frames.push(performance.now());
    if (!signal.aborted) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const heardAfter: number[] = [];
  const ask = async (): Promise<void> => {
    while (!signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 2 * MEAN_WAIT_MS * Math.random()));
      const askedAt = performance.now();
      await worker.cancel('nobody');
      heardAfter.push(performance.now() - askedAt);
    }
  };
  const asking = ask();
  const run = await worker.run('watched');
  ended.abort();
  await asking;
  const gaps = frames.slice(1).map((at, k) => at - frames[k]!);
  return {
    run,
    heardAfter,
    framesASecond: (1000 * gaps.length) / (frames.at(-1)! - frames[0]!),
    longestFrameMs: Math.max(...gaps),
  };
}
