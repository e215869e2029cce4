import type { StoredCatalogue } from '../read/catalogue.ts';
import { compareText } from '../read/catalogue.ts';
import type { SortedRows } from '../read/sort-rows.ts';

/**
 * Count each event's rows and users, and the users it is the very first or last event of (ties included).
 *
 * @param names - shape (events,), in the order of the event numbers of `rows`.
 * @returns the summaries, most frequent first, and for each event number its place among them.
 *
 * Cost: O(rows) time, O(events) memory.
 */
export function summariseEvents(
  rows: Pick<SortedRows, 'userStart' | 'time' | 'event'>,
  names: readonly string[],
): { events: StoredCatalogue['events']; placeOf: Uint32Array } {
  const { userStart, time, event } = rows;
  const size = names.length;
  const count = new Float64Array(size);
  const users = new Float64Array(size);
  const first = new Float64Array(size);
  const last = new Float64Array(size);
  const firstTime = new Float64Array(size).fill(Infinity);
  const lastTime = new Float64Array(size).fill(-Infinity);
  const seen = { any: new Uint32Array(size), first: new Uint32Array(size), last: new Uint32Array(size) };
  const countOnce = (into: Float64Array, marks: Uint32Array, e: number, mark: number) => {
    if (marks[e] === mark) return;
    marks[e] = mark;
    into[e]! += 1;
  };

  for (let user = 0; user + 1 < userStart.length; user += 1) {
    const from = userStart[user]!;
    const to = userStart[user + 1]!;
    const earliest = time[from]!;
    const latest = time[to - 1]!;
    for (let i = from; i < to; i += 1) {
      const e = event[i]!;
      const moment = time[i]!;
      count[e]! += 1;
      if (moment < firstTime[e]!) firstTime[e] = moment;
      if (moment > lastTime[e]!) lastTime[e] = moment;
      countOnce(users, seen.any, e, user + 1);
      if (moment === earliest) countOnce(first, seen.first, e, user + 1);
      if (moment === latest) countOnce(last, seen.last, e, user + 1);
    }
  }

  const order = [...names.keys()].sort((a, b) => count[b]! - count[a]! || compareText(names[a]!, names[b]!));
  const placeOf = new Uint32Array(size);
  order.forEach((e, place) => (placeOf[e] = place));
  const events = order.map((e) => ({
    name: names[e]!,
    count: count[e]!,
    users: users[e]!,
    firstForUsers: first[e]!,
    lastForUsers: last[e]!,
    firstTimeMs: firstTime[e]!,
    lastTimeMs: lastTime[e]!,
  }));
  return { events, placeOf };
}
