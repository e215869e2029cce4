import { type Candidate, onset } from './conversion-time.ts';
import type { World } from './simulate-world.ts';
import type { DriverSpec, PropertyValue } from './world-options.ts';

export interface Watched {
  readonly user: number;
  readonly candidate: Candidate;
  /** Days since the start at which the user converted; null: never seen to. */
  readonly convertedAfter: number | null;
  readonly watchedDays: number;
}

/** Read every entrant's journey back out of a world; deeds from the start event up to the target. */
export function watch({ options, eventNames, userIds, userStart, time, event, columns }: World): Watched[] {
  const values = new Map<number, Record<string, PropertyValue>>();
  for (const { name, position, tag, value, strings } of columns) {
    position.forEach((at, cell) => {
      const cells = values.get(at) ?? {};
      cells[name] = tag[cell] === 0 ? strings[value[cell]!]! : value[cell]!;
      values.set(at, cells);
    });
  }
  const dayOf = (at: number) => (time[at]! - options.firstDayMs) / 86_400_000;
  return userIds.flatMap((_, user) => {
    const rows = Array.from(
      { length: userStart[user + 1]! - userStart[user]! },
      (__, index) => userStart[user]! + index,
    );
    const first = rows.find((at) => eventNames[event[at]!] === options.start);
    if (first === undefined) return [];
    const target = rows.find((at) => eventNames[event[at]!] === options.target);
    const endDay = target === undefined ? options.entryDays + options.tailDays : dayOf(target);
    const deeds = rows
      .filter((at) => at >= first && at < (target ?? Infinity))
      .map((at) => ({ day: dayOf(at), event: eventNames[event[at]!]!, values: values.get(at) ?? null }));
    const fromDay = dayOf(first);
    const candidate = { fromDay, endDay, activity: 1, interest: () => 1, attributes: values.get(first) ?? {}, deeds };
    return [
      {
        user,
        candidate,
        convertedAfter: target === undefined ? null : endDay - fromDay,
        watchedDays: endDay - fromDay,
      },
    ];
  });
}

/**
 * How many times faster those convert for whom a driver is on, than those for whom it is off.
 *
 * Mantel–Haenszel ratio of two rates over the pieces of the baseline, within which the true rates are constant; no other
 * adjustment, so it is unbiased only where nothing else drives both. `z` tests it against no effect.
 *
 * Source: Rothman, Greenland & Lash, Modern Epidemiology (3rd ed.), ch. 15, rate ratio from person-time.
 */
export function rateRatio(
  world: World,
  driver: DriverSpec,
  people: readonly Watched[] = watch(world),
): { ratio: number; z: number } {
  let above = 0;
  let below = 0;
  let surplus = 0;
  let variance = 0;
  let from = 0;
  const switches = people.map(({ candidate }) => onset(driver, candidate) - candidate.fromDay);
  for (const { untilDay } of world.options.shape) {
    const cases = [0, 0];
    const days = [0, 0];
    people.forEach(({ convertedAfter, watchedDays }, index) => {
      const end = Math.min(untilDay, watchedDays);
      if (end <= from) return;
      const on = Math.min(Math.max(switches[index]!, from), end);
      days[0]! += on - from;
      days[1]! += end - on;
      if (convertedAfter !== null && convertedAfter <= untilDay) cases[convertedAfter > switches[index]! ? 1 : 0]! += 1;
    });
    const all = days[0]! + days[1]!;
    if (all > 0) {
      above += (cases[1]! * days[0]!) / all;
      below += (cases[0]! * days[1]!) / all;
      surplus += cases[1]! - ((cases[0]! + cases[1]!) * days[1]!) / all;
      variance += ((cases[0]! + cases[1]!) * days[0]! * days[1]!) / (all * all);
    }
    from = untilDay;
  }
  return { ratio: above / below, z: surplus / Math.sqrt(variance) };
}
