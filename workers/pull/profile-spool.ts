import type { Directory } from '../store/directory.ts';

/** How far a pull of profiles is. */
export interface ProfilesBegun {
  readonly properties: readonly string[];
  readonly sessionId: string | null;
  /** When it began, Unix ms. */
  readonly at: number;
  /** Pages that are here, from the first on. */
  readonly pages: number;
  readonly profiles: number;
}

/** Holds pages until the last one is here. One that is on the disk outlives its tab. */
export interface ProfileSpool {
  /** What an earlier pull left; null: nothing, or it cannot be read. */
  begun(): Promise<ProfilesBegun | null>;
  /** Keeps the next page, and how far that is. */
  add(lines: string, begun: ProfilesBegun): Promise<void>;
  /** All pages, one after the other. */
  lines(begun: ProfilesBegun): Promise<Blob>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** In memory: for windows that can keep no files. */
export function memoryProfileSpool(): ProfileSpool {
  let pages: string[] = [];
  return {
    begun: async () => null,
    async add(lines, { pages: count }) {
      pages = [...pages.slice(0, count - 1), lines];
    },
    lines: async () => new Blob(pages),
    async clear() {
      pages = [];
    },
  };
}

const BEGUN = 'begun';
const pageName = (page: number) => `page-${page}`;

/** In a folder of the private file system. A page is there once `begun` counts it. */
export function diskProfileSpool(folder: Directory, fileOf: (name: string) => Promise<Blob>): ProfileSpool {
  const encoder = new TextEncoder();
  const write = async (name: string, text: string): Promise<void> => {
    const file = await folder.create(name);
    try {
      await file.write(encoder.encode(text));
    } finally {
      await file.close();
    }
  };
  return {
    async begun() {
      const file = await folder.open(BEGUN);
      if (file === null) return null;
      try {
        return JSON.parse(new TextDecoder().decode(await file.read(0, file.bytes))) as ProfilesBegun;
      } catch {
        // A tab was killed while it was written: the pull begins anew.
        return null;
      }
    },
    async add(lines, begun) {
      await write(pageName(begun.pages - 1), lines);
      await write(BEGUN, JSON.stringify(begun));
    },
    lines: async ({ pages }) =>
      new Blob(await Promise.all(Array.from({ length: pages }, (_, page) => fileOf(pageName(page))))),
    async clear() {
      await folder.remove(BEGUN);
      for (const { name } of await folder.list()) await folder.remove(name);
    },
  };
}
