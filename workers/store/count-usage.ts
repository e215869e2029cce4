import type { CountedProject, UsageFacts } from '#contract/usage.ts';
import { type Activity, activityOf } from '#core/metering/activity.ts';
import { countUsers } from '#core/metering/counting-rules.ts';
import { explainRise, type RisePart } from '#core/metering/explain-rise.ts';
import { joinActivities } from '#core/metering/join-activities.ts';
import type { Rise } from '#core/metering/rise.ts';
import { createZoneClock } from '#core/mixpanel/zone-clock.ts';
import type { Directory } from './directory.ts';
import { openProject } from './project-reader.ts';
import { readProcessedTimes } from './read/processed-times.ts';
import { openStoredProject } from './read/stored-project.ts';

const DAY_MS = 86_400_000;
/** Twenty years: a single event with a time of 1970 shall not make a graph of half a century. */
const MOST_DAYS = 7305;
const DEVICE = '$device_id';

function dayAtOf(zone: string | null): (timeMs: number) => number {
  if (zone === null) return (timeMs) => Math.floor(timeMs / DAY_MS);
  const clock = createZoneClock(zone);
  return (timeMs) => Math.floor((timeMs + clock.offsetAt(timeMs)) / DAY_MS);
}

/**
 * Monthly users of projects of this browser by every rule. An event later than `upTo` is not counted.
 *
 * @throws PteroError `store/missing` or `store/damaged` as reading does.
 */
export async function countUsage(
  root: Directory,
  projects: readonly CountedProject[],
  upTo: number,
): Promise<UsageFacts> {
  const activities: Activity[] = [];
  for (const { projectId, zone } of projects) {
    const reader = await openProject(root, projectId);
    activities.push(activityOf(await reader.eventTable(), await reader.userIds(), dayAtOf(zone)));
  }
  let [first, last] = [Infinity, -Infinity];
  for (const { day } of activities) {
    for (const one of day) {
      if (one > upTo) continue;
      if (one < first) first = one;
      if (one > last) last = one;
    }
  }
  if (first > last) [first, last] = [upTo, upTo - 1];
  const days = { first: Math.max(first, last - MOST_DAYS + 1), last };
  return {
    firstDay: days.first,
    lastDay: days.last,
    all: countUsers(activities, joinActivities(activities), days),
    byProject: projects.map(({ projectId }, at) => {
      const own = activities[at]!;
      return { projectId, counts: countUsers([own], own, days) };
    }),
  };
}

/** Who the monthly users of a day are. */
export async function explainUsage(root: Directory, projects: readonly CountedProject[], day: number): Promise<Rise> {
  const parts: RisePart[] = [];
  for (const { projectId, zone } of projects) {
    const reader = await openProject(root, projectId);
    const table = await reader.eventTable();
    const hasDevice = reader.catalogue.properties.some(({ name }) => name === DEVICE);
    parts.push({
      table,
      ids: await reader.userIds(),
      dayAt: dayAtOf(zone),
      device: hasDevice ? await reader.propertyColumn(DEVICE) : null,
      processed: await readProcessedTimes(await openStoredProject(root, projectId), table.row),
    });
  }
  const steps = explainRise(parts, day);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
