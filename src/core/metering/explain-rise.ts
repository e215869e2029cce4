import type { EventTable, PropertyColumn } from '../predictor/event-table.ts';
import { findBots } from '../predictor/cohort/outliers.ts';
import { isAnonymousId } from './anonymous-id.ts';
import { qualifyingCodes } from './activity.ts';
import { createDevices } from './devices.ts';
import { numberPeople } from './number-people.ts';
import type { Rise } from './rise.ts';
import { WINDOW_DAYS } from './rolling-users.ts';

/** One project's events, with what tells twins and late ones. */
export interface RisePart {
  readonly table: EventTable;
  /** Of the users, in the order of the table. */
  readonly ids: readonly string[];
  readonly dayAt: (timeMs: number) => number;
  /** `$device_id`; null where no event has it. */
  readonly device: PropertyColumn | null;
  /** When Mixpanel processed each row, Unix ms, 0 where it does not say; null where no row does. Shape (rows,). */
  readonly processed: Float64Array | null;
}

/** Mixpanel takes events up to so long after they happened; what comes later was imported by somebody. */
const LATE_MS = 5 * 86_400_000;
const Seen = { now: 1, before: 2, earlier: 4, onTime: 8 } as const;
const EVENTS_SHOWN = 8;
const EXAMPLES = 10;

/**
 * Tells who makes up the monthly users of a day, beside those of 30 days before.
 *
 * Yields now and then. Cost: O(events + users) time, 17 bytes of memory a user.
 */
export function* explainRise(parts: readonly RisePart[], day: number): Generator<undefined, Rise> {
  const people = numberPeople(parts.map(({ ids }) => ids));
  const from = day - WINDOW_DAYS + 1;
  const seen = new Uint8Array(people.count);
  const firstTime = new Float64Array(people.count).fill(Infinity);
  const firstEvent = new Uint32Array(people.count);
  const names: string[] = [];
  const codes = new Map<string, number>();
  const devices = createDevices();
  const bots = new Uint8Array(people.count);
  let earliest = Infinity;
  let lateEvents = 0;

  for (const [p, { table, ids, dayAt, device, processed }] of parts.entries()) {
    const counts = qualifyingCodes(table.eventNames);
    const own = table.eventNames.map((name) => codes.get(name) ?? (codes.set(name, codes.size), names.push(name) - 1));
    const present: number[] = [];
    let cell = 0;
    for (let user = 0; user < table.userCount; user += 1) {
      if (user % 20_000 === 19_999) yield;
      const person = people.of[p]![user]!;
      let isPresent = false;
      for (let at = table.userStart[user]!; at < table.userStart[user + 1]!; at += 1) {
        if (counts[table.event[at]!] === 0) continue;
        const time = table.time[at]!;
        const on = dayAt(time);
        if (on < earliest) earliest = on;
        if (on > day) continue;
        if (on < from) {
          seen[person]! |= on >= from - WINDOW_DAYS ? Seen.before : Seen.earlier;
          continue;
        }
        isPresent = true;
        seen[person]! |= Seen.now;
        if (time < firstTime[person]!) {
          firstTime[person] = time;
          firstEvent[person] = own[table.event[at]!]!;
        }
        const moment = processed?.[at] ?? 0;
        if (moment > time + LATE_MS) lateEvents += 1;
        else seen[person]! |= Seen.onTime;
        if (device) {
          while (cell < device.position.length && device.position[cell]! < at) cell += 1;
          if (device.position[cell] === at && device.tag[cell] === 0)
            devices.add(device.strings[device.value[cell]!] ?? '', person);
        }
      }
      if (!isPresent) continue;
      present.push(user);
      devices.addId(ids[user]!, person);
    }
    const users = Uint32Array.from(present);
    const judged = yield* findBots(table, users);
    judged.forEach((is, place) => {
      if (is === 1) bots[people.of[p]![users[place]!]!] = 1;
    });
  }
  return count();

  function count(): Rise {
    const groups = { stayed: 0, newAnonymous: 0, newIdentified: 0, returning: 0, lost: 0 };
    const brought = new Float64Array(names.length);
    let late = 0;
    for (let person = 0; person < people.count; person += 1) {
      const is = seen[person]!;
      if ((is & Seen.now) === 0) {
        if (is & Seen.before) groups.lost += 1;
        continue;
      }
      if ((is & Seen.onTime) === 0) late += 1;
      if (is & Seen.before) {
        groups.stayed += 1;
        continue;
      }
      if (is & Seen.earlier) groups.returning += 1;
      else if (isAnonymousId(people.idOf(person))) groups.newAnonymous += 1;
      else groups.newIdentified += 1;
      brought[firstEvent[person]!]! += 1;
    }
    const { stayed, newAnonymous, newIdentified, returning, lost } = groups;
    const programs = Array.from(bots.keys()).filter((person) => bots[person] === 1);
    const tellsWhen = parts.some(({ processed }) => processed !== null);
    return {
      day,
      now: stayed + newAnonymous + newIdentified + returning,
      before: stayed + lost,
      ...groups,
      broughtBy: names
        .map((event, code) => ({ event, users: brought[code]! }))
        .filter(({ users }) => users > 0)
        .sort((a, b) => b.users - a.users || (a.event < b.event ? -1 : 1))
        .slice(0, EVENTS_SHOWN),
      sameDevice: devices.count(people.idOf),
      backfilled: tellsWhen ? { users: late, events: lateEvents } : null,
      bots: { users: programs.length, examples: programs.slice(0, EXAMPLES).map(people.idOf) },
      knowsBefore: earliest <= from - WINDOW_DAYS,
    };
  }
}
