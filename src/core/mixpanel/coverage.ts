import { type DayNumber, type Days, eachDay, newestFirst } from './days.ts';
import type { ProjectClock } from './project-clock.ts';

const DAY = 86_400_000;
/** What is held: 26 weeks. */
export const WINDOW_DAYS = 182;
/** Pulled anew with every refresh, today among them. */
const LAST_DAYS = 7;
/** Events come in up to so long after they happened. */
const LATE_MS = 5 * DAY;
/** Merges of ids rewrite days of any age: each is read anew within about this time. */
const OLD_MS = 28 * DAY;
/** So many old days are read anew with one refresh. */
const OLD_AT_ONCE = 7;

/** So many rewritten days are read anew at once; where it are more, merges are the rule, and each is read once a day. */
const REWRITTEN_AT_ONCE = 28;

/** Days that were pulled as a whole, and when (Unix ms). */
export interface PulledDays extends Days {
  readonly at: number;
}

/** What was pulled when, by day. Of a day that was pulled twice the later pull counts. */
function pulledAt(pulled: readonly PulledDays[]): ReadonlyMap<DayNumber, number> {
  const moments = new Map<DayNumber, number>();
  for (const one of pulled) {
    for (const day of eachDay(one)) moments.set(day, Math.max(one.at, moments.get(day) ?? 0));
  }
  return moments;
}

/** The days that are there, in ascending order. */
export const coveredDays = (pulled: readonly PulledDays[]): DayNumber[] =>
  [...pulledAt(pulled).keys()].toSorted((a, b) => a - b);

/** Adds a pull. The answer has as few stretches as say the same, in ascending order. */
export function withPulled(pulled: readonly PulledDays[], added: PulledDays): readonly PulledDays[] {
  const moments = [...pulledAt([...pulled, added])].toSorted(([a], [b]) => a - b);
  const stretches: PulledDays[] = [];
  for (const [day, at] of moments) {
    const last = stretches.at(-1);
    if (last && last.to === day - 1 && last.at === at) stretches[stretches.length - 1] = { ...last, to: day };
    else stretches.push({ from: day, to: day, at });
  }
  return stretches;
}

/**
 * The days a refresh has to pull, the newest first.
 *
 * Those that were never pulled; the last seven; any that were pulled before their late events were in, however long ago
 * that was; and up to seven of those that were pulled four weeks ago or earlier.
 *
 * @param left - days that are not asked for.
 */
export function dueDays(
  pulled: readonly PulledDays[],
  clock: ProjectClock,
  nowMs: number,
  left: readonly DayNumber[] = [],
): readonly Days[] {
  const moments = pulledAt(pulled);
  const today = clock.dayAt(nowMs);
  const days = eachDay({ from: today - WINDOW_DAYS + 1, to: today }).filter((day) => !left.includes(day));
  const isDue = (day: DayNumber): boolean => {
    const at = moments.get(day);
    return at === undefined || day > today - LAST_DAYS || at < clock.endOf(day) + LATE_MS;
  };
  const old = days.filter((day) => !isDue(day) && moments.get(day)! <= nowMs - OLD_MS).slice(-OLD_AT_ONCE);
  return newestFirst(days.filter((day) => isDue(day) || old.includes(day)));
}

/** A day with events of an id that has become another: since an event said so, Unix ms, or (null) as of now. */
interface Rewritten {
  readonly day: DayNumber;
  readonly since: number | null;
}

/**
 * The days that merges of ids have rewritten since they were pulled.
 *
 * Where an event only says that two ids are one, a day is read anew at once, and again when a day has passed: by then merges have
 * reached all events. Where that changed nothing it is left as it is.
 *
 * @param known - days that were noticed before; `at` is when. @param begunMs - what was pulled since is as it should be.
 * @returns all that wait to be read anew, and those to be read now, the newest first.
 */
export function rewrittenDays(
  pulled: readonly PulledDays[],
  known: readonly PulledDays[],
  found: readonly Rewritten[],
  begunMs: number,
  nowMs: number,
): { readonly noticed: readonly PulledDays[]; readonly next: readonly Days[] } {
  const moments = pulledAt(pulled);
  const isStale = ({ day, since }: Rewritten): boolean => {
    const at = moments.get(day) ?? Infinity;
    if (at >= begunMs) return false;
    return since === null || at < since || (nowMs >= since + DAY && at < since + DAY);
  };
  const at = (day: DayNumber): number => moments.get(day) ?? Infinity;
  const before = [...pulledAt(known)].filter(([day, noticedAt]) => at(day) < noticedAt);
  const fresh = found.filter(isStale).map(({ day }) => [day, nowMs] as const);
  const all = [...before, ...fresh].map(([day, noticedAt]) => ({ from: day, to: day, at: noticedAt }));
  const noticed = all.reduce<readonly PulledDays[]>(withPulled, []);
  const waiting = coveredDays(noticed);
  const now =
    waiting.length <= REWRITTEN_AT_ONCE
      ? waiting
      : waiting
          .filter((day) => at(day) <= nowMs - DAY)
          .toSorted((a, b) => at(a) - at(b))
          .slice(0, 2 * REWRITTEN_AT_ONCE)
          .toSorted((a, b) => a - b);
  return { noticed, next: newestFirst(now) };
}
