import type { ResultRow, Shelf } from '#core/predictor/result.ts';
import { isFinding } from '#core/predictor/words/findings.ts';
import { formatOrdinal } from '#core/predictor/words/format-ordinal.ts';

const fates: Readonly<Record<Exclude<Shelf, 'ranked'>, string>> = {
  step: 'a step on the way',
  prerequisite: 'needed first',
  rare: 'too rare to tell',
  common: 'nearly everybody did it',
  duplicate: 'shown with its twin',
  result: 'may be a result',
  hidden: 'hidden',
};

/** Where a row stands in our answer, in a few words. */
export function placeHere(row: ResultRow): string {
  if (row.shelf !== 'ranked') return fates[row.shelf];
  if (!isFinding(row)) return 'no clear effect';
  return `${formatOrdinal(row.rank ?? 0)}, ${row.direction === 'to' ? 'leads to' : 'leads away'}`;
}

/** The first rows of the list that a plain odds ratio would have made. */
export const plainList = (rows: readonly ResultRow[], length: number): readonly ResultRow[] =>
  rows
    .filter((row) => row.plainRank !== null)
    .toSorted((a, b) => (a.plainRank ?? 0) - (b.plainRank ?? 0))
    .slice(0, length);

/** Our findings that it would have buried deepest: places lost, largest first; those that keep their place are left out. */
export const buried = (rows: readonly ResultRow[], length: number): readonly ResultRow[] =>
  rows
    .filter((row) => isFinding(row) && row.plainRank !== null && row.plainRank > (row.rank ?? 0) + 5)
    .toSorted((a, b) => (b.plainRank ?? 0) - (b.rank ?? 0) - ((a.plainRank ?? 0) - (a.rank ?? 0)))
    .slice(0, length);
