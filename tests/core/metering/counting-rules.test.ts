import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Activity } from '#core/metering/activity.ts';
import { calendarMonths, monthStart } from '#core/metering/calendar-months.ts';
import { countUsers, type CountedDays } from '#core/metering/counting-rules.ts';
import { joinActivities } from '#core/metering/join-activities.ts';

/** A user's events by day, as the oracle reads them. */
type Person = ReadonlyMap<number, number>;
type Project = ReadonlyMap<string, Person>;

const FIRST = 20_000;
const anyPerson = fc
  .uniqueArray(fc.tuple(fc.integer({ min: FIRST - 40, max: FIRST + 100 }), fc.constantFrom(1, 3, 700, 1000, 2500)), {
    minLength: 1,
    maxLength: 7,
    selector: ([day]) => day,
  })
  .map((days): Person => new Map(days.toSorted(([a], [b]) => a - b)));
const anyProject = fc
  .uniqueArray(fc.tuple(fc.constantFrom('ada', 'bob', 'cy', '$device:d1', '$device:d2'), anyPerson), {
    maxLength: 5,
    selector: ([id]) => id,
  })
  .map((people): Project => new Map(people));
const anyDays = fc
  .tuple(fc.integer({ min: FIRST - 20, max: FIRST + 40 }), fc.integer({ min: 0, max: 80 }))
  .map(([first, more]): CountedDays => ({ first, last: first + more }));

const activityOf = (project: Project): Activity => {
  const people = [...project];
  const start = [0];
  for (const [, days] of people) start.push(start.at(-1)! + days.size);
  return {
    ids: people.map(([id]) => id),
    start: Uint32Array.from(start),
    day: Int32Array.from(people.flatMap(([, days]) => [...days.keys()])),
    events: Uint32Array.from(people.flatMap(([, days]) => [...days.values()])),
  };
};

const eventsIn = (person: Person, from: number, to: number) =>
  [...person].reduce((sum, [day, events]) => (day >= from && day <= to ? sum + events : sum), 0);
const everybody = (projects: readonly Project[]) => {
  const all = new Map<string, Person[]>();
  for (const project of projects) for (const [id, person] of project) all.set(id, [...(all.get(id) ?? []), person]);
  return all;
};
const inWindow = (people: readonly Person[], from: number, to: number) =>
  people.reduce((sum, person) => sum + eventsIn(person, from, to), 0);

/** Each rule, counted anew for each day from METERING's sentences. */
const oracle = {
  ptero: (projects: readonly Project[], day: number) =>
    [...everybody(projects).values()].filter((people) => inWindow(people, day - 29, day) > 0).length,
  mixpanel: (projects: readonly Project[], day: number) => {
    const from = monthStart(day);
    const users = projects.flatMap((project) => [...project.values()]).filter((one) => eventsIn(one, from, day) > 0);
    const events = users.reduce((sum, one) => sum + eventsIn(one, from, day), 0);
    return events > users.length * 1000 ? Math.ceil(events / 1000) : users.length;
  },
  candu: (projects: readonly Project[], day: number) =>
    [...everybody(projects)]
      .filter(([id]) => !id.startsWith('$device:'))
      .map(([, people]) => inWindow(people, day - 29, day))
      .reduce((sum, events) => sum + (events === 0 ? 0 : 1 + Math.floor(Math.max(0, events - 1000) / 1000)), 0),
  chameleon: (projects: readonly Project[], day: number) => {
    const days = Array.from({ length: day - monthStart(day) + 1 }, (_, at) => monthStart(day) + at);
    return Math.max(...days.map((one) => oracle.ptero(projects, one)));
  },
};

describe('what the four rules count on each day', () => {
  test.prop([fc.array(anyProject, { minLength: 1, maxLength: 3 }), anyDays])(
    'is what their sentences say, counted anew for each day',
    (projects, days) => {
      const activities = projects.map(activityOf);
      const counts = countUsers(activities, joinActivities(activities), days);
      for (let day = days.first; day <= days.last; day += 1) {
        const at = day - days.first;
        expect({
          ptero: counts.ptero[at],
          mixpanel: counts.mixpanel[at],
          candu: counts.candu[at],
          chameleon: counts.chameleon[at],
        }).toEqual({
          ptero: oracle.ptero(projects, day),
          mixpanel: oracle.mixpanel(projects, day),
          candu: oracle.candu(projects, day),
          chameleon: oracle.chameleon(projects, day),
        });
      }
    },
  );

  it('are different for the same people', () => {
    const day = Date.UTC(2026, 2, 2) / 86_400_000;
    const project: Project = new Map([
      [
        'ada',
        new Map([
          [day - 3, 2500],
          [day, 500],
        ]),
      ],
      ['$device:d1', new Map([[day - 29, 1]])],
      ['bob', new Map([[day - 30, 1]])],
    ]);
    const activity = activityOf(project);
    const counts = countUsers([activity, activity], joinActivities([activity, activity]), { first: day, last: day });
    expect(Object.fromEntries(Object.entries(counts).map(([rule, [users]]) => [rule, users]))).toEqual({
      ptero: 2,
      mixpanel: 2,
      candu: 6,
      chameleon: 3,
    });
  });

  it('are nothing for nobody', () => {
    const counts = countUsers([], joinActivities([]), { first: 5, last: 4 });
    expect(Object.values(counts).map(({ length }) => length)).toEqual([0, 0, 0, 0]);
  });
});

describe('calendarMonths', () => {
  it('cuts a range at the first of each month, and says which are whole', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000;
    expect(calendarMonths(day('2024-01-31'), day('2024-03-30'))).toEqual([
      { month: '2024-01', from: day('2024-01-31'), to: day('2024-01-31'), isWhole: false },
      { month: '2024-02', from: day('2024-02-01'), to: day('2024-02-29'), isWhole: true },
      { month: '2024-03', from: day('2024-03-01'), to: day('2024-03-30'), isWhole: false },
    ]);
    expect(calendarMonths(5, 4)).toEqual([]);
  });
});
