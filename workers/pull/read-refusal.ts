import { PteroError } from '#core/errors/ptero-error.ts';
import { type RateLimitCounts, readRateLimit } from '#core/mixpanel/rate-limit.ts';

/** What came of one request for a slice, when it was not its bytes. */
export type Refusal =
  | { readonly kind: 'rate-limit'; readonly retryAfterS: number | null; readonly counts: RateLimitCounts }
  /** It might do with fewer days. */
  | { readonly kind: 'too-large'; readonly error: PteroError }
  /** Its newest day has not begun at Mixpanel. */
  | { readonly kind: 'not-begun'; readonly error: PteroError }
  /** It may go better later. */
  | { readonly kind: 'trouble'; readonly error: PteroError }
  /** The session was not accepted. */
  | { readonly kind: 'signed-out'; readonly error: PteroError }
  /** A person has to do something. */
  | { readonly kind: 'refused'; readonly error: PteroError };

/** What the function refuses with, as far as it is read. */
interface Body {
  readonly message?: string;
  readonly hint?: string | null;
  readonly details?: unknown;
}

/** Hints after which asking again is of no use. */
const final: ReadonlySet<string> = new Set([
  'request/malformed',
  'team/not-found',
  'plan/read-only',
  'mixpanel/not-connected',
  'mixpanel/no-profiles',
  'mixpanel/wrong-secret',
  'mixpanel/no-right',
  'mixpanel/no-api',
  'mixpanel/wrong-region',
]);
/** Statuses by which a platform says that a call took too long or too much: 546 is a limit of the function's. */
const tooMuch: ReadonlySet<number> = new Set([408, 413, 504, 546]);

/** A failure as the page has words for it. `reason` is the stable code, or what happened. */
export const pullError = (reason: string, message: string, cause?: unknown): PteroError =>
  new PteroError({ code: 'mixpanel/refused', message, details: { reason } }, { cause });

const numberOf = (value: unknown): number | null => (typeof value === 'number' && value >= 0 ? value : null);

/** Reads an answer that is not 200. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const body = await bodyOf(response);
  const { hint = null, message = `HTTP ${response.status}` } = body;
  const error = pullError(hint ?? 'backend/failed', message);
  if (hint === 'mixpanel/rate-limited') return rateLimit(body.details);
  if (hint === 'account/signed-out' || response.status === 401) return { kind: 'signed-out', error };
  if (hint === 'mixpanel/slice-too-large') return { kind: 'too-large', error };
  if (hint === 'mixpanel/bad-days') return { kind: 'not-begun', error };
  if (hint !== null && final.has(hint)) return { kind: 'refused', error };
  return { kind: hint === null && tooMuch.has(response.status) ? 'too-large' : 'trouble', error };
}

function rateLimit(given: unknown): Refusal {
  const details = detailsOf(given);
  const said = typeof details['said'] === 'string' ? readRateLimit(details['said']) : null;
  return {
    kind: 'rate-limit',
    retryAfterS: numberOf(details['retry_after_s']),
    counts: {
      running: numberOf(details['running']) ?? said?.running ?? null,
      runningLimit: numberOf(details['running_limit']) ?? said?.runningLimit ?? null,
      lastHour: numberOf(details['last_hour']) ?? said?.lastHour ?? null,
      lastHourLimit: numberOf(details['last_hour_limit']) ?? said?.lastHourLimit ?? null,
    },
  };
}

/** Details come as an object, or as the text of one. */
function detailsOf(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given === 'string') return objectOf(given);
  return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
}

async function bodyOf(response: Response): Promise<Body> {
  try {
    return objectOf(await response.text());
  } catch {
    // The connection broke while the refusal was read; its status says enough.
    return {};
  }
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
