import type { ImportReport } from '#contract/ingest.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { CommitResult } from '../shared/batch.ts';
import type { Reading } from './read-files.ts';
import { emptyFile } from './source/refuse-file.ts';

/** What to say when files are exports and yet nothing in them can be stored. */
export function nothingUsable({ files, withoutUser, refusals }: Reading): PteroError {
  const first = refusals.list()[0]?.first[0];
  const example = first ? ` The first line refused is line ${first.line} of “${first.file}”.` : '';
  const name = files.map((file) => file.name).join(', ');
  return emptyFile(
    name,
    `holds no event that can be used: ${withoutUser} without a user, ${refusals.count} refused.${example}`,
  );
}

/** The report of a committed import. */
export function reportOf(reading: Reading, committed: CommitResult, elapsedMs: number): ImportReport {
  const { files, appended, withoutUser, refusals, incomplete } = reading;
  return {
    projectId: committed.projectId,
    projectName: committed.projectName,
    files,
    lines: appended + withoutUser + refusals.count,
    eventsAdded: committed.eventsAdded,
    duplicatesDropped: committed.duplicatesDropped,
    eventsWithoutUser: withoutUser,
    linesRefused: refusals.count,
    refusals: refusals.list(),
    incomplete,
    eventsReplaced: committed.eventsReplaced,
    ...(committed.sample && { sample: committed.sample }),
    elapsedMs,
    project: committed.totals,
  };
}
