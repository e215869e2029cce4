import type { OpenEventsFile } from '../read/stored-project.ts';
import type { Segment } from '../format/layout.ts';
import { createKeyTable, hashKey } from './key-table.ts';
import type { Tombstones } from './tombstones.ts';

/** Keys held in memory at once; more are worked off in several passes over the key columns. */
const KEYS_A_PASS = 2_000_000;

/**
 * Bury every row of the new file, and every stored one, that another row with the same key supersedes.
 *
 * The key is (time, event, hash of the rest); the row processed last stays, of equals the one stored first.
 *
 * @param stored - files of earlier imports; only segments that overlap the new file's time are read.
 * @param onPass - told the completed share in (0, 1] and may throw to stop.
 * @returns rows of the new file whose key was there already.
 *
 * Cost: O(rows) time for each two million rows; at most about 130 MB of memory, whatever the size.
 */
export async function dedupe(
  stored: readonly OpenEventsFile[],
  added: OpenEventsFile,
  tombstones: Tombstones,
  onPass: (fraction: number) => void,
  keysAPass = KEYS_A_PASS,
): Promise<number> {
  const { segments } = added.index;
  const from = segments.reduce((least, segment) => Math.min(least, segment.minTime), Infinity);
  const to = segments.reduce((most, segment) => Math.max(most, segment.maxTime), -Infinity);
  const overlapping = stored.flatMap((file) =>
    file.index.segments
      .filter(({ minTime, maxTime }) => minTime <= to && maxTime >= from)
      .map((segment) => ({ file, segment })),
  );
  const work = [...overlapping, ...segments.map((segment) => ({ file: added, segment }))];
  const rows = work.reduce((sum, { segment }) => sum + segment.rows, 0);
  const passes = Math.max(1, Math.ceil(rows / keysAPass));

  let duplicates = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    const table = createKeyTable(Math.ceil(rows / passes));
    for (const { file, segment } of work) {
      const { time, event, keyHigh, keyLow, processed } = await readKeys(file, segment);
      const first = file.base + segment.firstRow;
      for (let r = 0; r < segment.rows; r += 1) {
        if (passes > 1 && passOf(time[r]!, event[r]!, keyHigh[r]!, keyLow[r]!, passes) !== pass) continue;
        const row = first + r;
        if (file !== added && tombstones.isBuried(row)) continue;
        const loser = table.add({
          time: time[r]!,
          event: event[r]!,
          keyHigh: keyHigh[r]!,
          keyLow: keyLow[r]!,
          processed: processed[r]!,
          row,
        });
        if (loser === null) continue;
        tombstones.bury(loser);
        duplicates += 1;
      }
    }
    onPass((pass + 1) / passes);
  }
  return duplicates;
}

/** The pass in which a key is worked off. */
const passOf = (time: number, event: number, keyHigh: number, keyLow: number, passes: number): number =>
  Math.floor((hashKey(time, event, keyHigh, keyLow) / 2 ** 32) * passes);

async function readKeys({ blocks }: OpenEventsFile, segment: Segment) {
  const { rows } = segment;
  const columns = {
    time: new Float64Array(rows),
    event: new Uint32Array(rows),
    keyHigh: new Uint32Array(rows),
    keyLow: new Uint32Array(rows),
    processed: new Float64Array(rows),
  };
  const part = await blocks.together([segment.time, segment.processed]);
  await part.numbers(segment.time, rows, columns.time);
  await part.numbers(segment.event, rows, columns.event);
  await part.numbers(segment.keyHigh, rows, columns.keyHigh);
  await part.numbers(segment.keyLow, rows, columns.keyLow);
  await part.numbers(segment.processed, rows, columns.processed);
  if (segment.processed.relative) for (let r = 0; r < rows; r += 1) columns.processed[r]! += columns.time[r]!;
  return columns;
}
