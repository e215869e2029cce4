/** A file's rows, and how many of them are dead. */
export interface FileRows {
  readonly rows: number;
  readonly dead: number;
}

/** Most rows that live in a file of each size. Larger ones are large: nothing is gained by fewer of them. */
const SIZES = [32_768, 262_144] as const;
/** So many files of one size at the end of a project become one. */
const FILES_OF_A_SIZE = 8;

/** The place in `SIZES`, one more for large files. */
const sizeOf = ({ rows, dead }: FileRows): number => SIZES.filter((most) => rows - dead > most).length;

/**
 * Which neighbouring files of a project are to be written anew as one, without their dead rows: eight of a size at its
 * end, as daily imports leave them, or a large one of which more than half is dead.
 *
 * So a row is written again twice at most while it grows old, there are never more than seven files of a size in a row,
 * and what is stored is at most twice what lives, but for small files.
 *
 * @returns places [from, to), or null.
 */
export function chooseMerge(files: readonly FileRows[]): { readonly from: number; readonly to: number } | null {
  const sizes = files.map(sizeOf);
  for (let size = SIZES.length - 1; size >= 0; size -= 1) {
    let from = files.length;
    while (from > 0 && sizes[from - 1]! <= size) from -= 1;
    const ofSize = sizes.slice(from).filter((one) => one === size).length;
    if (ofSize >= FILES_OF_A_SIZE) return { from, to: files.length };
  }
  const dead = files.findIndex((file) => file.rows > SIZES[0] && 2 * file.dead > file.rows);
  return dead < 0 ? null : { from: dead, to: dead + 1 };
}
