import { ClickHouseError } from '@clickhouse/client-web';
import type { ClickHouseSource } from '#contract/engine.ts';
import { PteroError, type PteroErrorCode } from '#core/errors/ptero-error.ts';

/** What the server's own codes mean to the reader. */
const MEANINGS: Readonly<Record<number, PteroErrorCode>> = {
  16: 'engine/no-column',
  46: 'engine/old-version',
  47: 'engine/no-column',
  60: 'engine/no-table',
  81: 'engine/no-table',
  158: 'engine/limit',
  159: 'engine/timed-out',
  160: 'engine/timed-out',
  192: 'engine/refused-login',
  193: 'engine/refused-login',
  194: 'engine/refused-login',
  201: 'engine/limit',
  241: 'engine/limit',
  307: 'engine/limit',
  394: 'engine/killed',
  396: 'engine/limit',
  497: 'engine/not-allowed',
  516: 'engine/refused-login',
};

/**
 * Turn whatever a question to a server failed with into a PteroError.
 *
 * A browser tells nothing of a request that it was not allowed to see: no address, no connection and no CORS headers look the same.
 *
 * @param tail - the last bytes of the answer as text, in which a query that failed in the middle says so.
 */
export function errorOf(
  cause: unknown,
  { address, table, user }: ClickHouseSource,
  signal: AbortSignal,
  tail = '',
): PteroError {
  if (cause instanceof PteroError) return cause;
  const details = { address, table, user };
  const make = (code: PteroErrorCode, message: string, more = {}): PteroError =>
    new PteroError({ code, message, details: { ...details, ...more } }, { cause });
  if (signal.aborted) return make('job/cancelled', 'the question was cancelled');
  const spoken = spokenBy(cause, tail);
  if (spoken) return make(MEANINGS[spoken.code] ?? 'engine/failed', spoken.message, { clickhouse: spoken.code });
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message === 'Timeout error.') return make('engine/timed-out', message);
  if (cause instanceof TypeError && /fetch|network|load failed/iu.test(message))
    return make('engine/unreachable', message);
  return make('engine/failed', message);
}

function spokenBy(cause: unknown, tail: string): { readonly code: number; readonly message: string } | null {
  if (cause instanceof ClickHouseError) return { code: Number(cause.code), message: cause.message };
  const found = /Code: (\d+)\. (DB::[^]*)$/u.exec(tail);
  return found ? { code: Number(found[1]), message: found[2]!.slice(0, 500) } : null;
}
