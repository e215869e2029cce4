import type { Block } from '../format/layout.ts';
import { dictionaryNames } from '../format/layout.ts';
import { readProfiles } from '../profiles/profiles-file.ts';
import { provePromised, readLiveSegment, segmentsOf } from './live-rows.ts';
import type { OpenEventsFile, StoredProject } from './stored-project.ts';

/**
 * Read every block of a project and prove it against its checksum, and the rows against their count.
 *
 * @throws PteroError `store/damaged` at the first thing that is wrong.
 */
export async function verifyBlocks(project: StoredProject): Promise<void> {
  for (const file of project.files) {
    for (const block of blocksOf(file)) await file.blocks.raw(block);
  }
  let rows = 0;
  for (const { file, segment, dead } of segmentsOf(project))
    rows += (await readLiveSegment(file, segment, dead)).row.length;
  provePromised(rows, project.manifest.totals.events, project.manifest.name, project);
  await project.readTally();
  const { profiles, name } = project.manifest;
  if (profiles) await readProfiles(project.directory, profiles, name);
}

function* blocksOf({ index }: OpenEventsFile): Generator<Block> {
  for (const { time, event, user, keyHigh, keyLow, processed, properties } of index.segments) {
    yield* [time, event, user, keyHigh, keyLow, processed];
    for (const { rows, tag, value } of properties) yield* [rows, tag, value];
  }
  for (const name of dictionaryNames) {
    for (const block of index.dictionaries[name]) yield* [block, block.lengths];
  }
}
