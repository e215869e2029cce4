import type { Refusal, RefusalReason } from '#contract/ingest.ts';
import { decodeText } from '../columns/text-dictionary.ts';

const FIRST = 20;
const EXCERPT = 120;
/** A character is at most four bytes of UTF-8. */
const EXCERPT_BYTES = EXCERPT * 4;

/** Counts refused lines by reason and remembers the first of each. */
export interface Refusals {
  readonly count: number;
  add(reason: RefusalReason, file: string, line: number, bytes: Uint8Array, start: number, end: number): void;
  /** Add what was refused of a part that lies behind so many lines. */
  merge(refusals: readonly Refusal[], linesBefore: number): void;
  /** By reason, in the order in which the reasons first came up. */
  list(): readonly Refusal[];
}

interface Tally {
  count: number;
  readonly first: { file: string; line: number; excerpt: string }[];
}

/** At most 120 UTF-16 units of the text of bytes, never half a surrogate pair. */
function excerptOf(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeText(bytes, start, Math.min(end, start + EXCERPT_BYTES)).slice(0, EXCERPT);
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

export function createRefusals(): Refusals {
  const tallies = new Map<RefusalReason, Tally>();
  let count = 0;
  const tallyOf = (reason: RefusalReason): Tally => {
    let tally = tallies.get(reason);
    if (!tally) tallies.set(reason, (tally = { count: 0, first: [] }));
    return tally;
  };
  return {
    get count() {
      return count;
    },
    add(reason, file, line, bytes, start, end) {
      count++;
      const tally = tallyOf(reason);
      tally.count++;
      if (tally.first.length < FIRST) tally.first.push({ file, line, excerpt: excerptOf(bytes, start, end) });
    },
    merge(refusals, linesBefore) {
      for (const { reason, count: more, first } of refusals) {
        const tally = tallyOf(reason);
        count += more;
        tally.count += more;
        for (const { line, ...shown } of first.slice(0, FIRST - tally.first.length)) {
          tally.first.push({ ...shown, line: line + linesBefore });
        }
      }
    },
    list: () => [...tallies].map(([reason, { count: refused, first }]) => ({ reason, count: refused, first })),
  };
}
