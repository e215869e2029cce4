import { readLiveSegment, segmentsOf } from '../read/live-rows.ts';
import type { EventMoments } from './event-moments.ts';
import type { Part, Tally } from './tally.ts';
import type { LostUsers, UserEvents } from './user-events.ts';

/** The best moment found so far of a user or an event, and the rows at it; for a user by event. */
interface Found {
  time: number;
  rows: number;
  readonly byEvent: Map<number, number>;
}

/**
 * Finds again the first and last rows that were taken away, in place.
 *
 * @param project - all files, with the rows that are dead by now.
 *
 * Cost: reads segments from the beginning (or the end) of the project's time on, until all is found: mostly a few,
 * all of them for a user who was last there long ago.
 */
export async function findLost({ users, moments }: Tally, lost: LostUsers, project: Part): Promise<void> {
  const hasRows = (user: number) => users.start[user] !== users.start[user + 1];
  await search(project, 1, lost.first.filter(hasRows), lostEvents(moments.firstRows, users), (...found) =>
    put({ users, moments }, 'first', ...found),
  );
  await search(project, -1, lost.last.filter(hasRows), lostEvents(moments.lastRows, users), (...found) =>
    put({ users, moments }, 'last', ...found),
  );
  for (const e of eventsWithout(users, moments)) {
    moments.firstTime[e] = Infinity;
    moments.lastTime[e] = -Infinity;
  }
}

/** Events that have rows, but none at the moment that was theirs. */
function lostEvents(rowsAtMoment: Float64Array, users: UserEvents): number[] {
  const has = new Uint8Array(rowsAtMoment.length);
  for (const event of users.event) has[event] = 1;
  return [...rowsAtMoment.keys()].filter((e) => has[e] === 1 && rowsAtMoment[e] === 0);
}

function eventsWithout(users: UserEvents, { firstRows }: EventMoments): number[] {
  const has = new Uint8Array(firstRows.length);
  for (const event of users.event) has[event] = 1;
  return [...firstRows.keys()].filter((e) => has[e] === 0);
}

function put(
  { users, moments }: Pick<Tally, 'users' | 'moments'>,
  side: 'first' | 'last',
  ofUser: ReadonlyMap<number, Found>,
  ofEvent: ReadonlyMap<number, Found>,
): void {
  const [userTime, atMoment] = side === 'first' ? [users.firstTime, users.first] : [users.lastTime, users.last];
  for (const [user, { time, byEvent }] of ofUser) {
    userTime[user] = time;
    for (let pair = users.start[user]!; pair < users.start[user + 1]!; pair += 1)
      atMoment[pair] = byEvent.get(users.event[pair]!) ?? 0;
  }
  const [eventTime, eventRows] =
    side === 'first' ? [moments.firstTime, moments.firstRows] : [moments.lastTime, moments.lastRows];
  for (const [event, { time, rows }] of ofEvent) {
    eventTime[event] = time;
    eventRows[event] = rows;
  }
}

async function search(
  project: Part,
  direction: 1 | -1,
  users: readonly number[],
  events: readonly number[],
  done: (ofUser: ReadonlyMap<number, Found>, ofEvent: ReadonlyMap<number, Found>) => void,
): Promise<void> {
  if (users.length === 0 && events.length === 0) return;
  const ofUser = new Map(users.map((user) => [user, nothingFound()]));
  const ofEvent = new Map(events.map((event) => [event, nothingFound()]));
  const nearest = ({ minTime, maxTime }: { minTime: number; maxTime: number }) => (direction > 0 ? minTime : -maxTime);
  const inOrder = [...segmentsOf(project)].sort((a, b) => nearest(a.segment) - nearest(b.segment));
  const all = [...ofUser.values(), ...ofEvent.values()];
  for (const { file, segment, dead } of inOrder) {
    if (all.every(({ time }) => direction * time < nearest(segment))) break;
    const { time, event, user } = await readLiveSegment(file, segment, dead);
    for (let row = 0; row < time.length; row += 1) {
      const e = event[row]!;
      note(ofUser.get(user[row]!), direction, time[row]!, e);
      note(ofEvent.get(e), direction, time[row]!, e);
    }
  }
  done(ofUser, ofEvent);
}

const nothingFound = (): Found => ({ time: NaN, rows: 0, byEvent: new Map() });

function note(found: Found | undefined, direction: 1 | -1, time: number, event: number): void {
  if (found === undefined) return;
  if (found.rows === 0 || direction * time < direction * found.time) {
    found.time = time;
    found.rows = 0;
    found.byEvent.clear();
  } else if (time !== found.time) return;
  found.rows += 1;
  found.byEvent.set(event, (found.byEvent.get(event) ?? 0) + 1);
}
