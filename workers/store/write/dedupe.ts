import type { OpenEventsFile } from '../read/stored-project.ts';
import type { Segment } from '../format/layout.ts';
import { createKeyTable, hashKey, type KeyTable } from './key-table.ts';
import { type KeyColumns, readKeys } from './read-keys.ts';
import { cutTimeSlices, type TimeSlice } from './time-slices.ts';
import type { Tombstones } from './tombstones.ts';

/** Keys held in memory at once; more of one slice of time are worked off in several passes over the key columns. */
const KEYS_A_PASS = 2_000_000;
/** Small enough that the table of keys mostly stays in the processor's cache. */
const KEYS_A_SLICE = 262_144;

interface Limits {
  readonly slice: number;
  readonly pass: number;
}

/** A segment that may hold a key twice. */
interface Part {
  readonly file: OpenEventsFile;
  readonly segment: Segment;
  readonly isStored: boolean;
}

/**
 * Bury every row of the new file, and every stored one, that another row with the same key supersedes.
 *
 * The key is (time, event, hash of the rest); the row processed last stays, of equals the one stored first. As time is
 * part of it, time is worked off slice by slice, and stored segments are read only where the new file has events.
 *
 * @param stored - files of earlier imports.
 * @param onProgress - told the completed share in (0, 1] and may throw to stop.
 * @returns rows of the new file whose key was there already.
 *
 * Cost: O(rows of the new file and of the stored segments that overlap its time), a few times that where segments do
 * not follow each other in time; at most about 130 MB of memory, whatever the size.
 */
export async function dedupe(
  stored: readonly OpenEventsFile[],
  added: OpenEventsFile,
  tombstones: Tombstones,
  onProgress: (fraction: number) => void,
  limits: Limits = { slice: KEYS_A_SLICE, pass: KEYS_A_PASS },
): Promise<number> {
  const isWithin = ({ segment }: Part, { from, to }: TimeSlice) => segment.minTime < to && segment.maxTime >= from;
  const fresh = added.index.segments.map((segment): Part => ({ file: added, segment, isStored: false }));
  const from = fresh.reduce((least, { segment }) => Math.min(least, segment.minTime), Infinity);
  const to = fresh.reduce((most, { segment }) => Math.max(most, segment.maxTime), -Infinity);
  const overlapping = stored.flatMap((file) =>
    file.index.segments
      .filter(({ minTime, maxTime }) => minTime <= to && maxTime >= from)
      .map((segment): Part => ({ file, segment, isStored: true })),
  );
  const parts = [...overlapping, ...fresh];
  const slices = cutTimeSlices(
    parts.map(({ segment }) => segment),
    limits.slice,
    limits.pass,
  );
  const read = createKeyReader();
  const table = createKeyTable(Math.min(limits.pass, Math.max(...slices.map(({ rows }) => rows))));

  let duplicates = 0;
  for (const [done, slice] of slices.entries()) {
    const within = parts.filter((part) => isWithin(part, slice));
    if (within.some(({ isStored }) => !isStored)) {
      const passes = Math.max(1, Math.ceil(slice.rows / limits.pass));
      for (let pass = 0; pass < passes; pass += 1) {
        table.clear();
        for (const part of within) {
          const rows = read.isKept(part) ? read.kept(part) : await read.from(part);
          duplicates += buryLosers(part, rows, slice, passes === 1 ? null : { pass, passes }, table, tombstones);
        }
      }
    }
    read.forgetBefore(slice.to);
    onProgress((done + 1) / slices.length);
  }
  return duplicates;
}

function buryLosers(
  { file, segment, isStored }: Part,
  { time, event, keyHigh, keyLow, processed }: KeyColumns,
  { from, to }: TimeSlice,
  some: { readonly pass: number; readonly passes: number } | null,
  table: KeyTable,
  tombstones: Tombstones,
): number {
  const first = file.base + segment.firstRow;
  let buried = 0;
  for (let r = 0; r < segment.rows; r += 1) {
    const moment = time[r]!;
    if (moment < from || moment >= to) continue;
    if (some !== null) {
      const share = hashKey(moment, event[r]!, keyHigh[r]!, keyLow[r]!) / 2 ** 32;
      if (Math.floor(share * some.passes) !== some.pass) continue;
    }
    if (isStored && tombstones.isBuried(first + r)) continue;
    const loser = table.add(moment, event[r]!, keyHigh[r]!, keyLow[r]!, processed[r]!, first + r);
    if (loser < 0) continue;
    tombstones.bury(loser);
    buried += 1;
  }
  return buried;
}

/** Segments that are kept from one slice to the next, at most. */
const KEPT = 4;

/** Reads the key columns of segments, and keeps the last few that go on into the next slice. */
function createKeyReader() {
  const held = new Map<Segment, KeyColumns>();
  return {
    isKept: ({ segment }: Part) => held.has(segment),
    kept: ({ segment }: Part) => held.get(segment)!,
    async from({ file, segment }: Part): Promise<KeyColumns> {
      const columns = await readKeys(file, segment);
      if (held.size < KEPT) held.set(segment, columns);
      return columns;
    },
    forgetBefore(time: number) {
      for (const segment of held.keys()) if (segment.maxTime < time) held.delete(segment);
    },
  };
}
