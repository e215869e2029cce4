const MINUTE = 60_000;
const QUARTER = 15;
const FEWEST_LIVE = 20;
/** A live event reaches Mixpanel within this, and a phone's clock runs ahead by no more than a minute. */
const LONGEST_DELAY = 5;
const FASTEST_CLOCK = 1;
const FARTHEST_OFFSET = 14 * 60;

/** A moment as an event says it, and when Mixpanel processed it in true UTC. Both epoch milliseconds. */
export interface Sighting {
  readonly time: number;
  readonly processed: number;
}

/**
 * Tell by how much `time` lies from UTC, from when live events were processed.
 *
 * Live events are processed within minutes, so in a project that writes its local wall clock they gather just
 * below one quarter of an hour other than zero. Late and imported events are spread and do not count.
 *
 * @returns minutes ahead of UTC (negative: west), or null when `time` is UTC or fewer than twenty live events
 * agree, or no more than half of those that look live. Across a change of the clocks, the offset most show.
 */
export function detectWallClock(sightings: readonly Sighting[]): number | null {
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
  const agreed = count >= FEWEST_LIVE && count * 2 > live;
  return agreed && offset !== 0 ? offset : null;
}
