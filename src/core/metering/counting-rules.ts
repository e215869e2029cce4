import type { Activity } from './activity.ts';
import { monthStart } from './calendar-months.ts';
import { isAnonymousId } from './anonymous-id.ts';
import { changesOf, WINDOW_DAYS } from './rolling-users.ts';

/** How a tool counts monthly users. */
export type CountingRule = 'ptero' | 'mixpanel' | 'candu' | 'chameleon';

export const countingRules: readonly CountingRule[] = ['ptero', 'mixpanel', 'candu', 'chameleon'];

/** Days counted, both included; days since 1 January 1970. */
export interface CountedDays {
  readonly first: number;
  readonly last: number;
}

/** By rule, what it counts on each day. Shapes: (days,). */
export type UserCounts = Readonly<Record<CountingRule, Float64Array>>;

/** Events of a user that Candu and Mixpanel's average have in the price. */
const EVENTS_FREE = 1_000;

const lengthOf = ({ first, last }: CountedDays): number => Math.max(0, last - first + 1);

/** Sums changes by day into what holds on each day; changes before the first day hold on it, those after the last not at all. */
function summed(changes: Iterable<readonly [day: number, change: number]>, days: CountedDays): Float64Array {
  const counts = new Float64Array(lengthOf(days));
  for (const [day, change] of changes)
    if (day <= days.last && counts.length > 0) counts[Math.max(0, day - days.first)]! += change;
  for (let at = 1; at < counts.length; at += 1) counts[at]! += counts[at - 1]!;
  return counts;
}

/** Ptero's MAU: users active on a day or on one of the 29 before it. */
export function rollingMonth(activity: Activity, days: CountedDays): Float64Array {
  function* changes() {
    for (let user = 0; user + 1 < activity.start.length; user += 1)
      yield* changesOf(activity.day.subarray(activity.start[user]!, activity.start[user + 1]!));
  }
  return summed(changes(), days);
}

/** Candu's MAU: identified users of the last 30 days, and one more for each full thousand of a user's events beyond the first thousand. */
export function identifiedWithEvents({ ids, start, day, events }: Activity, days: CountedDays): Float64Array {
  function* changes(): Generator<readonly [number, number]> {
    for (let user = 0; user + 1 < start.length; user += 1) {
      if (isAnonymousId(ids[user]!)) continue;
      const end = start[user + 1]!;
      let [coming, going, held, counted] = [start[user]!, start[user]!, 0, 0];
      while (going < end) {
        const enters = coming < end ? day[coming]! : Infinity;
        const today = Math.min(enters, day[going]! + WINDOW_DAYS);
        if (enters === today) held += events[coming++]!;
        while (going < coming && day[going]! + WINDOW_DAYS === today) held -= events[going++]!;
        const now = held === 0 ? 0 : 1 + Math.floor(Math.max(0, held - EVENTS_FREE) / EVENTS_FREE);
        if (now !== counted) yield [today, now - counted];
        counted = now;
      }
    }
  }
  return summed(changes(), days);
}

/** Users of the calendar month so far, and their events. Shapes: (days,). */
export function monthToDate(
  { start, day, events }: Activity,
  days: CountedDays,
): { readonly users: Float64Array; readonly events: Float64Array } {
  const users = new Float64Array(lengthOf(days));
  const done = new Float64Array(users.length);
  const from = monthStart(days.first);
  for (let user = 0; user + 1 < start.length; user += 1) {
    let month = Number.NaN;
    for (let at = start[user]!; at < start[user + 1]!; at += 1) {
      if (day[at]! < from || day[at]! > days.last) continue;
      const place = Math.max(0, day[at]! - days.first);
      done[place]! += events[at]!;
      if (monthStart(day[at]!) === month) continue;
      month = monthStart(day[at]!);
      users[place]! += 1;
    }
  }
  for (let place = 1; place < users.length; place += 1) {
    const today = days.first + place;
    if (monthStart(today) === today) continue;
    users[place]! += users[place - 1]!;
    done[place]! += done[place - 1]!;
  }
  return { users, events: done };
}

/**
 * Mixpanel's MTU of the calendar month so far: ids of each project, added up; events divided by 1,000 where users have more
 * than that on average.
 */
export function mixpanelUsers(projects: readonly Activity[], days: CountedDays): Float64Array {
  const parts = projects.map((project) => monthToDate(project, days));
  return Float64Array.from({ length: lengthOf(days) }, (_, at) => {
    const users = parts.reduce((sum, part) => sum + part.users[at]!, 0);
    const events = parts.reduce((sum, part) => sum + part.events[at]!, 0);
    return Math.max(users, Math.ceil(events / EVENTS_FREE));
  });
}

/** Chameleon's MTU: the greatest 30-day count of the billing period so far, which is taken to be the calendar month. */
export function greatestOfMonth(rolling: Float64Array, first: number): Float64Array {
  let greatest = 0;
  return rolling.map((users, at) => {
    const day = first + at;
    greatest = monthStart(day) === day ? users : Math.max(greatest, users);
    return greatest;
  });
}

/**
 * What each rule counts on each day.
 *
 * @param projects - each by itself, as Mixpanel adds them up; @param joined - the same as one, as the others count them.
 *
 * Cost: O(user days + days).
 */
export function countUsers(projects: readonly Activity[], joined: Activity, days: CountedDays): UserCounts {
  const ptero = rollingMonth(joined, days);
  return {
    ptero,
    mixpanel: mixpanelUsers(projects, days),
    candu: identifiedWithEvents(joined, days),
    // A period that began before the first day has its days before that, too.
    chameleon: greatestOfMonth(
      rollingMonth(joined, { first: monthStart(days.first), last: days.last }),
      monthStart(days.first),
    ).slice(days.first - monthStart(days.first)),
  };
}
