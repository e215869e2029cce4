import type { TimeBasis } from '#contract/ingest.ts';
import { createZoneClock } from '#core/mixpanel/zone-clock.ts';
import type { CommitMeta } from '../../shared/batch.ts';
import type { OpenEventsFile } from '../read/stored-project.ts';
import type { Tombstones } from './tombstones.ts';

const DAY = 86_400_000;
/** The shortest day of a zone's year: an export that leaves a day out leaves at least so much time without an event. */
const SHORTEST_DAY = DAY - 3_600_000;

/** A stretch of time that the new file speaks for, ends included, in epoch ms. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Bury all stored rows of the time that the new file speaks for.
 *
 * Exports are cut at days of the project's zone. Where the zone is known, days are counted in it; days in a row on
 * which the file has an event make one stretch, from the first of those events to the last. Where times are UTC the
 * project's zone is not known: events then make one stretch as long as no whole day can lie between two of them. A
 * row before or after a stretch stays, so nothing is deleted that the new file does not speak for.
 *
 * @param whole - what the new file is known to be the whole of, [from, to): then that is replaced. If the file holds an
 * event outside of it, somebody was wrong about the zone, and its events say what is replaced.
 * @returns how many rows died by it.
 */
export async function replaceDays(
  stored: readonly OpenEventsFile[],
  added: OpenEventsFile,
  timeBasis: TimeBasis,
  tombstones: Tombstones,
  whole?: CommitMeta['whole'],
): Promise<number> {
  const isWhole = whole && added.index.segments.every((one) => one.minTime >= whole.from && one.maxTime < whole.to);
  const stretches = isWhole ? [{ from: whole.from, to: whole.to - 1 }] : await stretchesOf(added, timeBasis);
  let replaced = 0;
  for (const file of stored) {
    for (const segment of file.index.segments) {
      const touched = stretches.filter(({ from, to }) => from <= segment.maxTime && to >= segment.minTime);
      if (touched.length === 0) continue;
      const times = await readTimes(file, segment);
      const first = file.base + segment.firstRow;
      for (let r = 0; r < times.length; r += 1) {
        if (isWithin(touched, times[r]!) && tombstones.bury(first + r)) replaced += 1;
      }
    }
  }
  return replaced;
}

async function stretchesOf(added: OpenEventsFile, timeBasis: TimeBasis): Promise<Stretch[]> {
  const offsetAt = timeBasis.kind === 'utc' ? () => 0 : createZoneClock(timeBasis.zone).offsetAt;
  const days = new Map<number, { day: number; from: number; to: number }>();
  for (const segment of added.index.segments) {
    for (const time of await readTimes(added, segment)) {
      const day = Math.floor((time + offsetAt(time)) / DAY);
      const span = days.get(day);
      if (span === undefined) days.set(day, { day, from: time, to: time });
      else if (time < span.from) span.from = time;
      else if (time > span.to) span.to = time;
    }
  }
  const stretches: { day: number; from: number; to: number }[] = [];
  for (const span of [...days.values()].toSorted((a, b) => a.day - b.day)) {
    const last = stretches.at(-1);
    const goesOn =
      last !== undefined && (timeBasis.kind === 'utc' ? span.from - last.to < SHORTEST_DAY : span.day === last.day + 1);
    if (goesOn) Object.assign(last, { day: span.day, to: span.to });
    else stretches.push(span);
  }
  return stretches;
}

/** True when a stretch holds the time. They are in order and do not overlap. Cost: O(log n). */
function isWithin(stretches: readonly Stretch[], time: number): boolean {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stretches[middle]!.to < time) low = middle + 1;
    else high = middle;
  }
  return low < stretches.length && stretches[low]!.from <= time;
}

async function readTimes(
  { blocks }: OpenEventsFile,
  segment: OpenEventsFile['index']['segments'][number],
): Promise<Float64Array> {
  const times = new Float64Array(segment.rows);
  await blocks.numbers(segment.time, segment.rows, times);
  return times;
}
