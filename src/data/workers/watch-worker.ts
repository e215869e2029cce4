import { PteroError, type PteroErrorCode } from '#core/errors/ptero-error.ts';
import { deferred } from './deferred.ts';

/** What a worker says once it holds the lock of this name, which it keeps until it ends. */
interface SignOfLife {
  readonly alive?: unknown;
}

/** A worker that has not shown itself by then was ended while its script loaded, ms. */
const START_MS = 30_000;

/**
 * Rejects when a worker fails, or ends without a word, so that no call to it hangs for ever; never resolves.
 *
 * Browsers say nothing when they end a worker, but they give its locks back.
 *
 * @param atStart - code of a failure before the worker ran; afterwards it is `worker/ended`.
 */
export function failureOf(
  worker: Worker,
  atStart: PteroErrorCode,
  locks: LockManager | undefined = navigator.locks,
): Promise<never> {
  const { promise, reject } = deferred<never>();
  // Calls race against it; without a call there is nobody to tell.
  promise.catch(() => undefined);
  let isRunning = false;
  const notStarted = () => reject(ended('the worker did not start'));
  const timer = locks && setTimeout(notStarted, START_MS);
  const ended = (message: string) => new PteroError({ code: isRunning ? 'worker/ended' : atStart, message });
  worker.addEventListener('error', ({ message }) => reject(ended(message || 'the worker could not be started')));
  worker.addEventListener('message', ({ data }: MessageEvent<SignOfLife | null>) => {
    if (typeof data?.alive !== 'string') return;
    isRunning = true;
    clearTimeout(timer);
    void locks?.request(data.alive, () => reject(ended('the worker is gone')));
  });
  return promise;
}
