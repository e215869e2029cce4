import type { ResultRow, Shelf } from '#core/predictor/result.ts';
import { isFinding } from '#core/predictor/words/findings.ts';

/** One shelf of what is not ranked: which rows, and why in a sentence. */
export interface ShelfGroup {
  readonly title: string;
  /** The heading's words for this many rows. */
  readonly heading: (count: number) => string;
  readonly why: (targetEvent: string) => string;
  readonly holds: (row: ResultRow) => boolean;
}

const on =
  (...shelves: readonly Shelf[]) =>
  (row: ResultRow) =>
    shelves.includes(row.shelf);
const many = (one: string, more: string) => (count: number) => (count === 1 ? one : more);

/** The shelves in the order shown. The first is always there; its name is part of the contract. */
export const shelfGroups: readonly ShelfGroup[] = [
  {
    title: 'Steps on the way',
    heading: many('step on the way', 'steps on the way'),
    why: (target) =>
      `Nearly everyone passes them on the very way to ${target}. They are part of getting there, not a reason for it.`,
    holds: on('step', 'prerequisite'),
  },
  {
    title: 'No clear effect',
    heading: () => 'without a clear effect',
    why: () => 'They were compared like the others, and chance would explain what was seen.',
    holds: (row) => row.shelf === 'ranked' && !isFinding(row),
  },
  {
    title: 'Too rare',
    heading: () => 'too rare',
    why: () => 'Fewer than 30 people did it, or too few conversions to tell.',
    holds: on('rare'),
  },
  {
    title: 'Nearly everybody',
    heading: many('that nearly everybody did', 'that nearly everybody did'),
    why: () => 'There is hardly anyone to compare with.',
    holds: on('common'),
  },
  {
    title: 'Shown with their twin',
    heading: many('shown with its twin', 'shown with their twin'),
    why: () => 'Nearly the same people did both, so they stand as one row in the ranking.',
    holds: on('duplicate'),
  },
  {
    title: 'Possible results',
    heading: many('possible result', 'possible results'),
    why: (target) => `It may come from ${target} rather than lead to it.`,
    holds: on('result'),
  },
  {
    title: 'Hidden',
    heading: () => 'hidden',
    why: () => 'Taken out of the ranking by you; the rest is worked out without them.',
    holds: on('hidden'),
  },
];

/** The place of a shelf in the page. */
export const shelfAnchor = ({ title }: ShelfGroup): string => title.toLowerCase().replaceAll(' ', '-');

/** Every shelf with its rows, in the order of the result. */
export const shelvesOf = (rows: readonly ResultRow[]) =>
  shelfGroups.map((group) => ({ group, rows: rows.filter(group.holds) }));
