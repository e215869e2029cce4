import { PteroError } from '#core/errors/ptero-error.ts';
import type { YieldingLock } from './writer-locks.ts';

export interface GiveWayDeps {
  /** Whether somebody waits for an analysis. */
  isBusy(): Promise<boolean>;
  wait(ms: number): Promise<void>;
  /** Milliseconds from any start. */
  ticks(): number;
}

/** Looked around so often, ms: asking takes less than one. */
const LOOK_MS = 40;
const WAIT_MS = 100;

/** Makes pauses for work that nobody waits for: they last while an analysis runs, and reject once somebody wants the lock. */
export function giveWay({ isBusy, wait, ticks }: GiveWayDeps): (lock: YieldingLock) => () => Promise<void> {
  return (lock) => {
    let lookedAt = -Infinity;
    return async () => {
      if (ticks() - lookedAt < LOOK_MS) return;
      for (;;) {
        if (await lock.isWanted())
          throw new PteroError({ code: 'job/cancelled', message: 'somebody else wants to write' });
        if (!(await isBusy())) break;
        await wait(WAIT_MS);
      }
      lookedAt = ticks();
    };
  };
}
