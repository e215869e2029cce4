import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory } from '../directory.ts';
import type { EventsFile } from '../format/layout.ts';
import { writeManifest } from '../format/manifest.ts';
import type { EncodeNumbers } from '../format/number-codec.ts';
import { openStoredProject, readDictionary, type StoredProject } from '../read/stored-project.ts';
import type { YieldingLock, YieldingLocks } from '../writer-locks.ts';
import { sortFile } from './sort-file.ts';

export interface SortingDeps {
  readonly locks: YieldingLocks;
  /** Lets others go first: resolves when there is time to go on, rejects with `job/cancelled` to give up. */
  pauseFor(lock: YieldingLock): () => Promise<void>;
  /** A quicker `encodeNumbers`. */
  readonly encode?: EncodeNumbers | undefined;
}

/**
 * Makes what follows an import: sorted copies of the files that have none, under a manifest of its own. The project is whole without.
 *
 * It gives up when somebody else writes or wants to, keeping the copies it has made; the next time goes on with the others. A file
 * that cannot be copied, for lack of room or as it is damaged, stays without; readers sort it then.
 *
 * Cost: O(rows and cells of the files without a copy).
 */
export async function sortProject(root: Directory, projectId: string, deps: SortingDeps): Promise<void> {
  const lock = await deps.locks.takeYielding(projectId);
  if (lock === null) return;
  try {
    const project = await openStoredProject(root, projectId);
    const { directory, manifest } = project;
    const files = await copySorted(project, deps.pauseFor(lock), deps.encode);
    if (files.every((file, i) => file === manifest.files[i])) return;
    await writeManifest(directory, { ...manifest, files, generation: manifest.generation + 1 });
  } finally {
    lock.release();
  }
}

/** The files, each with its copy where it has or gets one. */
async function copySorted(
  { directory, manifest, files, dead }: StoredProject,
  pause: () => Promise<void>,
  encode: EncodeNumbers | undefined,
): Promise<readonly EventsFile[]> {
  let texts: { readonly userIds: readonly string[]; readonly eventNames: readonly string[] } | null = null;
  const copied = [...manifest.files];
  for (const [i, file] of files.entries()) {
    const { sorted: before, ...plain } = manifest.files[i]!;
    if (before !== undefined && (await directory.open(before.name))?.bytes === before.bytes) continue;
    try {
      texts ??= { userIds: await readDictionary(files, 'users'), eventNames: await readDictionary(files, 'events') };
      copied[i] = {
        ...plain,
        sorted: await sortFile(directory, { file, dead: dead[i] ?? null, ...texts, encode, pause }),
      };
    } catch (cause) {
      await Promise.allSettled([directory.remove(`sorted-${plain.name}`)]);
      if (PteroError.from(cause).code === 'job/cancelled') return copied;
      if (before !== undefined) copied[i] = plain;
    }
  }
  return copied;
}
