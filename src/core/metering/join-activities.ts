import { type Activity, noActivity } from './activity.ts';
import { numberPeople } from './number-people.ts';

/** The activity of several projects as one: a person of two projects has the days of both. Cost: O(user days log of a person's). */
export function joinActivities(projects: readonly Activity[]): Activity {
  const [only = noActivity] = projects;
  if (projects.length < 2) return only;
  const people = numberPeople(projects.map(({ ids }) => ids));
  const { start, day, events } = grouped(projects, people.of, people.count);
  const merged = new Uint32Array(people.count + 1);
  let to = 0;
  for (let person = 0; person < people.count; person += 1) {
    const [from, end] = [start[person]!, start[person + 1]!];
    const order = Array.from({ length: end - from }, (_, place) => from + place);
    if (!isAscending(day, from, end)) order.sort((a, b) => day[a]! - day[b]!);
    const days = order.map((at) => day[at]!);
    const counts = order.map((at) => events[at]!);
    const first = to;
    days.forEach((one, place) => {
      if (to > first && day[to - 1] === one) events[to - 1]! += counts[place]!;
      else {
        day[to] = one;
        events[to] = counts[place]!;
        to += 1;
      }
    });
    merged[person + 1] = to;
  }
  return {
    ids: Array.from({ length: people.count }, (_, person) => people.idOf(person)),
    start: merged,
    day: day.slice(0, to),
    events: events.slice(0, to),
  };
}

const isAscending = (day: Int32Array, from: number, to: number): boolean => {
  for (let at = from + 1; at < to; at += 1) if (day[at]! <= day[at - 1]!) return false;
  return true;
};

/** All days of a person beside each other, project after project. */
function grouped(projects: readonly Activity[], personOf: readonly Uint32Array[], people: number) {
  const start = new Uint32Array(people + 1);
  projects.forEach((project, p) => {
    personOf[p]!.forEach((person, user) => {
      start[person + 1]! += project.start[user + 1]! - project.start[user]!;
    });
  });
  for (let person = 0; person < people; person += 1) start[person + 1]! += start[person]!;
  const next = start.slice();
  const day = new Int32Array(start[people]!);
  const events = new Uint32Array(start[people]!);
  projects.forEach((project, p) => {
    personOf[p]!.forEach((person, user) => {
      for (let at = project.start[user]!; at < project.start[user + 1]!; at += 1) {
        const to = next[person]!++;
        day[to] = project.day[at]!;
        events[to] = project.events[at]!;
      }
    });
  });
  return { start, day, events };
}
