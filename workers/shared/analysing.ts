const NAME = 'ptero-analysis';

/** Runs an analysis, and lets the workers of all tabs see until its end that there is one. */
export function whileAnalysing<T>(
  work: () => Promise<T>,
  locks: LockManager | undefined = navigator.locks,
): Promise<T> {
  const running = work();
  const over = running.then(
    () => undefined,
    () => undefined,
  );
  void locks?.request(NAME, { mode: 'shared' }, () => over);
  return running;
}

/** True while somebody waits for an analysis. */
export async function isAnalysing(locks: LockManager = navigator.locks): Promise<boolean> {
  return (await locks.query()).held?.some(({ name }) => name === NAME) ?? false;
}
