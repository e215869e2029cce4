import { ValueTag, type PropertyColumn } from '../event-table.ts';

/**
 * A number that is equal for equal values of one kind: texts and lists by their code (they share a dictionary), numbers by
 * themselves. The string "1" is not the number 1: compare `isNumber` too. Null counts as missing.
 */
export function valueId(column: PropertyColumn, cell: number): number {
  const tag = column.tag[cell]!;
  if (tag === ValueTag.true) return -1;
  if (tag === ValueTag.false) return -2;
  return column.value[cell]!;
}

/** Is there a value at all? */
export const isPresent = (column: PropertyColumn, cell: number): boolean => column.tag[cell] !== ValueTag.null;

/** Is it a number (rather than a text, a list or a truth value)? */
export const isNumber = (column: PropertyColumn, cell: number): boolean => column.tag[cell] === ValueTag.number;

/** The value of a cell as the reader sees it. */
export function cellText(column: PropertyColumn, cell: number): string {
  const tag = column.tag[cell]!;
  if (tag === ValueTag.number) return String(column.value[cell]!);
  if (tag === ValueTag.true) return 'true';
  if (tag === ValueTag.false) return 'false';
  return column.strings[column.value[cell]!] ?? '';
}

/** Counts cells by value; numbers apart from everything else. */
export interface ValueCounts {
  add(cell: number): void;
  /** Distinct values with how often they came and one cell that holds them, most frequent first. */
  list(): { readonly cell: number; readonly count: number }[];
  /** Distinct numbers, and distinct values of all kinds. */
  readonly distinctNumbers: number;
  readonly distinct: number;
}

/** Make an empty counter over a column. Cost: O(1) an addition. */
export function countValues(column: PropertyColumn): ValueCounts {
  const counts = { numbers: new Map<number, number>(), others: new Map<number, number>() };
  const firstCell: number[] = [];
  const total: number[] = [];
  return {
    add(cell) {
      const map = isNumber(column, cell) ? counts.numbers : counts.others;
      const id = valueId(column, cell);
      const at = map.get(id);
      if (at !== undefined) {
        total[at]! += 1;
        return;
      }
      map.set(id, total.length);
      firstCell.push(cell);
      total.push(1);
    },
    list: () =>
      firstCell.map((cell, at) => ({ cell, count: total[at]! })).sort((a, b) => b.count - a.count || a.cell - b.cell),
    get distinctNumbers() {
      return counts.numbers.size;
    },
    get distinct() {
      return total.length;
    },
  };
}

/** Do two cells of a column hold the same value? */
export const sameValue = (column: PropertyColumn, a: number, b: number): boolean =>
  valueId(column, a) === valueId(column, b) && isNumber(column, a) === isNumber(column, b);

const DERIVED = new Set(['missing', 'other']);

/**
 * Texts of distinct values, all different: where two look the same (the string "1" and the number 1), or like a derived
 * level, the string is shown in quotes.
 */
export function distinctTexts(column: PropertyColumn, cells: readonly number[]): string[] {
  const texts = cells.map((cell) => cellText(column, cell));
  return texts.map((text, i) => {
    const isTwin = DERIVED.has(text) || texts.some((other, k) => k !== i && other === text);
    return isTwin && column.tag[cells[i]!] === ValueTag.string ? JSON.stringify(text) : text;
  });
}
