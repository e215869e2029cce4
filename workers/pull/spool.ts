import type { Directory } from '../store/directory.ts';

/** Holds a slice's bytes until it is known to be whole. */
export interface SpoolFile {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The bytes so far, as a file of this name. Call once; then `drop`. */
  file(): Promise<File>;
  /** Forgets them. Safe to call at any time. */
  drop(): Promise<void>;
}

/** Opens a place for a slice's bytes. */
export type OpenSpool = (name: string) => Promise<SpoolFile>;

/** In memory: for windows that can keep no files. */
export const memorySpool: OpenSpool = async (name) => {
  let parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    async write(bytes) {
      parts.push(bytes);
    },
    file: async () => new File(parts, name),
    async drop() {
      parts = [];
    },
  };
};

/**
 * In a folder of the private file system, so that a slice never is in memory as a whole. What an earlier pull that was
 * killed has left there goes first.
 *
 * @param fileOf - the browser's own handle on a file of the folder.
 */
export async function diskSpool(folder: Directory, fileOf: (name: string) => Promise<File>): Promise<OpenSpool> {
  for (const { name } of await folder.list()) await folder.remove(name);
  let opened = 0;
  return async (name) => {
    const own = `slice-${(opened += 1)}`;
    const writer = await folder.create(own);
    let isOpen = true;
    const close = async (): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      await writer.close();
    };
    return {
      write: (bytes) => writer.write(bytes),
      async file() {
        await close();
        // A file's name is that on the disk; the import wants one that says what it is.
        return new File([await fileOf(own)], name);
      },
      async drop() {
        await close();
        await folder.remove(own);
      },
    };
  };
}
