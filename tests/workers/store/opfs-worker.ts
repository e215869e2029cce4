import { expose } from 'comlink';
import type { CommitResult, ImportSession } from '#workers/shared/batch.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openStoreRoot } from '#workers/store/opfs-directory.ts';
import { reply } from '#workers/shared/reply.ts';
import { batchesOf, importEvents, type TestEvent } from './batches.ts';

let session: ImportSession | null = null;
const meta = { files: ['export.ndjson'], linesRefused: 0, incomplete: false, at: 1_000 };

const open = async () => createOpenImportSession(await openStoreRoot());

/** An importing tab, cut to its worker: real files, real locks. */
export const importer = {
  run: (events: readonly TestEvent[], projectId: string | null, size = 1_000) =>
    reply<CommitResult>(async () => importEvents(await open(), events, { projectId, size })),

  /** Opens a session, appends, and leaves it there. */
  begin: (events: readonly TestEvent[], projectId: string | null) =>
    reply<void>(async () => {
      const start = await open();
      session = await start({
        projectId,
        projectName: 'Begun',
        mode: 'add',
        timeBasis: { kind: 'utc' },
        source: '',
        signal: new AbortController().signal,
      });
      for (const batch of batchesOf(events)) await session.append(batch);
    }),

  finish: () => reply<CommitResult>(async () => session!.commit(meta, () => {})),
};
export type Importer = typeof importer;

expose(importer);
