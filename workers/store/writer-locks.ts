/** One writer a project, over all tabs of this browser. */
export interface WriterLocks {
  /** Takes the lock and answers how to give it back, or answers null when someone else has it. */
  take(projectId: string): Promise<(() => void) | null>;
}

/** Writer locks by the Web Locks API: the browser gives them back when a tab ends, however it ends. */
export function webWriterLocks(locks: LockManager = navigator.locks): WriterLocks {
  return {
    take: (projectId) =>
      new Promise((resolve, reject) => {
        locks
          .request(`ptero-import-${projectId}`, { ifAvailable: true }, (lock) => {
            if (lock === null) return resolve(null);
            return new Promise<void>((release) => resolve(release));
          })
          .catch(reject);
      }),
  };
}
