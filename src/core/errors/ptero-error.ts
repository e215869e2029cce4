import { isOutOfMemory } from './out-of-memory.ts';

/** Every way Ptero can fail, as a closed list. Code branches on these, never on a message. */
export type PteroErrorCode =
  | 'input/invalid'
  | 'import/not-an-export'
  | 'import/empty'
  | 'import/damaged'
  | 'import/unreadable'
  | 'import/busy'
  | 'import/too-large'
  | 'job/cancelled'
  | 'store/damaged'
  | 'store/profiles-damaged'
  | 'store/locked'
  | 'store/full'
  | 'store/missing'
  | 'store/changed'
  | 'store/unavailable'
  | 'store/failed'
  | 'query/failed'
  | 'query/unavailable'
  | 'scenario/unknown-event'
  | 'scenario/nobody'
  | 'analysis/failed'
  | 'memory/full'
  | 'engine/unreachable'
  | 'engine/refused-login'
  | 'engine/not-allowed'
  | 'engine/no-table'
  | 'engine/no-column'
  | 'engine/old-version'
  | 'engine/timed-out'
  | 'engine/limit'
  | 'engine/killed'
  | 'engine/no-password'
  | 'engine/no-ids'
  | 'engine/failed'
  | 'worker/ended'
  | 'worker/unavailable'
  | 'team/refused'
  | 'team/no-events'
  | 'team/answer-not-here'
  | 'mixpanel/refused'
  | 'internal/unexpected';

/** What helps the reader act: file, line, event name … Plain data only. */
export type PteroErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An error as plain data, so that it can cross a thread or be stored. */
export interface PteroErrorData {
  readonly code: PteroErrorCode;
  readonly message: string;
  readonly details: PteroErrorDetails;
}

/** The one error class. Thrown inside a thread; crosses threads as `PteroErrorData`. */
export class PteroError extends Error {
  readonly code: PteroErrorCode;
  readonly details: PteroErrorDetails;

  constructor(
    data: { code: PteroErrorCode; message: string; details?: PteroErrorDetails },
    options?: { cause?: unknown },
  ) {
    super(data.message, options);
    this.name = 'PteroError';
    this.code = data.code;
    this.details = data.details ?? {};
  }

  /** Turn anything thrown into a PteroError; one that already is keeps its code, and want of memory has its own. */
  static from(cause: unknown, code: PteroErrorCode = 'internal/unexpected'): PteroError {
    if (cause instanceof PteroError) return cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    return new PteroError({ code: isOutOfMemory(cause) ? 'memory/full' : code, message }, { cause });
  }

  /** The same error as plain data. */
  toData(): PteroErrorData {
    return { code: this.code, message: this.message, details: this.details };
  }
}
