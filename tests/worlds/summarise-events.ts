import type { SuggestionEvent } from '#core/scenario/judge-events.ts';
import type { World } from './simulate-world.ts';

/** Count a world's events as the catalogue of a project does. */
export function summariseEvents({ eventNames, userIds, userStart, time, event }: World): SuggestionEvent[] {
  const summaries = eventNames.map((name) => ({
    name,
    count: 0,
    users: 0,
    firstForUsers: 0,
    lastForUsers: 0,
    firstTimeMs: Infinity,
    lastTimeMs: -Infinity,
    bookkeeping: false,
  }));
  userIds.forEach((_, user) => {
    const [from, to] = [userStart[user]!, userStart[user + 1]!];
    const codesAt = (moment?: number) =>
      new Set(event.slice(from, to).filter((__, index) => moment === undefined || time[from + index] === moment));
    for (let at = from; at < to; at++) {
      const summary = summaries[event[at]!]!;
      summary.count += 1;
      summary.firstTimeMs = Math.min(summary.firstTimeMs, time[at]!);
      summary.lastTimeMs = Math.max(summary.lastTimeMs, time[at]!);
    }
    for (const code of codesAt()) summaries[code]!.users += 1;
    for (const code of codesAt(time[from])) summaries[code]!.firstForUsers += 1;
    for (const code of codesAt(time[to - 1])) summaries[code]!.lastForUsers += 1;
  });
  return summaries;
}
