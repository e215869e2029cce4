import type { ProjectTotals } from '#contract/ingest.ts';
import type { StoredCatalogue } from '../read/catalogue.ts';
import { readLiveSegment, segmentsOf } from '../read/live-rows.ts';
import { countCells, rowsByEventOf } from '../tally/count-cells.ts';
import { createCellCounter, needsNewCount, noCells, type PropertyCounts } from '../tally/property-counts.ts';
import { findLost } from '../tally/find-lost.ts';
import { summaryOfTally } from '../tally/summary-of-tally.ts';
import { changeTally, diedBetween, growTally, noTally, type Part, type Sizes, type Tally } from '../tally/tally.ts';

/** A project whose manifest is not written yet. Its last file is the one that was added. */
export interface Draft extends Part {
  /** What it adds up to with all rows of the added file, dead ones too; null: that is to be counted. It is used up. */
  readonly counted: Tally | null;
  /** What it added up to before; null where that is not known. */
  readTally(): Promise<Tally | null>;
  /** Bitmaps of the files before. */
  readonly deadBefore: Part['dead'];
  readonly sizes: Sizes;
  readonly eventNames: readonly string[];
  readonly propertyNames: readonly string[];
}

export interface Summary {
  readonly tally: Tally;
  readonly totals: ProjectTotals;
  readonly catalogue: StoredCatalogue;
}

/**
 * Counts a project exactly, dead rows left out: what was there before, and what the added file changed.
 *
 * Cost: O(rows of the added file and of the segments in which rows died, and users and pairs of the project). Everything
 * is read where nothing is known of before, and one property where too many of its values were taken away.
 */
export async function summarise(draft: Draft, onProgress: (fraction: number) => void): Promise<Summary> {
  const { files, dead, sizes } = draft;
  const { counted, died } = await countAdded(draft, (share) => onProgress(0.8 * share));
  let tally = counted;
  if (died.files.length > 0) {
    const less = await changeTally(tally, died, -1, sizes, (share) => onProgress(0.8 + 0.1 * share));
    ({ tally } = less);
    await findLost(tally, less.lost, { files, dead });
    const properties = await inTurn(tally.properties, (counts, property) =>
      needsNewCount(counts) ? countAgain({ files, dead }, property, sizes) : Promise.resolve(counts),
    );
    tally = { ...tally, properties };
  }
  onProgress(1);
  return { tally, ...summaryOfTally(tally, draft.eventNames, draft.propertyNames) };
}

/** The tally with the added file, and what is to be counted out of it. */
async function countAdded(
  { files, dead, deadBefore, sizes, counted, readTally }: Draft,
  onProgress: (fraction: number) => void,
): Promise<{ readonly counted: Tally; readonly died: Part }> {
  if (counted !== null) return { counted: growTally(counted, sizes), died: diedBetween({ files, dead }, deadBefore) };
  const before = await readTally();
  const added = before === null ? { files, dead } : { files: files.slice(-1), dead: dead.slice(-1) };
  const { tally } = await changeTally(growTally(before ?? noTally, sizes), added, 1, sizes, onProgress);
  if (before === null) return { counted: tally, died: { files: [], dead: [] } };
  return { counted: tally, died: diedBetween({ files: files.slice(0, -1), dead }, deadBefore) };
}

/** Counts one property from all its cells. */
async function countAgain(project: Part, property: number, sizes: Sizes): Promise<PropertyCounts> {
  const counter = createCellCounter(1, sizes.events, sizes.strings);
  const counts = noCells();
  for (const one of segmentsOf(project)) {
    const blocks = one.segment.properties.find((of) => of.property === property);
    if (blocks === undefined) continue;
    const live = await readLiveSegment(one.file, one.segment, one.dead);
    await countCells(one, blocks, rowsByEventOf(one.segment, live, sizes.events), counts, counter);
  }
  return counts;
}

async function inTurn<T>(all: readonly T[], work: (one: T, at: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const [at, one] of all.entries()) done.push(await work(one, at));
  return done;
}
