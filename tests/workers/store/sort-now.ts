import type { CommitResult } from '#workers/shared/batch.ts';
import type { Directory } from '#workers/store/directory.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { sortProject } from '#workers/store/write/copy-sorted.ts';
import { importEvents, type TestEvent } from './batches.ts';
import { memoryLocks } from './memory-directory.ts';

/** Makes the sorted copies that are missing. */
export const sortNow = (
  root: Directory,
  projectId: string,
  locks = memoryLocks(),
  pause: () => Promise<void> = async () => {},
): Promise<void> => sortProject(root, projectId, { locks, pauseFor: () => pause });

/** Runs a whole import and what follows it. */
export async function importSorted(
  root: Directory,
  events: readonly TestEvent[],
  options?: Parameters<typeof importEvents>[2],
): Promise<CommitResult> {
  const result = await importEvents(createOpenImportSession(root, memoryLocks()), events, options);
  await sortNow(root, result.projectId);
  return result;
}
