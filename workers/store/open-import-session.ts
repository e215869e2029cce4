import { PteroError } from '#core/errors/ptero-error.ts';
import type { ImportSession, OpenImportSession } from '../shared/batch.ts';
import { mostEvents } from '../shared/most-events.ts';
import type { Directory } from './directory.ts';
import type { EncodeNumbers } from './format/number-codec.ts';
import { openStoredProject } from './read/stored-project.ts';
import { createImportSession } from './write/import-session.ts';
import { removeUnfinishedProject, removeUnfinishedProjects, removeUnnamedFiles } from './write/leftovers.ts';
import { webWriterLocks, type WriterLocks } from './writer-locks.ts';

const nothingStored = { manifest: null, files: [], dead: [], readTally: async () => null } as const;
type Target = Parameters<OpenImportSession>[0] & {
  readonly most: number;
  readonly encode: EncodeNumbers | undefined;
};

/**
 * Makes the function that the ingest worker opens imports with.
 *
 * It takes the project's writer lock and keeps it until the session commits or aborts, and first removes what
 * imports that were killed have left behind. A project that is there keeps its time basis and its sample of users, whatever the
 * target says.
 *
 * @param most - rows that fit into a project; a session that gets more fails with `import/too-large`.
 * @param encode - a quicker `encodeNumbers`.
 * @throws PteroError `store/locked` when another tab is importing into the project, `store/missing` or
 * `store/damaged` when the project to import on top of is not there or not whole.
 */
export function createOpenImportSession(
  root: Directory,
  locks: WriterLocks = webWriterLocks(),
  most = mostEvents(),
  encode?: EncodeNumbers,
): OpenImportSession {
  return async (target) => {
    const projectId = target.projectId ?? target.newProjectId ?? crypto.randomUUID();
    const release = await takeLock(locks, projectId);
    try {
      await removeUnfinishedProjects(root, locks, projectId);
      const isNew = target.projectId === null && !(target.newProjectId && (await isThere(root, projectId)));
      return isNew
        ? await startProject(root, projectId, { ...target, most, encode }, release)
        : await continueProject(root, projectId, { ...target, most, encode }, release);
    } catch (cause) {
      release();
      throw cause;
    }
  };
}

/** Removes what a killed first import left of it, if that is all there is. Needs the lock. */
async function isThere(root: Directory, projectId: string): Promise<boolean> {
  await removeUnfinishedProject(root, projectId);
  return (await root.find(projectId)) !== null;
}

/**
 * Takes a project's writer lock.
 *
 * @throws PteroError `store/locked` when another tab has it.
 */
export async function takeLock(locks: WriterLocks, projectId: string): Promise<() => void> {
  const release = await locks.take(projectId);
  if (release !== null) return release;
  throw new PteroError({
    code: 'store/locked',
    message: 'Another tab is importing into this project. Wait until it has finished, then try again.',
    details: { project: projectId },
  });
}

async function startProject(
  root: Directory,
  projectId: string,
  target: Target,
  release: () => void,
): Promise<ImportSession> {
  const remove = () => removeUnfinishedProject(root, projectId);
  try {
    const directory = await root.make(projectId);
    const { oneIn = 1 } = target;
    const project = {
      id: projectId,
      name: target.projectName,
      source: target.source,
      timeBasis: target.timeBasis,
      ...(oneIn > 1 && { sample: { oneIn } }),
    };
    return await createImportSession({
      directory,
      before: nothingStored,
      project,
      target,
      remove,
      most: target.most,
      encode: target.encode,
      release,
    });
  } catch (cause) {
    await Promise.allSettled([remove()]);
    throw cause;
  }
}

async function continueProject(
  root: Directory,
  projectId: string,
  target: Target,
  release: () => void,
): Promise<ImportSession> {
  const before = await openStoredProject(root, projectId);
  const { directory, manifest } = before;
  await removeUnnamedFiles(directory);
  const project = {
    id: projectId,
    name: manifest.name,
    source: manifest.source || target.source,
    timeBasis: manifest.timeBasis,
    ...(manifest.sample && { sample: manifest.sample }),
  };
  const remove = () => removeUnnamedFiles(directory);
  const { most, encode } = target;
  return createImportSession({ directory, before, project, target, remove, most, encode, release });
}
