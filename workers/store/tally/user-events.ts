/**
 * How often each user did each event, and which events were their very first and last.
 *
 * Codes are the project's. Shapes: `firstTime`, `lastTime` (users,), epoch ms, 0 for users without a row; `start`
 * (users + 1,), the pairs of a user; `event`, `rows`, `first`, `last` (pairs,), by user, then event code. `first` and
 * `last` count the pair's rows at the user's first and last moment.
 */
export interface UserEvents {
  readonly firstTime: Float64Array;
  readonly lastTime: Float64Array;
  readonly start: Uint32Array;
  readonly event: Uint32Array;
  readonly rows: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
}

/** Some rows in any order. Shapes: all (rows,). */
export interface Rows {
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly user: Uint32Array;
}

/** Users whose first or last row was taken away while others are left: these have to be looked for. */
export interface LostUsers {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Of a project without a row. */
export const noUserEvents: UserEvents = {
  firstTime: new Float64Array(0),
  lastTime: new Float64Array(0),
  start: new Uint32Array(1),
  event: new Uint32Array(0),
  rows: new Uint32Array(0),
  first: new Uint32Array(0),
  last: new Uint32Array(0),
};

/**
 * The counts with some rows more (`sign` 1) or less (-1). Rows that are taken away must have been counted.
 *
 * @param users - codes there are by now; `events` likewise.
 *
 * Cost: O(rows + users + pairs) time; 16 bytes of memory a pair, 8 a row.
 */
export function changeUserEvents(
  before: UserEvents,
  rows: Rows,
  sign: 1 | -1,
  users: number,
  events: number,
): { readonly after: UserEvents; readonly lost: LostUsers } {
  const { order, from } = groupByUser(rows.user, users);
  const known = before.firstTime.length;
  const room = Math.min(users * events, before.event.length + (sign > 0 ? rows.user.length : 0));
  const pairs = {
    event: new Uint32Array(room),
    rows: new Uint32Array(room),
    first: new Uint32Array(room),
    last: new Uint32Array(room),
  };
  const firstTime = new Float64Array(users);
  const lastTime = new Float64Array(users);
  const start = new Uint32Array(users + 1);
  const lost: { first: number[]; last: number[] } = { first: [], last: [] };
  const own = {
    isIn: new Uint8Array(events),
    rows: new Uint32Array(events),
    first: new Uint32Array(events),
    last: new Uint32Array(events),
  };
  const list = new Uint32Array(events);
  let at = 0;

  for (let user = 0; user < users; user += 1) {
    const oldFrom = user < known ? before.start[user]! : 0;
    const oldTo = user < known ? before.start[user + 1]! : 0;
    start[user] = at;
    if (from[user] === from[user + 1]) {
      if (oldFrom === oldTo) continue;
      for (let pair = oldFrom; pair < oldTo; pair += 1, at += 1) {
        pairs.event[at] = before.event[pair]!;
        pairs.rows[at] = before.rows[pair]!;
        pairs.first[at] = before.first[pair]!;
        pairs.last[at] = before.last[pair]!;
      }
      firstTime[user] = before.firstTime[user]!;
      lastTime[user] = before.lastTime[user]!;
      continue;
    }

    const oldFirst = oldTo > oldFrom ? before.firstTime[user]! : Infinity;
    const oldLast = oldTo > oldFrom ? before.lastTime[user]! : -Infinity;
    let first = oldFirst;
    let last = oldLast;
    if (sign > 0) {
      for (let i = from[user]!; i < from[user + 1]!; i += 1) {
        const moment = rows.time[order[i]!]!;
        if (moment < first) first = moment;
        if (moment > last) last = moment;
      }
    }
    let listed = 0;
    for (let pair = oldFrom; pair < oldTo; pair += 1) {
      const event = before.event[pair]!;
      list[listed++] = event;
      own.isIn[event] = 1;
      own.rows[event] = before.rows[pair]!;
      own.first[event] = first < oldFirst ? 0 : before.first[pair]!;
      own.last[event] = last > oldLast ? 0 : before.last[pair]!;
    }
    const listedBefore = listed;
    for (let i = from[user]!; i < from[user + 1]!; i += 1) {
      const row = order[i]!;
      const event = rows.event[row]!;
      const moment = rows.time[row]!;
      if (own.isIn[event] === 0) {
        list[listed++] = event;
        own.isIn[event] = 1;
        own.rows[event] = 0;
        own.first[event] = 0;
        own.last[event] = 0;
      }
      own.rows[event]! += sign;
      if (moment === first) own.first[event]! += sign;
      if (moment === last) own.last[event]! += sign;
    }
    if (listed > listedBefore) list.subarray(0, listed).sort();
    let firsts = 0;
    let lasts = 0;
    for (let i = 0; i < listed; i += 1) {
      const event = list[i]!;
      own.isIn[event] = 0;
      if (own.rows[event] === 0) continue;
      pairs.event[at] = event;
      pairs.rows[at] = own.rows[event]!;
      pairs.first[at] = own.first[event]!;
      pairs.last[at] = own.last[event]!;
      firsts += own.first[event]!;
      lasts += own.last[event]!;
      at += 1;
    }
    if (at === start[user]) continue;
    firstTime[user] = first;
    lastTime[user] = last;
    if (firsts === 0) lost.first.push(user);
    if (lasts === 0) lost.last.push(user);
  }
  start[users] = at;
  const after = {
    firstTime,
    lastTime,
    start,
    event: pairs.event.slice(0, at),
    rows: pairs.rows.slice(0, at),
    first: pairs.first.slice(0, at),
    last: pairs.last.slice(0, at),
  };
  return { after, lost };
}

/** Row numbers by user. Shapes: `order` (rows,), `from` (users + 1,). */
function groupByUser(user: Uint32Array, users: number): { order: Uint32Array; from: Uint32Array } {
  const from = new Uint32Array(users + 1);
  for (let row = 0; row < user.length; row += 1) from[user[row]! + 1]! += 1;
  for (let u = 0; u < users; u += 1) from[u + 1]! += from[u]!;
  const next = from.slice();
  const order = new Uint32Array(user.length);
  for (let row = 0; row < user.length; row += 1) order[next[user[row]!]!++] = row;
  return { order, from };
}
