/** What a refusal for asking too often says. Null: it does not. */
export interface RateLimitCounts {
  readonly running: number | null;
  readonly runningLimit: number | null;
  readonly lastHour: number | null;
  readonly lastHourLimit: number | null;
}

/** Reads “1/5 queries running concurrently and 61/60 queries running in the last hour”, whatever stands around it. */
export function readRateLimit(text: string): RateLimitCounts {
  const pair = (pattern: RegExp): readonly [number | null, number | null] => {
    const [, count, limit] = pattern.exec(text) ?? [];
    return count === undefined || limit === undefined ? [null, null] : [Number(count), Number(limit)];
  };
  const [running, runningLimit] = pair(/(\d{1,9})\s*\/\s*(\d{1,9})\s+queries running concurrently/i);
  const [lastHour, lastHourLimit] = pair(/(\d{1,9})\s*\/\s*(\d{1,9})\s+queries (?:running )?in the last hour/i);
  return { running, runningLimit, lastHour, lastHourLimit };
}

const SECOND = 1000;
const MINUTE = 60_000;
const LONGEST = 10 * MINUTE;
/** A wait that is told may be a little longer than it says: everybody else was told the same. */
const JITTER = 0.2;

/** What Mixpanel counted is within both of its limits that it counts: then it was the third, so many in a second. */
const wasTooFast = ({ running, runningLimit, lastHour, lastHourLimit }: RateLimitCounts): boolean =>
  isWithin(running, runningLimit) && isWithin(lastHour, lastHourLimit);

const isWithin = (count: number | null, limit: number | null): boolean =>
  count !== null && limit !== null && count <= limit;

/**
 * How long to wait after a refusal, ms: as long as it says, else a minute, or two seconds where its counts are within its limits;
 * twice as long each further time, up to ten minutes; and up to a fifth more by chance. What it says is believed up to an hour,
 * the longest limit there is.
 *
 * @param again - refusals in a row before this one.
 * @param chance - uniform in [0, 1).
 */
export function rateLimitWait(
  { retryAfterS, counts }: { readonly retryAfterS: number | null; readonly counts: RateLimitCounts },
  again: number,
  chance: number,
): number {
  const told = retryAfterS !== null && retryAfterS >= 0 ? Math.min(retryAfterS * SECOND, 60 * MINUTE) : null;
  if (told !== null) return told + chance * JITTER * Math.min(told, MINUTE);
  const first = wasTooFast(counts) ? 2 * SECOND : MINUTE;
  return Math.min(LONGEST, first * 2 ** Math.min(again, 10) * (1 + JITTER * chance));
}

/** How long to wait after trouble of another kind, ms: a second, twice as long each further time, up to five minutes. */
export function troubleWait(again: number, chance: number): number {
  return Math.min(5 * MINUTE, 1000 * 2 ** Math.min(again, 20)) * (1 - JITTER * chance);
}
