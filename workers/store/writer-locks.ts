/** One writer a project, over all tabs of this browser. */
export interface WriterLocks {
  /**
   * Takes the lock and answers how to give it back, or answers null when someone else has it. Who has it only until somebody
   * wants it is waited for.
   */
  take(projectId: string): Promise<(() => void) | null>;
}

/** The lock in the hands of somebody who gives way. */
export interface YieldingLock {
  /** True once somebody waits for it. */
  isWanted(): Promise<boolean>;
  release(): void;
}

/** Writer locks that can be held until somebody else wants them. */
export interface YieldingLocks extends WriterLocks {
  /** Takes the lock until somebody wants it; null when someone has it. The holder is to ask often whether it is wanted. */
  takeYielding(projectId: string): Promise<YieldingLock | null>;
}

/** Who gives way is waited for that long, ms: they ask every few hundredths of a second. */
const PATIENCE_MS = 10_000;

/** Writer locks by the Web Locks API: the browser gives them back when a tab ends, however it ends. */
export function webWriterLocks(locks: LockManager = navigator.locks, patienceMs = PATIENCE_MS): YieldingLocks {
  const request = (name: string, options: LockOptions): Promise<(() => void) | null> =>
    new Promise((resolve, reject) => {
      locks
        .request(name, options, (lock) => {
          if (lock === null) return resolve(null);
          return new Promise<void>((release) => resolve(release));
        })
        .catch(reject);
    });
  return {
    async take(projectId) {
      const name = nameOf(projectId);
      const release = await request(name, { ifAvailable: true });
      if (release !== null) return release;
      const { held = [] } = await locks.query();
      if (held.some((lock) => lock.name === name && lock.mode !== 'shared')) return null;
      return request(name, { signal: AbortSignal.timeout(patienceMs) }).catch((cause: unknown) => {
        if (cause instanceof DOMException && cause.name === 'TimeoutError') return null;
        throw cause;
      });
    },
    async takeYielding(projectId) {
      const name = nameOf(projectId);
      // Two could share the other lock; of this one there is only one.
      const alone = await request(`ptero-yielding-${projectId}`, { ifAvailable: true });
      if (alone === null) return null;
      const release = await request(name, { ifAvailable: true, mode: 'shared' });
      if (release === null) {
        alone();
        return null;
      }
      return {
        isWanted: async () => (await locks.query()).pending?.some((lock) => lock.name === name) ?? false,
        release() {
          release();
          alone();
        },
      };
    },
  };
}

const nameOf = (projectId: string): string => `ptero-import-${projectId}`;
