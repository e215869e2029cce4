import type { Directory } from '../directory.ts';
import { manifestSlots, readManifest } from '../format/manifest.ts';
import type { WriterLocks } from '../writer-locks.ts';

/** Removes the folders of first imports that were killed. One that is being written in another tab keeps its lock and stays. */
export async function removeUnfinishedProjects(root: Directory, locks: WriterLocks, except: string): Promise<void> {
  for (const { name, kind } of await root.list()) {
    if (kind !== 'directory' || name === except) continue;
    // Looked at first: holding the lock of a finished project, however shortly, would refuse an import into it.
    const directory = await root.find(name);
    if (directory === null || (await readManifest(directory)).kind !== 'absent') continue;
    const release = await locks.take(name);
    if (release === null) continue;
    try {
      await removeUnfinishedProject(root, name);
    } finally {
      release();
    }
  }
}

/** Removes the folder of a project whose first import was never finished. Needs the lock. */
export async function removeUnfinishedProject(root: Directory, projectId: string): Promise<void> {
  const directory = await root.find(projectId);
  if (directory !== null && (await readManifest(directory)).kind === 'absent') await root.remove(projectId);
}

/**
 * Removes what the manifest that counts does not name: files of killed imports and states that later imports
 * replaced. Needs the lock. Without a whole manifest nothing is removed.
 */
export async function removeUnnamedFiles(directory: Directory): Promise<void> {
  const state = await readManifest(directory);
  if (state.kind !== 'whole') return;
  const { manifest } = state;
  const named = new Set<string>([
    ...manifestSlots,
    manifest.state.name,
    ...(manifest.profiles ? [manifest.profiles.name] : []),
    ...manifest.files.flatMap(({ name, sorted }) => (sorted ? [name, sorted.name] : [name])),
  ]);
  for (const { name } of await directory.list()) {
    if (!named.has(name)) await directory.remove(name);
  }
}
