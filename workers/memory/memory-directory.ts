import type { Directory } from '../store/directory.ts';
import type { WriterLocks } from '../store/writer-locks.ts';

/** What was written to a file, piece by piece. Pieces never change. */
interface Content {
  readonly pieces: Uint8Array<ArrayBuffer>[];
  /** Where each piece begins. */
  readonly starts: number[];
  bytes: number;
}

interface Folder {
  readonly files: Map<string, Content>;
  readonly folders: Map<string, Folder>;
}

const emptyFolder = (): Folder => ({ files: new Map(), folders: new Map() });

/** A folder of the size that its files have together. */
export interface MemoryDirectory extends Directory {
  bytes(): number;
}

/** The place of the piece that holds a byte. */
function pieceAt({ starts }: Content, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readContent(content: Content, offset: number, end: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.max(0, end - offset));
  let at = offset;
  for (let place = pieceAt(content, offset); at < end; place += 1) {
    const from = at - content.starts[place]!;
    const part = content.pieces[place]!.subarray(from, from + end - at);
    out.set(part, at - offset);
    at += part.length;
  }
  return out;
}

const bytesIn = ({ files, folders }: Folder): number => {
  let bytes = 0;
  for (const content of files.values()) bytes += content.bytes;
  for (const folder of folders.values()) bytes += bytesIn(folder);
  return bytes;
};

/** A folder in memory, for windows that can keep nothing: it is gone with the worker that made it. */
export function memoryDirectory(folder: Folder = emptyFolder()): MemoryDirectory {
  return {
    bytes: () => bytesIn(folder),
    list: async () =>
      [
        ...[...folder.files.keys()].map((name) => ({ name, kind: 'file' as const })),
        ...[...folder.folders.keys()].map((name) => ({ name, kind: 'directory' as const })),
      ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    async open(name) {
      const content = folder.files.get(name);
      if (content === undefined) return null;
      const { bytes } = content;
      return {
        bytes,
        read: async (offset, length) => readContent(content, offset, Math.min(offset + length, bytes)),
      };
    },
    async create(name) {
      const content: Content = { pieces: [], starts: [], bytes: 0 };
      folder.files.set(name, content);
      return {
        async write(bytes) {
          if (bytes.length === 0) return;
          content.pieces.push(bytes.slice());
          content.starts.push(content.bytes);
          content.bytes += bytes.length;
        },
        close: async () => {},
      };
    },
    async remove(name) {
      folder.files.delete(name);
      folder.folders.delete(name);
    },
    async find(name) {
      const inner = folder.folders.get(name);
      return inner === undefined ? null : memoryDirectory(inner);
    },
    async make(name) {
      const inner = folder.folders.get(name) ?? emptyFolder();
      folder.folders.set(name, inner);
      return memoryDirectory(inner);
    },
  };
}

/** Writer locks within one worker, for a store that no other can see. */
export function memoryLocks(): WriterLocks {
  const held = new Set<string>();
  return {
    async take(projectId) {
      if (held.has(projectId)) return null;
      held.add(projectId);
      return () => held.delete(projectId);
    },
  };
}
