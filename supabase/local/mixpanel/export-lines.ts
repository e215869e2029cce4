import { createRandom } from '#core/stats/random.ts';
import type { MixpanelProject, PlainEvent } from './project.ts';
import { zoneDays } from './zone-days.ts';

/** Days of the project's zone, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** An event as a store that has pulled everything holds it: each once, under today's id. */
export interface FreshEvent {
  readonly event: string;
  readonly user: string;
  /** Unix ms, true UTC. */
  readonly time: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a project exports at a moment. */
export interface ProjectExports {
  /** yyyy-mm-dd in the project's zone. */
  dayOf(utcMs: number): string;
  /** The lines of a range, in an order of the seed's. */
  lines(range: DayRange, nowMs: number, inMs: boolean, seed: number): string[];
  /** How many lines each day of a range has. */
  linesOfDays(range: DayRange, nowMs: number): ReadonlyMap<string, number>;
  /** What a store would hold of the range after a pull without any fault. */
  freshPull(range: DayRange, nowMs: number): FreshEvent[];
}

/** The id Mixpanel gives in place of one that sends too much: nobody's. */
const HOT_SHARD = '$hotshard_events';
const HOUR = 3_600_000;

/** Prepares a project's events: each with its day, and whether it is exported twice. */
export function projectExports(project: MixpanelProject): ProjectExports {
  const { dayOf, wallClock } = zoneDays(project.zone);
  const twice = createRandom(Number(project.id) % 1_000_003);
  const byDay = new Map<string, { readonly plain: PlainEvent; readonly copies: number }[]>();
  for (const plain of project.events) {
    const day = dayOf(plain.timeMs);
    const own = byDay.get(day) ?? [];
    byDay.set(day, own);
    own.push({ plain, copies: twice.uniform() < project.duplicateShare ? 2 : 1 });
  }
  const days = [...byDay.keys()].toSorted();

  const within = ({ from, to }: DayRange, nowMs: number) =>
    days
      .filter((day) => day >= from && day <= to)
      .flatMap((day) => byDay.get(day) ?? [])
      .filter(({ plain }) => plain.processedMs <= nowMs);

  const idAt = (nowMs: number) => {
    const into = new Map(project.merges.flatMap((one) => (one.atMs <= nowMs ? [[one.from, one.into] as const] : [])));
    return (id: string): string => {
      let now = id;
      for (let next = into.get(now); next !== undefined; next = into.get(now)) now = next;
      return now;
    };
  };

  /** A wall clock cannot tell the two passes of an hour that happens twice: the first is meant. */
  const firstMoment = (timeMs: number) => (wallClock(timeMs - HOUR) === wallClock(timeMs) ? timeMs - HOUR : timeMs);

  return {
    dayOf,
    lines(range, nowMs, inMs, seed) {
      const currentId = idAt(nowMs);
      const lines = within(range, nowMs).flatMap(({ plain, copies }) =>
        Array.from({ length: copies }, (_, copy) => {
          const { event, timeMs, distinctId, insertId, processedMs, properties } = plain;
          const time = project.isWallClock ? wallClock(timeMs) : timeMs;
          const id = distinctId === null ? null : currentId(distinctId);
          return JSON.stringify({
            event,
            properties: {
              time: inMs ? time : time / 1000,
              ...(id !== null && { distinct_id: id }),
              ...(id !== distinctId && { $distinct_id_before_identity: distinctId }),
              ...(insertId !== null && { $insert_id: insertId }),
              mp_processing_time_ms: processedMs + 1000 * copy,
              ...properties,
            },
          });
        }),
      );
      const random = createRandom(seed);
      for (let at = lines.length - 1; at > 0; at -= 1) {
        const other = random.below(at + 1);
        [lines[at], lines[other]] = [lines[other]!, lines[at]!];
      }
      return lines;
    },
    linesOfDays(range, nowMs) {
      const counts = new Map<string, number>();
      for (const { plain, copies } of within(range, nowMs)) {
        const day = dayOf(plain.timeMs);
        counts.set(day, (counts.get(day) ?? 0) + copies);
      }
      return counts;
    },
    freshPull(range, nowMs) {
      const currentId = idAt(nowMs);
      const kept = new Map<string, { readonly plain: PlainEvent; readonly user: string }>();
      for (const { plain } of within(range, nowMs)) {
        const { event, timeMs, distinctId, insertId, properties } = plain;
        if (distinctId === null || distinctId === '' || distinctId === HOT_SHARD) continue;
        const self = insertId ?? JSON.stringify(Object.entries(properties).toSorted(([a], [b]) => (a < b ? -1 : 1)));
        const time = project.isWallClock ? wallClock(timeMs) : timeMs;
        const key = JSON.stringify([event, time, distinctId, self]);
        const before = kept.get(key);
        if (before && before.plain.processedMs >= plain.processedMs) continue;
        kept.set(key, { plain, user: currentId(distinctId) });
      }
      return [...kept.values()].map(({ plain, user }) => ({
        event: plain.event,
        user,
        time: project.isWallClock ? firstMoment(plain.timeMs) : plain.timeMs,
        properties: plain.properties,
      }));
    },
  };
}
