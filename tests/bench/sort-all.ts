import { openStoreRoot } from '#workers/store/opfs-directory.ts';
import type { EncodeNumbers } from '#workers/store/format/number-codec.ts';
import { sortProject } from '#workers/store/write/copy-sorted.ts';
import { webWriterLocks } from '#workers/store/writer-locks.ts';

/** Does what follows an import, without giving way to anybody. */
export const sortAll = async (projectId: string, encode?: EncodeNumbers): Promise<void> =>
  sortProject(await openStoreRoot(), projectId, { locks: webWriterLocks(), pauseFor: () => async () => {}, encode });
