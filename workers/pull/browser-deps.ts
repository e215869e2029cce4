import { opfsDirectory } from '../store/opfs-directory.ts';
import type { PullDeps } from './run-pull.ts';
import { diskSpool, memorySpool, type OpenSpool } from './spool.ts';

/** An answer of which nothing comes for so long is given up, ms. */
const STALL_MS = 60_000;

/** What a pull needs of the browser it runs in. */
export const browserDeps: Omit<PullDeps, 'openSpool'> = {
  fetch: (url, init) => fetch(url, init),
  stallMs: STALL_MS,
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
      if (navigator.onLine || signal.aborted) return resolve();
      addEventListener('online', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => resolve(), { once: true });
    }),
};

/** A folder of a project for slices that are on their way; memory where the browser gives no files. */
export async function browserSpool(projectId: string): Promise<OpenSpool> {
  let folder: FileSystemDirectoryHandle;
  try {
    const origin = await navigator.storage.getDirectory();
    const pulls = await origin.getDirectoryHandle('ptero-pulls', { create: true });
    folder = await pulls.getDirectoryHandle(projectId, { create: true });
  } catch {
    return memorySpool;
  }
  return diskSpool(opfsDirectory(folder), async (name) => (await folder.getFileHandle(name)).getFile());
}
