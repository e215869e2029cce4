import type { OpenEventsFile } from '../read/stored-project.ts';
import type { Segment } from '../format/layout.ts';
import type { Tombstones } from './tombstones.ts';

const DAY = 86_400_000;

/**
 * Bury all stored rows on the UTC days on which the new file has an event.
 *
 * A day without an event in the new file keeps what it has: nothing is deleted without a replacement.
 *
 * @returns how many rows died by it.
 */
export async function replaceDays(
  stored: readonly OpenEventsFile[],
  added: OpenEventsFile,
  tombstones: Tombstones,
): Promise<number> {
  const days = new Set<number>();
  for (const segment of added.index.segments) {
    for (const time of await readTimes(added, segment)) days.add(Math.floor(time / DAY));
  }
  let replaced = 0;
  for (const file of stored) {
    for (const segment of file.index.segments) {
      if (!touches(segment, days)) continue;
      const times = await readTimes(file, segment);
      const first = file.base + segment.firstRow;
      for (let r = 0; r < times.length; r += 1) {
        if (days.has(Math.floor(times[r]! / DAY)) && tombstones.bury(first + r)) replaced += 1;
      }
    }
  }
  return replaced;
}

function touches({ minTime, maxTime }: Segment, days: ReadonlySet<number>): boolean {
  for (const day of days) if (day * DAY <= maxTime && (day + 1) * DAY > minTime) return true;
  return false;
}

async function readTimes({ blocks }: OpenEventsFile, segment: Segment): Promise<Float64Array> {
  const times = new Float64Array(segment.rows);
  await blocks.numbers(segment.time, segment.rows, times);
  return times;
}
