import type { Directory, FileWriter } from '#workers/store/directory.ts';
import type { YieldingLocks } from '#workers/store/writer-locks.ts';

interface Folder {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  readonly folders: Map<string, Folder>;
}

/** A private file system in memory, with hands on its bytes and a switch to kill the writer. */
export interface MemoryDirectory extends Directory {
  /** Every file by its path, as it is now. */
  contents(): ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Puts other bytes in the place of a file's. */
  overwrite(path: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** Changes done so far: files made, pieces written, removals, folders made. */
  changes(): number;
  /** After this many further changes the next one is torn in its middle, and all later ones fail. */
  killAfter(changes: number): void;
  /** After this many further changes the next one is done but reported as failed; all later ones succeed. */
  failOnceAfter(changes: number): void;
  /** Fails every write from now on, as a full disk does. */
  fill(): void;
  /** The same files seen by a fresh start: nothing is broken any more. */
  reopened(): MemoryDirectory;
}

/** A write reaches the disk in pieces; a kill can come between any two. */
const PIECES = 12;

export const killed = new Error('killed');

export function memoryDirectory(root: Folder = { files: new Map(), folders: new Map() }): MemoryDirectory {
  let done = 0;
  let left = Infinity;
  let failing = Infinity;
  let isFull = false;

  /** Counts one change. `torn` is what is left of it when the kill comes in its middle. */
  const change = (whole: () => void, torn: () => void = () => {}): void => {
    if (left < 0) throw killed;
    left -= 1;
    if (left < 0) {
      torn();
      throw killed;
    }
    done += 1;
    whole();
    failing -= 1;
    if (failing === -1) throw killed;
  };

  const view = (folder: Folder): Directory => ({
    list: async () =>
      [
        ...[...folder.files.keys()].map((name) => ({ name, kind: 'file' as const })),
        ...[...folder.folders.keys()].map((name) => ({ name, kind: 'directory' as const })),
      ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    async open(name) {
      const bytes = folder.files.get(name);
      if (bytes === undefined) return null;
      return { bytes: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) };
    },
    async create(name) {
      change(() => folder.files.set(name, new Uint8Array(0)));
      return writer(folder, name);
    },
    async remove(name) {
      change(
        () => void (folder.files.delete(name) || folder.folders.delete(name)),
        () => {
          const inner = folder.folders.get(name);
          const first = inner?.files.keys().next().value;
          if (first !== undefined) inner?.files.delete(first);
        },
      );
    },
    async find(name) {
      const inner = folder.folders.get(name);
      return inner === undefined ? null : view(inner);
    },
    async make(name) {
      const inner = folder.folders.get(name) ?? { files: new Map(), folders: new Map() };
      if (!folder.folders.has(name)) change(() => folder.folders.set(name, inner));
      return view(inner);
    },
  });

  const writer = (folder: Folder, name: string): FileWriter => ({
    async write(bytes) {
      const append = (part: Uint8Array) => {
        const before = folder.files.get(name)!;
        const after = new Uint8Array(before.length + part.length);
        after.set(before);
        after.set(part, before.length);
        folder.files.set(name, after);
      };
      if (isFull) {
        const { PteroError } = await import('#core/errors/ptero-error.ts');
        throw new PteroError({ code: 'store/full', message: 'no room' });
      }
      const size = Math.ceil(bytes.length / PIECES);
      for (let from = 0; from < bytes.length; from += size) {
        const piece = bytes.subarray(from, from + size);
        change(
          () => append(piece),
          () => append(piece.subarray(0, piece.length >> 1)),
        );
      }
    },
    close: async () => change(() => {}),
  });

  return {
    ...view(root),
    contents() {
      const all = new Map<string, Uint8Array<ArrayBuffer>>();
      const walk = (folder: Folder, path: string) => {
        for (const [name, bytes] of folder.files) all.set(path + name, bytes);
        for (const [name, inner] of folder.folders) walk(inner, `${path}${name}/`);
      };
      walk(root, '');
      return all;
    },
    overwrite(path, bytes) {
      const names = path.split('/');
      const file = names.pop()!;
      const folder = names.reduce((inner, name) => inner.folders.get(name)!, root);
      folder.files.set(file, bytes);
    },
    changes: () => done,
    killAfter(changes) {
      left = changes;
    },
    failOnceAfter(changes) {
      failing = changes;
    },
    fill() {
      isFull = true;
    },
    reopened: () => memoryDirectory(structuredClone(root)),
  };
}

/** Locks as the browser gives them, within one process. */
export function memoryLocks(): YieldingLocks {
  /** Who waits for the lock; null: its holder does not give way. */
  const held = new Map<string, (() => void)[] | null>();
  const take = (projectId: string) => {
    held.set(projectId, null);
    return () => void held.delete(projectId);
  };
  return {
    async take(projectId) {
      for (let waiting = held.get(projectId); waiting !== undefined; waiting = held.get(projectId)) {
        if (waiting === null) return null;
        const queue = waiting;
        await new Promise<void>((resolve) => queue.push(resolve));
      }
      return take(projectId);
    },
    async takeYielding(projectId) {
      if (held.has(projectId)) return null;
      const waiting: (() => void)[] = [];
      held.set(projectId, waiting);
      return {
        isWanted: async () => waiting.length > 0,
        release() {
          held.delete(projectId);
          for (const resolve of waiting) resolve();
        },
      };
    },
  };
}
