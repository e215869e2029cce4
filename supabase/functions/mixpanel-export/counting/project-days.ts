const DAY = 86_400_000;
const MINUTE = 60_000;
const FARTHEST_ZONE = 15 * 60 * MINUTE;

/** The project's clock. */
export interface ProjectClock {
  /** IANA name; null is UTC. */
  readonly zone: string | null;
  /** Whether times of events are the zone's wall clock written as an epoch. */
  readonly wallClock: boolean;
}

/** Some days in a row, each with the first of its events' times. */
export interface ProjectDays {
  /** `yyyy-mm-dd`. */
  readonly days: readonly string[];
  /** Shape (days,), ms as the export says them, ascending. */
  readonly starts: Float64Array;
}

/** The days from the first to the last, both inside, as the project has them. */
export function projectDays(from: string, to: string, { zone, wallClock }: ProjectClock): ProjectDays {
  const first = Date.parse(`${from}T00:00:00Z`);
  const count = Math.round((Date.parse(`${to}T00:00:00Z`) - first) / DAY) + 1;
  const days = Array.from({ length: count }, (_, index) => new Date(first + index * DAY).toISOString().slice(0, 10));
  const startOf = wallClock || zone === null ? (utc: number) => utc : midnightOf(zone);
  return { days, starts: Float64Array.from(days, (_, index) => startOf(first + index * DAY)) };
}

/** The moment at which a day begins in a zone, whatever its clocks do that night. */
function midnightOf(zone: string): (utcMidnight: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (utcMidnight) => {
    const day = new Date(utcMidnight).toISOString().slice(0, 10);
    let [low, high] = [utcMidnight - FARTHEST_ZONE, utcMidnight + FARTHEST_ZONE];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
      if (format.format(middle) < day) low = middle;
      else high = middle;
    }
    return high;
  };
}

/** Which of the days a time is on; one before the first or after the last counts there, as Mixpanel chose the days. */
export function dayIndex(starts: Float64Array, ms: number): number {
  let index = starts.length - 1;
  while (index > 0 && ms < starts[index]!) index--;
  return index;
}
