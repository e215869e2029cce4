import { describe, expect, it } from 'vitest';
import type { ImportRequest } from '#contract/ingest.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { memoryDirectory, memoryLocks } from '../store/memory-directory.ts';
import { fileOf, line, requestOf } from './import-files.ts';

const lines = Array.from({ length: 100 }, (_, i) =>
  line('Open', { time: 1_700_000_000 + i * 3_600, $insert_id: `i${i}` }),
);

describe('an import on top of a project', () => {
  it.each([
    ['a wall clock', { kind: 'wall-clock', zone: 'Europe/Berlin' }, { kind: 'utc' }],
    ['UTC', { kind: 'utc' }, { kind: 'wall-clock', zone: 'Europe/Berlin' }],
  ] as const)('is read by the clock the project was begun with: %s', async (_, begun, asked) => {
    const root = memoryDirectory();
    const deps = { openSession: createOpenImportSession(root, memoryLocks()), now: () => 1 };
    const run = (special: Partial<ImportRequest>) =>
      runImport(
        requestOf([fileOf('export.ndjson', lines.join('\n'))], special),
        deps,
        new AbortController().signal,
        () => {},
      );
    const { projectId, project } = await run({ timeBasis: begun });
    const again = await run({ timeBasis: asked, projectId });
    expect(again).toMatchObject({ eventsAdded: 0, duplicatesDropped: 100, project });
    expect((await openProject(root, projectId)).summary.timeBasis).toEqual(begun);
  });
});
