import { median } from '../stats/quantile.ts';
import type { EventTable } from './event-table.ts';

const SHARED_IDS = new Set([
  'null', 'undefined', 'none', 'nan', 'nil', 'n/a', 'na', 'anonymous', 'anon', 'guest', 'unknown', 'unidentified',
  'test', 'user', 'distinct_id', 'true', 'false', '0', '-1', '[object object]', '{}', '[]',
  '00000000-0000-0000-0000-000000000000', '$device:00000000-0000-0000-0000-000000000000',
]);

/** Is this id one that many people would share (a missing value written as text)? */
export const isSharedId = (id: string): boolean => {
  const text = id.trim().toLowerCase();
  return text === '' || SHARED_IDS.has(text);
};

/** A bot has at least this many events … */
const FEWEST_EVENTS = 1_000;
/** … and lies this many robust standard deviations (on the log scale) above the median entrant, … */
const SPREADS_ABOVE = 5;
/** … or does this many in some hour. */
const MOST_IN_AN_HOUR = 1_000;
const HOUR_MS = 3_600_000;

/** The rule in words, for the flow line and the method page. */
export const BOT_RULE =
  'at least 1,000 events and far more than anybody else (5 robust standard deviations above the median, on the log scale), or 1,000 events within an hour';

/**
 * Which users behave like a program rather than a person.
 *
 * @param users - table user numbers to judge, shape (n,); the rule compares them with one another.
 * @returns shape (n,), 1 for a bot. Cost: O(events of these users).
 */
export function findBots(events: EventTable, users: Uint32Array): Uint8Array {
  const logCount = Float64Array.from(users, (u) => Math.log(events.userStart[u + 1]! - events.userStart[u]!));
  const centre = median(logCount);
  const spread = Math.max(0.5, 1.4826 * median(logCount.map((value) => Math.abs(value - centre))));
  return Uint8Array.from(users, (u, i) => {
    const count = events.userStart[u + 1]! - events.userStart[u]!;
    if (count < FEWEST_EVENTS) return 0;
    return logCount[i]! > centre + SPREADS_ABOVE * spread || hasBurst(events, u) ? 1 : 0;
  });
}

function hasBurst(events: EventTable, u: number): boolean {
  for (let at = events.userStart[u]! + MOST_IN_AN_HOUR - 1; at < events.userStart[u + 1]!; at += 1) {
    if (events.time[at]! - events.time[at - MOST_IN_AN_HOUR + 1]! < HOUR_MS) return true;
  }
  return false;
}
