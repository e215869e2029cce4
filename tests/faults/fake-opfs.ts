/** What a program can ask of the private file system, one thing at a time. */
export type Operation =
  | 'find'
  | 'make'
  | 'list'
  | 'file'
  | 'create'
  | 'remove'
  | 'handle'
  | 'truncate'
  | 'write'
  | 'flush'
  | 'close'
  | 'read';

/** Called before each operation; whatever it throws is what the operation fails with. */
export type Hook = (operation: Operation, number: number) => void;

interface Folder {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  readonly folders: Map<string, Folder>;
}

/** A private file system in memory that fails like a browser's, with hands on its bytes. */
export interface FakeOpfs {
  readonly root: FileSystemDirectoryHandle;
  /** Operations so far. */
  operations(): number;
  /** Calls this before each further operation; they are numbered from 0 again. */
  hook(before: Hook): void;
  /** Every file by its path. */
  files(): ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  overwrite(path: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** The same files as a browser finds them after its program has ended: no handle is open, nothing fails. */
  restarted(): FakeOpfs;
}

export const domError = (name: string): DOMException => new DOMException(`planted ${name}`, name);

/** A write reaches the disk in pieces; a kill can come between any two. */
const PIECES = 8;

export function fakeOpfs(disk: Folder = { files: new Map(), folders: new Map() }): FakeOpfs {
  const open = new Set<string>();
  let before: Hook = () => {};
  let count = 0;
  const step = (operation: Operation): void => before(operation, count++);

  const syncHandle = (folder: Folder, name: string, path: string) => {
    const resize = (length: number): void => {
      const resized = new Uint8Array(length);
      resized.set(folder.files.get(name)!.subarray(0, length));
      folder.files.set(name, resized);
    };
    return {
      truncate(length: number) {
        step('truncate');
        resize(length);
      },
      write(bytes: Uint8Array, { at }: { at: number }) {
        const piece = Math.max(1, Math.ceil(bytes.length / PIECES));
        for (let from = 0; from < bytes.length; from += piece) {
          step('write');
          const part = bytes.subarray(from, from + piece);
          const end = at + from + part.length;
          if (folder.files.get(name)!.length < end) resize(end);
          folder.files.get(name)!.set(part, at + from);
        }
        return bytes.length;
      },
      flush: () => step('flush'),
      close() {
        // A handle is given back even when closing complains.
        open.delete(path);
        step('close');
      },
    };
  };

  const fileHandle = (folder: Folder, name: string, path: string) => ({
    kind: 'file',
    name,
    async createSyncAccessHandle() {
      step('handle');
      if (open.has(path)) throw domError('NoModificationAllowedError');
      open.add(path);
      return syncHandle(folder, name, path);
    },
    async getFile() {
      step('file');
      const bytes = folder.files.get(name);
      if (bytes === undefined) throw domError('NotFoundError');
      const blob = new Blob([bytes]);
      return {
        size: bytes.length,
        slice: (from: number, to: number) => ({
          arrayBuffer: async () => {
            step('read');
            return blob.slice(from, to).arrayBuffer();
          },
        }),
      };
    },
  });

  const directory = (folder: Folder, path: string): object => ({
    kind: 'directory',
    async *values() {
      step('list');
      for (const name of folder.files.keys()) yield { kind: 'file', name };
      for (const name of folder.folders.keys()) yield { kind: 'directory', name };
    },
    async getFileHandle(name: string, { create = false } = {}) {
      step(create ? 'create' : 'find');
      if (!folder.files.has(name)) {
        if (!create) throw domError('NotFoundError');
        folder.files.set(name, new Uint8Array(0));
      }
      return fileHandle(folder, name, `${path}${name}`);
    },
    async getDirectoryHandle(name: string, { create = false } = {}) {
      step(create ? 'make' : 'find');
      if (!folder.folders.has(name)) {
        if (!create) throw domError('NotFoundError');
        folder.folders.set(name, { files: new Map(), folders: new Map() });
      }
      return directory(folder.folders.get(name)!, `${path}${name}/`);
    },
    async removeEntry(name: string) {
      step('remove');
      const isOpen = [...open].some((one) => one === `${path}${name}` || one.startsWith(`${path}${name}/`));
      if (isOpen) throw domError('NoModificationAllowedError');
      if (!folder.files.delete(name) && !folder.folders.delete(name)) throw domError('NotFoundError');
    },
  });

  return {
    root: directory(disk, '') as FileSystemDirectoryHandle,
    operations: () => count,
    hook(next) {
      before = next;
      count = 0;
    },
    files() {
      const all = new Map<string, Uint8Array<ArrayBuffer>>();
      const walk = (folder: Folder, path: string): void => {
        for (const [name, bytes] of folder.files) all.set(path + name, bytes);
        for (const [name, inner] of folder.folders) walk(inner, `${path}${name}/`);
      };
      walk(disk, '');
      return all;
    },
    overwrite(path, bytes) {
      const names = path.split('/');
      const file = names.pop()!;
      names.reduce((inner, name) => inner.folders.get(name)!, disk).files.set(file, bytes);
    },
    restarted: () => fakeOpfs(structuredClone(disk)),
  };
}
