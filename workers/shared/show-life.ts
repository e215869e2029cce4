/**
 * Holds a lock for as long as this worker lives, and tells the page its name.
 *
 * The page asks for the same lock and gets it when the worker is gone, however it ended.
 */
export function showLife(locks: LockManager | undefined = navigator.locks): void {
  const name = `ptero-worker:${crypto.randomUUID()}`;
  const forEver = new Promise<never>(() => {});
  void locks?.request(name, () => {
    postMessage({ alive: name });
    return forEver;
  });
}
