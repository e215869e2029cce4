/** Which rows of a project are dead: superseded by a later copy, or replaced with their day. */
export interface Tombstones {
  /** Marks a row (the store's own number). Answers false when it was dead already. */
  bury(row: number): boolean;
  isBuried(row: number): boolean;
  /** Dead rows of each file. */
  counts(): readonly number[];
  /** A bit a row, a bitmap a file; null where all rows live. */
  bitmaps(): readonly (Uint8Array<ArrayBuffer> | null)[];
}

/**
 * @param files - rows of each file, and its bitmap so far. Bitmaps are copied, not changed.
 */
export function createTombstones(files: readonly { rows: number; dead: Uint8Array<ArrayBuffer> | null }[]): Tombstones {
  const bases: number[] = [];
  let total = 0;
  for (const { rows } of files) {
    bases.push(total);
    total += rows;
  }
  const bitmaps = files.map(({ rows, dead }) => dead?.slice() ?? new Uint8Array(Math.ceil(rows / 8)));
  const counts = bitmaps.map((bitmap) => bitmap.reduce((sum, byte) => sum + bitsIn(byte), 0));

  const place = (row: number) => {
    let file = 0;
    let beyond = bases.length;
    while (beyond - file > 1) {
      const middle = (file + beyond) >>> 1;
      if (bases[middle]! <= row) file = middle;
      else beyond = middle;
    }
    return { file, bitmap: bitmaps[file]!, rowInFile: row - bases[file]! };
  };
  const isBuried = (row: number) => {
    const { bitmap, rowInFile } = place(row);
    return (bitmap[rowInFile >>> 3]! & (1 << (rowInFile & 7))) !== 0;
  };

  return {
    isBuried,
    bury(row) {
      if (isBuried(row)) return false;
      const { file, bitmap, rowInFile } = place(row);
      bitmap[rowInFile >>> 3]! |= 1 << (rowInFile & 7);
      counts[file]! += 1;
      return true;
    },
    counts: () => counts,
    bitmaps: () => bitmaps.map((bitmap, file) => (counts[file] === 0 ? null : bitmap)),
  };
}

function bitsIn(byte: number): number {
  let bits = 0;
  for (let rest = byte; rest > 0; rest >>>= 1) bits += rest & 1;
  return bits;
}
