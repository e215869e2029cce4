import { describe, expect, it } from 'vitest';
import type { Directory } from '#workers/store/directory.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { importEvents, readEvents } from './batches.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const at = (time: number) => ({ event: 'E', user: 'u', time });

/** A root that runs `meanwhile` once, just before a file of this name is opened. */
function interrupted(root: Directory, file: string, meanwhile: () => Promise<unknown>): Directory {
  let isDone = false;
  return {
    ...root,
    find: async (name) => {
      const inner = await root.find(name);
      if (inner === null) return null;
      return {
        ...inner,
        open: async (entry) => {
          if (entry === file && !isDone) {
            isDone = true;
            await meanwhile();
          }
          return inner.open(entry);
        },
      };
    },
  };
}

describe('reading beside an import in another tab', () => {
  it('a reader goes on with the events it opened', async () => {
    const root = memoryDirectory();
    const open = createOpenImportSession(root, memoryLocks());
    const { projectId } = await importEvents(open, [at(1)]);
    const reader = await openProject(root, projectId);
    await importEvents(open, [at(2)], { projectId });
    await importEvents(open, [at(3)], { projectId });
    expect(await readEvents(reader)).toHaveLength(1);
    expect(await readEvents(await openProject(root, projectId))).toHaveLength(3);
  });

  it('opening starts again when imports replace the state in the middle of it', async () => {
    const root = memoryDirectory();
    const open = createOpenImportSession(root, memoryLocks());
    const { projectId } = await importEvents(open, [at(1)]);
    const beside = interrupted(root, 'state-1.bin', async () => {
      await importEvents(open, [at(2)], { projectId });
      await importEvents(open, [at(3)], { projectId });
    });
    expect(await readEvents(await openProject(beside, projectId))).toHaveLength(3);
  });

  it('a project that never was is missing, and a strange name is not an error of another kind', async () => {
    const root = memoryDirectory();
    await expect(openProject(root, '../x')).rejects.toMatchObject({ code: 'store/missing' });
  });
});
