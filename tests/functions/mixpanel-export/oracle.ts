import { namesUser } from '#core/mixpanel/identity.ts';
import { normaliseTime } from '#core/mixpanel/normalise-time.ts';
import { nonQualifyingEvents } from '#core/metering/qualifying-events.ts';

/** What a line means, by `JSON.parse` and the app's own rules. */
export interface Meaning {
  readonly isEvent: boolean;
  /** Epoch ms as the export says it; NaN when there is none. */
  readonly time: number;
  /** The user it counts for; null when it counts for nobody. */
  readonly user: string | null;
}

const nothing: Meaning = { isEvent: false, time: Number.NaN, user: null };

/** Reads a line the slow way. */
export function meaningOf(line: string): Meaning {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return nothing;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return nothing;
  const { event, properties } = parsed as Record<string, unknown>;
  if (typeof event !== 'string' || event === '') return nothing;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return nothing;
  const { time, distinct_id } = properties as Record<string, unknown>;
  const ms = typeof time === 'number' ? normaliseTime(time) : Number.NaN;
  const id = typeof distinct_id === 'number' ? String(distinct_id) : distinct_id;
  const named = typeof id === 'string' && namesUser(id) && !nonQualifyingEvents.includes(event);
  return { isEvent: true, time: ms, user: named && !Number.isNaN(ms) ? id : null };
}
