import type { Random } from './random.ts';
import type { DriverSpec, PropertyValue, WorldOptions } from './world-options.ts';

/** What a user did, ascending by `day` (days since the data began). `values` holds the event's property values. */
export interface Deed {
  readonly day: number;
  readonly event: string;
  readonly values: Readonly<Record<string, PropertyValue | null>> | null;
}

export interface Candidate {
  /** Days since the data began. */
  readonly fromDay: number;
  readonly endDay: number;
  readonly activity: number;
  /** Share of the full rate that holds at a moment (fading interest, hour of the day); in [0, 1]. */
  readonly interest: (day: number) => number;
  readonly attributes: Readonly<Record<string, PropertyValue | null>>;
  readonly deeds: readonly Deed[];
}

/** The day on which a driver switches on for a user, `Infinity` when never; only deeds after `fromDay` count. */
export function onset(driver: DriverSpec, user: Candidate): number {
  if (driver.kind === 'attribute') {
    return user.attributes[driver.property] === driver.value ? user.fromDay : Infinity;
  }
  let count = 0;
  for (const deed of user.deeds) {
    if (deed.event !== driver.event || deed.day < user.fromDay) continue;
    if (driver.kind === 'event_property' && deed.values?.[driver.property] !== driver.value) continue;
    count += 1;
    if (count === driver.minCount) return deed.day + (driver.kind === 'behaviour' ? (driver.delayDays ?? 0) : 0);
  }
  return Infinity;
}

/**
 * Draw the exact moment at which a user converts, in continuous time.
 *
 * The rate is constant between the user's own switch points (drivers, shape, calendar blocks), so the waiting time
 * is exponential piece by piece; fading interest only thins it.
 *
 * @returns days since the data began, or null when it does not happen before `endDay`.
 */
export function conversionTime(
  user: Candidate,
  goal: Pick<WorldOptions, 'baselinePerDay' | 'shape' | 'drivers' | 'drift' | 'activityEffect'>,
  random: Random,
): number | null {
  const base = goal.baselinePerDay * Math.exp(goal.activityEffect * Math.log(user.activity));
  const onsets = goal.drivers.map((driver) => onset(driver, user));
  let day = user.fromDay;
  while (day < user.endDay) {
    const piece = goal.shape.find(({ untilDay }) => day < user.fromDay + untilDay)!;
    const block = Math.min(Math.floor(day / 30), goal.drift.length - 1);
    let rate = base * piece.factor * goal.drift[block]!;
    let next = Math.min(user.endDay, user.fromDay + piece.untilDay);
    if (block < goal.drift.length - 1) next = Math.min(next, (block + 1) * 30);
    onsets.forEach((from, index) => {
      if (from <= day) rate *= goal.drivers[index]!.hazardRatio;
      else next = Math.min(next, from);
    });
    const at = day + random.exponential() / rate;
    if (at >= next) day = next;
    else if (random.uniform() < user.interest(at)) return at;
    else day = at;
  }
  return null;
}
