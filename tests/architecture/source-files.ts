import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './faults.ts';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reads all files below the folders whose path fits, sorted by path. */
export function filesBelow(folders: readonly string[], fits: (path: string) => boolean): readonly SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(fits)
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Every source file the house rules are about. */
export const sourceFiles = () => filesBelow(['src', 'workers', 'supabase/functions'], (path) => /\.tsx?$/.test(path));
