import type { PropertyColumn } from '#core/predictor/event-table.ts';
import type { Deed } from './conversion-time.ts';
import { createColumns } from './pack-columns.ts';
import { createChooser, createRandom, type Random } from './random.ts';
import { drawValues, type Everyday, simulateJourney } from './simulate-journey.ts';
import { type DriverSpec, nullWorld, type PropertyValue, type WorldOptions } from './world-options.ts';

/** What really leads to the target. Fields that do not apply are null, as in the rows of a result. */
export interface TrueDriver {
  readonly kind: DriverSpec['kind'];
  readonly event: string | null;
  readonly property: string | null;
  readonly value: PropertyValue | null;
  readonly minCount: number | null;
  readonly hazardRatio: number;
}

export interface WorldTruth {
  readonly start: string;
  readonly target: string;
  readonly drivers: readonly TrueDriver[];
  readonly steps: readonly string[];
  /** Events that happen only after the target. */
  readonly afterTarget: readonly string[];
  readonly duplicates: readonly (readonly [string, string])[];
  /** Indexes of the users who are bots. */
  readonly bots: readonly number[];
}

export interface World {
  readonly options: WorldOptions;
  readonly seed: number;
  readonly eventNames: readonly string[];
  /** Opaque ids as an export would carry them, ascending, in the order of the users. */
  readonly userIds: readonly string[];
  /** Shapes as in EventTable: `userStart` (users + 1,), `time` and `event` (rows,), sorted by user, then time. */
  readonly userStart: Uint32Array;
  readonly time: Float64Array;
  readonly event: Uint32Array;
  readonly columns: readonly PropertyColumn[];
  readonly truth: WorldTruth;
}

/** A driver with every field in its place. */
export function trueDriver(driver: DriverSpec): TrueDriver {
  const { kind, hazardRatio } = driver;
  if (kind === 'attribute') {
    return { kind, event: null, property: driver.property, value: driver.value, minCount: null, hazardRatio };
  }
  const { event, minCount } = driver;
  if (kind === 'behaviour') return { kind, event, property: null, value: null, minCount, hazardRatio };
  return { kind, event, property: driver.property, value: driver.value, minCount, hazardRatio };
}

/** Every event name of a world, the start and the target first. */
function namesOf(options: WorldOptions): string[] {
  const { start, target, sequel, events, steps, followers, duplicates, visits, visitors } = options;
  const named = [
    ...events,
    ...steps,
    ...followers,
    ...duplicates,
    ...(visits ? [visits] : []),
    ...(visitors ? [visitors] : []),
  ];
  return [...new Set([start, target, ...(sequel ? [sequel.target] : []), ...named.map(({ name }) => name)])];
}

const idOf = (index: number, random: Random) =>
  `u${String(index).padStart(6, '0')}${Math.floor(random.uniform() * 46_656)
    .toString(36)
    .padStart(3, '0')}`;

/** A person who looks around and never starts. */
function visitorDeeds(everyday: Everyday, name: string, random: Random): Deed[] {
  const deeds: Deed[] = [{ day: random.uniform() * everyday.endDay, event: name, values: null }];
  while (random.uniform() < 0.3)
    deeds.push({ day: deeds.at(-1)!.day + random.exponential() * 3, event: name, values: null });
  return deeds.filter(({ day }) => day < everyday.endDay);
}

/**
 * Simulate a product whose drivers are known, exactly and in continuous time.
 *
 * @param overrides - what differs from `nullWorld`.
 * @param seed - the same options and seed give the same world, byte for byte.
 *
 * Cost: about 1 µs an event; 20,000 users with 1.1 million events take under 3 s.
 */
export function simulateWorld(overrides: Partial<WorldOptions>, seed: number): World {
  const options: WorldOptions = { ...nullWorld, ...overrides };
  const { events, bots, visitors, attributes, hours } = options;
  const peak = hours ? Math.max(...hours) : 1;
  const everyday: Everyday = {
    options,
    chooseEvent: createChooser(events.map(({ perDay }) => perDay)),
    perDay: events.reduce((sum, { perDay }) => sum + perDay, 0),
    endDay: options.entryDays + options.tailDays,
    awakeShare: hours ? hours.reduce((sum, weight) => sum + weight, 0) / hours.length / peak : 1,
    hourWeight: hours ? (day) => hours[Math.floor((day - Math.floor(day)) * 24)]! / peak : () => 1,
  };
  const eventNames = namesOf(options);
  const codes = new Map(eventNames.map((name, code) => [name, code]));
  const userCount = options.users + bots.count + (visitors?.count ?? 0);
  const userStart = new Uint32Array(userCount + 1);
  const time: number[] = [];
  const event: number[] = [];
  const userIds: string[] = [];
  const columns = createColumns();

  for (let user = 0; user < userCount; user++) {
    const random = createRandom(seed, user);
    userIds.push(idOf(user, random));
    const isVisitor = user >= options.users + bots.count;
    const journey = isVisitor
      ? { attributes: drawValues(attributes, random), deeds: visitorDeeds(everyday, visitors!.name, random) }
      : simulateJourney(everyday, user >= options.users, random);
    for (const { day, event: name, values } of journey.deeds) {
      const position = time.length;
      time.push(Math.floor((options.firstDayMs + day * 86_400_000) / options.resolutionMs) * options.resolutionMs);
      event.push(codes.get(name)!);
      if (values) columns.add(position, values);
      if (name === options.start) columns.add(position, journey.attributes);
      else
        for (const property of options.everywhere)
          columns.set(position, property, journey.attributes[property] ?? null);
    }
    userStart[user + 1] = time.length;
  }

  const elsewhere = new Set(events.map(({ name }) => name));
  return {
    options,
    seed,
    eventNames,
    userIds,
    userStart,
    time: Float64Array.from(time),
    event: Uint32Array.from(event),
    columns: columns.done(),
    truth: {
      start: options.start,
      target: options.target,
      drivers: options.drivers.map(trueDriver),
      steps: options.steps.map(({ name }) => name),
      afterTarget: [
        ...options.followers.map(({ name }) => name).filter((name) => !elsewhere.has(name)),
        ...(options.sequel ? [options.sequel.target] : []),
      ],
      duplicates: options.duplicates.map(({ of, name }) => [of, name] as const),
      bots: Array.from({ length: bots.count }, (_, index) => options.users + index),
    },
  };
}
