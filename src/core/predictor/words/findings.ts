import type { Direction, ResultRow } from '../result.ts';

/** Is this row shown in a ranking: tested, and better supported than chance would explain? */
export const isFinding = (row: ResultRow): boolean =>
  row.shelf === 'ranked' && row.rank !== null && row.direction !== null && row.tier !== null;

/** The rows of one of the two rankings, by rank. */
export const findingsOf = (rows: readonly ResultRow[], direction: Direction): readonly ResultRow[] =>
  rows.filter((row) => isFinding(row) && row.direction === direction).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));

/** The rows of both rankings, those that tell most first. */
export const byPower = (rows: readonly ResultRow[]): readonly ResultRow[] =>
  rows.filter(isFinding).toSorted((a, b) => (b.power ?? 0) - (a.power ?? 0) || (a.rank ?? 0) - (b.rank ?? 0));
