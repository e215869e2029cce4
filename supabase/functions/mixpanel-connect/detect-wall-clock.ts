const MINUTE = 60_000;
const QUARTER = 15;
const FEWEST_LIVE = 20;
const LONGEST_DELAY = 5;
const FASTEST_CLOCK = 1;
const FARTHEST_OFFSET = 14 * 60;

/** A moment as an event says it, and when Mixpanel processed it in true UTC. Both epoch milliseconds. */
export interface Sighting {
  readonly time: number;
  readonly processed: number;
}

/** `time` and `mp_processing_time_ms` of lines that have both. */
export function sightingsOf(lines: string): readonly Sighting[] {
  return lines.split('\n').flatMap((line) => {
    try {
      const { time, mp_processing_time_ms: processed } = (JSON.parse(line) as { properties: Record<string, unknown> })
        .properties;
      if (typeof time !== 'number' || typeof processed !== 'number') return [];
      return [{ time: time > 1e11 ? time : time * 1000, processed }];
    } catch {
      // No event: the last line may be cut.
      return [];
    }
  });
}

/**
 * Minutes that live events' times lie ahead of UTC, by quarters of an hour, as src/core/mixpanel/detect-wall-clock.ts counts
 * them; null when fewer than twenty agree, or no more than half.
 */
export function minutesAhead(sightings: readonly Sighting[]): number | null {
  const votes = new Map<number, number>();
  let live = 0;
  for (const { time, processed } of sightings) {
    const ahead = (time - processed) / MINUTE;
    const offset = Math.round((ahead + (LONGEST_DELAY - FASTEST_CLOCK) / 2) / QUARTER) * QUARTER;
    if (Math.abs(offset) > FARTHEST_OFFSET) continue;
    if (ahead - offset > FASTEST_CLOCK || ahead - offset < -LONGEST_DELAY) continue;
    live++;
    votes.set(offset, (votes.get(offset) ?? 0) + 1);
  }
  const [offset, count] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [0, 0]);
  return count >= FEWEST_LIVE && count * 2 > live ? offset : null;
}

/** Mixpanel writes UTC in projects made since then. */
const UTC_SINCE = '2023-01-01';

/** Minutes that a zone's clocks are ahead of UTC at a moment. */
function zoneOffset(zone: string, moment: number): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return Math.round((Date.parse(`${format.format(moment).replace(' ', 'T')}Z`) - moment) / MINUTE);
}

/**
 * Whether a project writes its wall clock as an epoch: by its events, else by when it was made; null when neither tells.
 *
 * Events on UTC tell nothing in a zone that was on UTC when they happened.
 */
export function isWallClock(
  sightings: readonly Sighting[],
  zone: string | null,
  createdOn: string | null,
): boolean | null {
  const ahead = minutesAhead(sightings);
  if (ahead !== null && ahead !== 0) return true;
  const moment = sightings[0]?.processed;
  if (ahead === 0 && zone !== null && moment !== undefined && zoneOffset(zone, moment) !== 0) return false;
  return createdOn === null ? null : createdOn < UTC_SINCE;
}
