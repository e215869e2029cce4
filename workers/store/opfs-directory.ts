import { PteroError } from '#core/errors/ptero-error.ts';
import { diskError, diskFull } from './disk-error.ts';
import type { Directory, DirectoryEntry, FileWriter, StoredFile } from './directory.ts';

/** Present in dedicated workers only; the compiler's page library does not know it. */
interface SyncHandle {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}

const isMissing = (cause: unknown): boolean =>
  (cause instanceof Error || cause instanceof DOMException) && ['NotFoundError', 'TypeError'].includes(cause.name);

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw diskError(cause);
  }
}

/** The value, or null when the name is not there (or cannot be a name). */
async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw diskError(cause);
  }
}

function syncWriter(handle: SyncHandle): FileWriter {
  let at = 0;
  return {
    write: (bytes) =>
      attempt(async () => {
        const written = handle.write(bytes, { at });
        if (written < bytes.byteLength) throw diskFull();
        at += written;
      }),
    close: () =>
      attempt(async () => {
        try {
          handle.flush();
        } finally {
          handle.close();
        }
      }),
  };
}

async function openWriter(handle: FileSystemFileHandle): Promise<FileWriter> {
  const { createSyncAccessHandle } = handle as { createSyncAccessHandle?: () => Promise<SyncHandle> };
  if (createSyncAccessHandle !== undefined) {
    const sync = await createSyncAccessHandle.call(handle);
    try {
      sync.truncate(0);
    } catch (cause) {
      // A handle that is left open would refuse every later import.
      sync.close();
      throw cause;
    }
    return syncWriter(sync);
  }
  const stream = await handle.createWritable();
  return {
    write: (bytes) => attempt(() => stream.write(bytes)),
    close: () => attempt(() => stream.close()),
  };
}

async function openFile(handle: FileSystemFileHandle): Promise<StoredFile> {
  const file = await handle.getFile();
  return {
    bytes: file.size,
    read: (offset, length) =>
      attempt(async () => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())),
  };
}

/** A folder of the origin's private file system. */
export function opfsDirectory(handle: FileSystemDirectoryHandle): Directory {
  return {
    list: () =>
      attempt(async () => {
        const entries: DirectoryEntry[] = [];
        for await (const entry of handle.values()) entries.push({ name: entry.name, kind: entry.kind });
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      }),
    open: (name) => unlessMissing(async () => openFile(await handle.getFileHandle(name))),
    create: (name) => attempt(async () => openWriter(await handle.getFileHandle(name, { create: true }))),
    remove: async (name) => {
      await unlessMissing(() => handle.removeEntry(name, { recursive: true }));
    },
    find: (name) => unlessMissing(async () => opfsDirectory(await handle.getDirectoryHandle(name))),
    make: (name) => attempt(async () => opfsDirectory(await handle.getDirectoryHandle(name, { create: true }))),
  };
}

/**
 * Opens the folder that holds all projects, a folder each.
 *
 * @throws PteroError `store/unavailable` where the browser offers no private file system (some private windows).
 */
export async function openStoreRoot(): Promise<Directory> {
  try {
    const origin = await navigator.storage.getDirectory();
    return opfsDirectory(await origin.getDirectoryHandle('ptero-projects', { create: true }));
  } catch (cause) {
    throw new PteroError(
      {
        code: 'store/unavailable',
        message:
          'This browser window cannot keep files, so there is no place for your events. Use a normal (not private) window of a current browser.',
      },
      { cause },
    );
  }
}
