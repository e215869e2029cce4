/** Two requests begin at least so far apart, ms: Mixpanel lets three begin in a second. */
const APART = 350;

/** Lets requests begin one by one, and none while there is a reason to wait. */
export interface Gate {
  /** Resolves when the caller may begin a request. Rejects once the signal aborts. */
  pass(): Promise<void>;
  /** Nobody passes for so long. Answers the moment until which; a longer wait that is under way stays. */
  shut(ms: number): number;
  readonly longestWaitMs: number;
}

export interface GateDeps {
  now(): number;
  /** Resolves after so long, or at once when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  readonly signal: AbortSignal;
  /** Called when a wait is over. */
  opened(): void;
}

export function createGate({ now, wait, signal, opened }: GateDeps): Gate {
  let openAt = Number.NEGATIVE_INFINITY;
  let beganAt = Number.NEGATIVE_INFINITY;
  let isShut = false;
  let longestWaitMs = 0;
  let line: Promise<void> = Promise.resolve();

  const pass = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const moment = now();
      const left = Math.max(openAt, beganAt + APART) - moment;
      // A clock that was set back must not hold it shut for ever.
      if (left <= 0 || moment < beganAt) break;
      await wait(left, signal);
    }
    beganAt = now();
    if (!isShut) return;
    isShut = false;
    opened();
  };

  return {
    pass() {
      const turn = line.then(pass);
      line = turn.catch(() => undefined);
      return turn;
    },
    shut(ms) {
      longestWaitMs = Math.max(longestWaitMs, ms);
      openAt = Math.max(openAt, now() + ms);
      isShut = true;
      return openAt;
    },
    get longestWaitMs() {
      return longestWaitMs;
    },
  };
}
