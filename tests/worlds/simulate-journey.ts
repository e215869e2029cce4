import { type Candidate, conversionTime, type Deed } from './conversion-time.ts';
import type { Random } from './random.ts';
import type { EventSpec, PropertySpec, PropertyValue, WorldOptions } from './world-options.ts';

const MINUTE = 1 / 1440;
const SECOND = MINUTE / 60;

export interface Journey {
  readonly attributes: Readonly<Record<string, PropertyValue | null>>;
  /** Ascending by day. */
  readonly deeds: Deed[];
}

/** Draw one value for each property; absent ones stay null. */
export function drawValues(specs: readonly PropertySpec[], random: Random): Record<string, PropertyValue | null> {
  const values: Record<string, PropertyValue | null> = {};
  for (const { property, levels } of specs) {
    let point = random.uniform() * levels.reduce((sum, { share }) => sum + share, 0);
    values[property] = levels.at(-1)!.value;
    for (const { value, share } of levels) {
      point -= share;
      if (point >= 0) continue;
      values[property] = value;
      break;
    }
  }
  return values;
}

/** What all users of a world share. */
export interface Everyday {
  readonly options: WorldOptions;
  readonly chooseEvent: (random: Random) => number;
  readonly perDay: number;
  readonly endDay: number;
  /** Mean of `hourWeight` over a day; rates are divided by it, so that they hold for the day as a whole. */
  readonly awakeShare: number;
  /** Relative activity of a moment's hour, at most 1. */
  readonly hourWeight: (day: number) => number;
}

function deedOf(spec: EventSpec, day: number, random: Random): Deed {
  return { day, event: spec.name, values: spec.properties ? drawValues(spec.properties, random) : null };
}

/** What a user does of everyday things from a day on: a Poisson process, thinned by interest and hour. */
function everydayDeeds(
  { options, chooseEvent, perDay, endDay, awakeShare, hourWeight }: Everyday,
  fromDay: number,
  activity: number,
  interest: (day: number) => number,
  random: Random,
): Deed[] {
  const deeds: Deed[] = [];
  const { visits, events } = options;
  const visitSize = visits ? visits.meanEvents : 1;
  const goesOn = 1 - 1 / visitSize;
  const rate = (perDay * activity) / (visitSize * awakeShare);
  for (let day = fromDay + random.exponential() / rate; day < endDay; day += random.exponential() / rate) {
    if (random.uniform() >= interest(day) * hourWeight(day)) continue;
    let at = day;
    if (visits) {
      deeds.push({ day: at, event: visits.name, values: null });
      at += random.exponential() * 25 * SECOND;
    }
    let more = true;
    while (more) {
      const spec = events[chooseEvent(random)]!;
      if (at >= (spec.fromDay ?? 0) && at < endDay) deeds.push(deedOf(spec, at, random));
      at += random.exponential() * 60 * SECOND;
      more = goesOn > 0 && random.uniform() < goesOn;
    }
  }
  return deeds;
}

/** Stray steps, twins of duplicated events: what does not depend on the target. */
function extraDeeds(
  options: WorldOptions,
  deeds: readonly Deed[],
  fromDay: number,
  endDay: number,
  activity: number,
  random: Random,
): Deed[] {
  const extra: Deed[] = [];
  for (const { name, strayPerDay } of options.steps) {
    const rate = strayPerDay * activity;
    if (rate === 0) continue;
    for (let day = fromDay + random.exponential() / rate; day < endDay; day += random.exponential() / rate) {
      extra.push({ day, event: name, values: null });
    }
  }
  for (const { of, name, share, withinSeconds } of options.duplicates) {
    for (const deed of deeds) {
      if (deed.event === of && random.uniform() < share) {
        extra.push({ day: deed.day + random.uniform() * withinSeconds * SECOND, event: name, values: null });
      }
    }
  }
  return extra;
}

/** The steps just before the target, the target, and what follows it. */
function targetDeeds(options: WorldOptions, fromDay: number, target: number, stopDay: number, random: Random): Deed[] {
  const deeds: Deed[] = [{ day: target, event: options.target, values: null }];
  for (const { name, passShare, minutesBefore } of options.steps) {
    if (random.uniform() >= passShare) continue;
    const before = (minutesBefore[0] + random.uniform() * (minutesBefore[1] - minutesBefore[0])) * MINUTE;
    const room = target - fromDay;
    deeds.push({
      day: target - (before < room ? before : room * (before / (before + room))),
      event: name,
      values: null,
    });
  }
  for (const { name, firstAfterMinutes, thenPerDay } of options.followers) {
    let day = target + 2 * SECOND + random.exponential() * firstAfterMinutes * MINUTE;
    while (day < stopDay) {
      deeds.push({ day, event: name, values: null });
      day += random.exponential() / thenPerDay;
    }
  }
  return deeds;
}

const byDay = (a: Deed, b: Deed) => a.day - b.day;

/** Everything one user does from the start event to the end of the data. A bot comes early, does a lot, never tires and never converts. */
export function simulateJourney(everyday: Everyday, isBot: boolean, random: Random): Journey {
  const { options, endDay, awakeShare, hourWeight } = everyday;
  const entryDays = isBot ? options.entryDays / 3 : options.entryDays;
  let fromDay = random.uniform() * entryDays;
  while (random.uniform() >= hourWeight(fromDay)) fromDay = random.uniform() * entryDays;
  const activity = isBot ? options.bots.activity : Math.exp(options.activitySpread * random.normal());
  const fading = isBot ? null : options.fadingDays;
  const fadeDays = fading ? fading[0] + random.uniform() * (fading[1] - fading[0]) : Infinity;
  const interest = fading ? (day: number) => Math.exp((fromDay - day) / fadeDays) : () => 1;
  const attributes = drawValues(options.attributes, random);

  const deeds: Deed[] = [{ day: fromDay, event: options.start, values: null }];
  const { visitors } = options;
  if (visitors && random.uniform() < visitors.share) {
    deeds.push({ day: fromDay - random.exponential() * 30 * MINUTE, event: visitors.name, values: null });
  }
  deeds.push(...everydayDeeds(everyday, fromDay, activity, interest, random));
  deeds.push(...extraDeeds(options, deeds, fromDay, endDay, activity, random));
  deeds.sort(byDay);
  if (isBot) return { attributes, deeds };

  const awake = (day: number) => interest(day) * hourWeight(day);
  const user: Candidate = { fromDay, endDay, activity, interest: awake, attributes, deeds };
  const perAwakeDay = (perDay: number) => ({ baselinePerDay: perDay / awakeShare });
  const target = conversionTime(user, { ...options, ...perAwakeDay(options.baselinePerDay) }, random);
  if (target === null) return { attributes, deeds };
  const { sequel } = options;
  const sofar = targetDeeds(options, fromDay, target, endDay, random);
  if (sequel) {
    const later = [...deeds, ...sofar].sort(byDay);
    const goal = {
      ...perAwakeDay(sequel.baselinePerDay),
      drivers: sequel.drivers,
      shape: [{ untilDay: Infinity, factor: 1 }],
      drift: [1],
      activityEffect: 0,
    };
    const lost = conversionTime({ ...user, interest: hourWeight, fromDay: target, deeds: later }, goal, random);
    if (lost !== null) {
      const followers = new Set(options.followers.map(({ name }) => name));
      const kept = sofar.filter(({ day, event }) => day < lost || !followers.has(event));
      kept.push({ day: lost, event: sequel.target, values: null });
      return { attributes, deeds: [...deeds, ...kept].sort(byDay) };
    }
  }
  return { attributes, deeds: [...deeds, ...sofar].sort(byDay) };
}
