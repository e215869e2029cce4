import { opfsDirectory } from '../store/opfs-directory.ts';
import { diskProfileSpool, memoryProfileSpool, type ProfileSpool } from './profile-spool.ts';
import type { PullDeps } from './run-pull.ts';
import { diskSpool, memorySpool, type OpenSpool } from './spool.ts';

/** An answer of which nothing comes for so long is given up, ms. */
const STALL_MS = 60_000;
/** The platform ends a call that passes more than some 350 MB; on a slower day of its own, fewer. */
const DAY_BYTES = 150_000_000;
/** Without a network it is looked so often whether it is back, and after so long asked in any case, ms. */
const LOOKED_MS = 1000;
const BELIEVED_MS = 60_000;

/** What a pull needs of the browser it runs in. */
export const browserDeps: Omit<PullDeps, 'openSpool'> = {
  fetch: (url, init) => fetch(url, init),
  stallMs: STALL_MS,
  dayBytes: DAY_BYTES,
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    }),
  isOnline: () => navigator.onLine,
  backOnline: (signal) =>
    new Promise((resolve) => {
      const since = performance.now();
      // Workers are not always told, and what the browser believes of the network is not always so.
      const timer = setInterval(() => {
        if (navigator.onLine || performance.now() - since > BELIEVED_MS) end();
      }, LOOKED_MS);
      const end = (): void => {
        clearInterval(timer);
        removeEventListener('online', end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      addEventListener('online', end);
      signal.addEventListener('abort', end);
      if (navigator.onLine || signal.aborted) end();
    }),
};

/** A folder of a project for slices that are on their way; memory where the browser gives no files. */
export async function browserSpool(projectId: string): Promise<OpenSpool> {
  const folder = await folderOf('ptero-pulls', projectId);
  return folder === null ? memorySpool : diskSpool(opfsDirectory(folder), fileIn(folder));
}

/** The same for pages of profiles. */
export async function browserProfileSpool(projectId: string): Promise<ProfileSpool> {
  const folder = await folderOf('ptero-profiles', projectId);
  return folder === null ? memoryProfileSpool() : diskProfileSpool(opfsDirectory(folder), fileIn(folder));
}

async function folderOf(name: string, projectId: string): Promise<FileSystemDirectoryHandle | null> {
  try {
    const origin = await navigator.storage.getDirectory();
    const all = await origin.getDirectoryHandle(name, { create: true });
    return await all.getDirectoryHandle(projectId, { create: true });
  } catch {
    return null;
  }
}

const fileIn = (folder: FileSystemDirectoryHandle) => async (name: string) =>
  (await folder.getFileHandle(name)).getFile();
