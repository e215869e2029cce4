import { readPart } from '../source/byte-source.ts';
import { createPropertyPaths } from '../records/property-paths.ts';
import { createRecordScanner, Outcome } from '../records/scan-record.ts';

const NEWLINE = 0x0a;

/** Finds places at which a text can be cut in two, so that both sides can be read without each other. */
export interface CutFinder {
  /**
   * The first line that begins at `from` or later and is an event by itself.
   *
   * No line before such a one can be waiting for it: text that opens an object and does not close it cannot become
   * JSON by adding what is JSON already.
   *
   * @returns its first byte, or -1 when there is none that ends within `bytes` with a line feed.
   */
  find(bytes: Uint8Array, from: number): number;
}

export function createCutFinder(): CutFinder {
  const scanner = createRecordScanner(createPropertyPaths());
  return {
    find(bytes, from) {
      let start = from === 0 ? 0 : bytes.indexOf(NEWLINE, from - 1) + 1;
      if (from > 0 && start === 0) return -1;
      for (;;) {
        const end = bytes.indexOf(NEWLINE, start);
        if (end < 0) return -1;
        if (scanner.scan(bytes, start, end) === Outcome.event) return start;
        start = end + 1;
      }
    },
  };
}

/** How much of a file is read to find a cut, at first and at most. */
const FIRST_LOOK = 1 << 16;
const LAST_LOOK = 1 << 24;

/** As `find`, in a file: the first cut at `from` or later, or -1 when none is near. `from` must not be 0. */
export async function findCutInFile(finder: CutFinder, file: Blob, from: number, label: string): Promise<number> {
  for (let look = FIRST_LOOK; look <= LAST_LOOK; look *= 16) {
    const bytes = await readPart(file, from - 1, Math.min(from - 1 + look, file.size), label);
    const cut = finder.find(bytes, 1);
    if (cut >= 0) return from - 1 + cut;
    if (bytes.length < look) return -1;
  }
  return -1;
}
