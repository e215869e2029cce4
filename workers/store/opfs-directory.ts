import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory, DirectoryEntry, FileWriter, StoredFile } from './directory.ts';

/** Present in dedicated workers only; the compiler's page library does not know it. */
interface SyncHandle {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}

const nameOf = (cause: unknown): string => (cause instanceof Error || cause instanceof DOMException ? cause.name : '');
const isMissing = (cause: unknown): boolean => ['NotFoundError', 'TypeError'].includes(nameOf(cause));

/** Turns what the file system throws into the store's own codes. */
function storeError(cause: unknown): PteroError {
  const name = nameOf(cause);
  if (name === 'QuotaExceededError') return full(cause);
  if (name === 'NoModificationAllowedError') {
    return new PteroError(
      {
        code: 'store/locked',
        message: 'Another tab is writing to this file. Wait until it has finished, then try again.',
      },
      { cause },
    );
  }
  if (name === 'NotFoundError' || name === 'NotReadableError') {
    return new PteroError(
      {
        code: 'store/missing',
        message: 'Another tab changed or removed these events while they were read. Try again.',
      },
      { cause },
    );
  }
  return PteroError.from(cause);
}

function full(cause?: unknown): PteroError {
  return new PteroError(
    {
      code: 'store/full',
      message:
        'There is no room left for these events. Free some disk space or delete a project, then import again; what was stored before is unchanged.',
    },
    { cause },
  );
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storeError(cause);
  }
}

/** The value, or null when the name is not there (or cannot be a name). */
async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw storeError(cause);
  }
}

function syncWriter(handle: SyncHandle): FileWriter {
  let at = 0;
  return {
    write: (bytes) =>
      attempt(async () => {
        const written = handle.write(bytes, { at });
        if (written < bytes.byteLength) throw full();
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
    sync.truncate(0);
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
