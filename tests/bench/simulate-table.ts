import { ValueTag, type EventTable, type PropertyColumn } from '#core/predictor/event-table.ts';
import { createRandom, type Random } from '#core/stats/random.ts';

/** A large project in typed arrays, made without a list of objects in between. */
export interface SimulatedTable {
  readonly events: EventTable;
  readonly columns: readonly PropertyColumn[];
  readonly userIds: readonly string[];
  readonly start: string;
  readonly target: string;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 4, 1);
const ENTRY_DAYS = 150;
const ALL_DAYS = 180;
const LONGEST_DAYS = 90;
const BASE_PER_DAY = 0.004;
/** Factor on the rate of converting from the first time on, by event code. */
const DRIVERS = new Map([
  [10, 2],
  [20, 0.5],
  [40, 1.8],
  [80, 2.2],
  [120, 1.6],
]);
const START = 0;
const TARGET = 1;
const systems = ['Windows', 'Mac OS X', 'Android', 'iOS'];
const plans = ['1', '2-10', '11-50', '51-200'];
const SLOTS = 1 << 16;

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** Codes from 2 on, each as often as its share (Zipf) of the slots. */
function everydayCodes(names: number): Uint16Array {
  const weight = Array.from({ length: names - 2 }, (_, k) => 1 / (k + 2));
  const total = weight.reduce((sum, one) => sum + one, 0);
  const slots = new Uint16Array(SLOTS);
  let from = 0;
  let share = 0;
  weight.forEach((one, k) => {
    share += one / total;
    const to = Math.round(share * SLOTS);
    slots.fill(k + 2, from, to);
    from = to;
  });
  return slots;
}

/** How many rows each user has, at least two; together exactly `rows`. */
function rowsOfUsers(users: number, rows: number, activity: Float64Array): Uint32Array {
  const total = activity.reduce((sum, one) => sum + one, 0);
  const userStart = new Uint32Array(users + 1);
  let share = 0;
  for (let u = 0; u < users; u += 1) {
    share += activity[u]! / total;
    userStart[u + 1] = 2 * (u + 1) + Math.round(share * (rows - 2 * users));
  }
  return userStart;
}

/**
 * Simulate `rows` events of `users` users under `names` names: everybody starts, active people convert more, five events
 * matter, one attribute is on every event and one at the start. Equal arguments give equal tables.
 *
 * Cost: about 0.1 µs an event and value. Memory: the table.
 */
export function simulateTable(users: number, names: number, rows: number): SimulatedTable {
  const random = createRandom(11);
  const slots = everydayCodes(names);
  const activity = Float64Array.from({ length: users }, () => Math.exp(0.8 * normal(random)));
  const userStart = rowsOfUsers(users, rows, activity);
  const time = new Float64Array(rows);
  const event = new Uint32Array(rows);
  const system = new Float64Array(rows);
  const plan = new Float64Array(users);
  const done = new Uint32Array(names);
  for (let u = 0; u < users; u += 1) {
    const from = userStart[u]!;
    const to = userStart[u + 1]!;
    const entry = random.uniform() * ENTRY_DAYS;
    const span = Math.min(LONGEST_DAYS, ALL_DAYS - entry);
    plan[u] = systems.length + random.below(plans.length);
    system.fill(random.below(systems.length), from, to);
    time[from] = entry;
    event[from] = START;
    // Sums of exponentials over their total are uniform moments in order.
    let sum = 0;
    for (let at = from + 1; at < to; at += 1) time[at] = sum -= Math.log(1 - random.uniform());
    const scale = span / (sum - Math.log(1 - random.uniform()));
    const perDay = BASE_PER_DAY * activity[u]! ** 0.6 * (plan[u] === systems.length + 2 ? 1.8 : 1);
    let waits = -Math.log(1 - random.uniform()) / perDay;
    let factor = 1;
    let before = 0;
    for (let at = from + 1; at < to; at += 1) {
      const day = time[at]! * scale;
      waits -= (day - before) * factor;
      time[at] = entry + day;
      if (waits <= 0) {
        time[at] = entry + Math.max(before, day + waits / factor);
        event[at] = TARGET;
        waits = Infinity;
      } else {
        const code = slots[random.below(SLOTS)]!;
        event[at] = code;
        if (done[code] !== u + 1) factor *= DRIVERS.get(code) ?? 1;
        done[code] = u + 1;
      }
      before = day;
    }
    for (let at = from; at < to; at += 1) time[at] = FIRST_DAY + Math.floor(time[at]! * DAY_MS);
  }
  const strings = [...systems, ...plans];
  const texts = (cells: number): Uint8Array => new Uint8Array(cells).fill(ValueTag.string);
  const position = Uint32Array.from({ length: rows }, (_, at) => at);
  return {
    events: {
      eventNames: Array.from({ length: names }, (_, k) => (k < 2 ? ['Sign Up', 'Start Plan'][k]! : `Event ${k - 1}`)),
      userCount: users,
      userStart,
      time,
      event,
      row: position,
    },
    columns: [
      { name: '$os', position, tag: texts(rows), value: system, strings },
      { name: 'company_size', position: userStart.slice(0, users), tag: texts(users), value: plan, strings },
    ],
    userIds: Array.from({ length: users }, (_, u) => `u${u}`),
    start: 'Sign Up',
    target: 'Start Plan',
  };
}
