import { describe, expect, it } from 'vitest';
import { namedWorlds } from './named-worlds.ts';
import { rateRatio, watch } from './rate-ratio.ts';
import { simulateWorld, type World } from './simulate-world.ts';
import { toEventTable } from './to-event-table.ts';
import { eventName, type WorldOptions } from './world-options.ts';

const small = (name: keyof typeof namedWorlds, users = 4000) =>
  simulateWorld({ ...namedWorlds[name], users } as Partial<WorldOptions>, 7);

const timesOf = (world: World, user: number, name: string): number[] => {
  const code = world.eventNames.indexOf(name);
  const times: number[] = [];
  for (let at = world.userStart[user]!; at < world.userStart[user + 1]!; at++)
    if (world.event[at] === code) times.push(world.time[at]!);
  return times;
};
const behaviour = (event: string, minCount = 1) => ({ kind: 'behaviour', event, minCount, hazardRatio: 1 }) as const;

describe('a simulated world', () => {
  it('is the same world for the same seed, and another for another', () => {
    const [first, again, other] = [5, 5, 6].map((seed) =>
      simulateWorld({ ...namedWorlds.full, users: 300, bots: { count: 1, activity: 20 } }, seed),
    );
    expect(again).toEqual(first);
    expect(other!.time).not.toEqual(first!.time);
  });

  it('keeps a user as they are when more users are added', () => {
    const [few, many] = [100, 200].map((users) => simulateWorld({ users }, 3));
    expect(many!.time.slice(0, few!.time.length)).toEqual(few!.time);
  });

  it('is sorted by time within each user, starts with the start event, and reaches the target at most once', () => {
    const world = small('full', 800);
    const table = toEventTable(world);
    expect(table.userStart[table.userCount]).toBe(table.time.length);
    for (let user = 0; user < table.userCount; user++) {
      const times = table.time.slice(table.userStart[user], table.userStart[user + 1]);
      expect(times).toEqual(times.slice().sort());
      expect(table.eventNames[table.event[table.userStart[user]!]!]).toBe('Sign Up');
      expect(timesOf(world, user, 'Start Plan').length).toBeLessThanOrEqual(1);
    }
  });

  it('makes 20,000 users with over a million events in a few seconds', () => {
    const began = performance.now();
    const world = simulateWorld({ users: 20_000 }, 1);
    expect(world.time.length).toBeGreaterThan(1_000_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  }, 20_000);
});

describe('the truth of a world', () => {
  it('leaves events without effect at a rate ratio of one in the null world', () => {
    const world = small('null');
    const people = watch(world);
    const z = [3, 6, 9, 12, 18, 25, 40].map((rank) => rateRatio(world, behaviour(eventName(rank)), people).z);
    expect(Math.max(...z.map(Math.abs))).toBeLessThan(3);
  });

  it('makes a driver convert as much faster as its hazard ratio says', () => {
    const { ratio } = rateRatio(small('leak', 8000), behaviour(eventName(8)));
    expect(ratio).toBeGreaterThan(1.85);
    expect(ratio).toBeLessThan(2.15);
  });

  it('makes a protective behaviour halve the rate', () => {
    const { ratio } = rateRatio(small('protective', 8000), behaviour(eventName(12)));
    expect(ratio).toBeGreaterThan(0.43);
    expect(ratio).toBeLessThan(0.58);
  });

  it('lets a three-times driver work from the third time on, not before', () => {
    const world = small('nTimes', 8000);
    const people = watch(world);
    const third = rateRatio(world, behaviour(eventName(5), 3), people).ratio;
    expect(third).toBeGreaterThan(2.75);
    expect(third).toBeLessThan(3.25);
    const untilThird = people.map((person) => {
      const deeds = person.candidate.deeds.filter(({ event }) => event === eventName(5));
      const stop = deeds[2] ? deeds[2].day - person.candidate.fromDay : Infinity;
      return stop < person.watchedDays ? { ...person, convertedAfter: null, watchedDays: stop } : person;
    });
    expect(Math.abs(rateRatio(world, behaviour(eventName(5)), untilThird).z)).toBeLessThan(3);
  });

  it('lets a delayed driver work after its delay', () => {
    const world = small('delayed', 8000);
    const people = watch(world);
    const { ratio } = rateRatio(world, { ...behaviour(eventName(8)), delayDays: 3 }, people);
    expect(ratio).toBeGreaterThan(2.3);
    expect(ratio).toBeLessThan(2.7);
    expect(rateRatio(world, behaviour(eventName(8)), people).ratio).toBeLessThan(ratio);
  });

  it('carries the effect on one value of an event property, and on one level of an attribute', () => {
    // Equally active users: otherwise those who look at one report also look at the other.
    const property = simulateWorld({ ...namedWorlds.property, activitySpread: 0 }, 7);
    const people = watch(property);
    const viewed = (value: string) =>
      ({ kind: 'event_property', event: 'View Report', property: 'type', value, minCount: 1, hazardRatio: 1 }) as const;
    expect(rateRatio(property, viewed('funnel'), people).ratio).toBeGreaterThan(1.8);
    expect(Math.abs(rateRatio(property, viewed('trend'), people).z)).toBeLessThan(3);

    const attributes = small('attributes', 8000);
    const level = (name: string, value: string) =>
      ({ kind: 'attribute', property: name, value, hazardRatio: 1 }) as const;
    expect(rateRatio(attributes, level('company_size', '11-50')).ratio).toBeGreaterThan(1.6);
    expect(Math.abs(rateRatio(attributes, level('$os', 'Windows')).z)).toBeLessThan(3);
  });

  it('doubles the rate of converting from the drift on', () => {
    const world = small('drift', 8000);
    const rate = (from: number, to: number) => {
      let days = 0;
      let cases = 0;
      for (const { candidate, convertedAfter } of watch(world)) {
        days += Math.max(0, Math.min(candidate.endDay, to) - Math.max(candidate.fromDay, from));
        if (convertedAfter !== null && candidate.endDay >= from && candidate.endDay < to) cases += 1;
      }
      return cases / days;
    };
    expect(rate(60, 75) / rate(45, 60)).toBeGreaterThan(1.5);
    expect(
      world.time.find(
        (_, at) =>
          world.eventNames[world.event[at]!] === eventName(10) &&
          world.time[at]! < world.options.firstDayMs + 60 * 86_400_000,
      ),
    ).toBeUndefined();
  });
});

describe('the traps of a world', () => {
  it('makes everything look good where only activity matters', () => {
    const world = small('activity');
    const people = watch(world);
    const z = [3, 6, 9, 12, 18, 25].map((rank) => rateRatio(world, behaviour(eventName(rank)), people).z);
    expect(Math.min(...z)).toBeGreaterThan(3);
  });

  it('sends at least nine in ten converters through each step just before the target', () => {
    const world = small('step');
    const converters = watch(world).filter(({ convertedAfter }) => convertedAfter !== null);
    for (const step of ['View Pricing', 'Enter Card']) {
      const passed = converters.filter(({ user }) => {
        const [target] = timesOf(world, user, 'Start Plan');
        return timesOf(world, user, step).some((time) => time < target! && target! - time <= 15 * 60_000);
      });
      expect(passed.length / converters.length).toBeGreaterThan(0.9);
    }
    const strays = watch(world).filter(
      ({ user, convertedAfter }) => convertedAfter === null && timesOf(world, user, 'Enter Card').length > 0,
    );
    expect(strays.length).toBeGreaterThan(20);
  });

  it('never lets a follower come before the target, nor to someone without it', () => {
    const world = small('leak');
    expect(world.truth.afterTarget).toEqual(['Invoice Paid', 'Add Seat']);
    let followers = 0;
    for (let user = 0; user < world.userIds.length; user++) {
      const target = timesOf(world, user, 'Start Plan')[0] ?? Infinity;
      for (const time of world.truth.afterTarget.flatMap((name) => timesOf(world, user, name))) {
        followers += 1;
        expect(time).toBeGreaterThan(target);
      }
    }
    expect(followers).toBeGreaterThan(1000);
  });

  it('fires a twin within seconds in about 95 of 100 times', () => {
    const world = small('duplicates');
    let twins = 0;
    let originals = 0;
    for (let user = 0; user < world.userIds.length; user++) {
      const times = timesOf(world, user, 'Twin of 08');
      originals += timesOf(world, user, eventName(8)).length;
      twins += timesOf(world, user, eventName(8)).filter((time) =>
        times.some((twin) => twin >= time && twin - time <= 5000),
      ).length;
    }
    expect(twins / originals).toBeGreaterThan(0.93);
    expect(twins / originals).toBeLessThan(0.97);
  });

  it('has bots that do thousands of things and never convert', () => {
    const world = small('bots', 500);
    expect(world.truth.bots).toHaveLength(12);
    const sizes = world.truth.bots
      .map((user) => world.userStart[user + 1]! - world.userStart[user]!)
      .sort((a, b) => a - b);
    expect(sizes[6]).toBeGreaterThan(2000);
    expect(world.truth.bots.flatMap((user) => timesOf(world, user, 'Start Plan'))).toEqual([]);
  });

  it('lets the late entrants be watched for less time only where the world is censored', () => {
    const briefly = (world: World) =>
      watch(world).filter(({ convertedAfter, watchedDays }) => convertedAfter === null && watchedDays < 14).length;
    expect(briefly(small('censoring'))).toBeGreaterThan(500);
    expect(briefly(small('null'))).toBe(0);
  });

  it('lets people do less and less where interest fades', () => {
    const share = (world: World) => {
      const people = watch(world).filter(
        ({ candidate, convertedAfter }) => convertedAfter === null && candidate.fromDay < 100,
      );
      const count = (from: number, to: number) =>
        people.reduce(
          (sum, { candidate }) =>
            sum +
            candidate.deeds.filter(({ day }) => day >= candidate.fromDay + from && day < candidate.fromDay + to).length,
          0,
        );
      return count(40, 60) / count(0, 20);
    };
    expect(share(small('fading'))).toBeLessThan(0.6);
    expect(share(small('null'))).toBeGreaterThan(0.9);
  });
});
