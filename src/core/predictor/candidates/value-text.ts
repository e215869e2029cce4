import { ValueTag, type PropertyColumn } from '../event-table.ts';
import { CONTAINS, EACH_RANGE_HIGHER, LIST, MISSING, OTHER } from '../words/derived-values.ts';

/** Is it a number (rather than a text, a list or a truth value)? */
export const isNumber = (column: PropertyColumn, cell: number): boolean => column.tag[cell] === ValueTag.number;

/** A value as the reader sees it; in quotes where it would be taken for another. */
export interface ValueText {
  readonly text: string;
  readonly quoted: string;
}

const same = (text: string): ValueText => ({ text, quoted: text });

/** The value of a cell as text. */
export function valueText(column: PropertyColumn, cell: number): ValueText {
  const tag = column.tag[cell]!;
  if (tag === ValueTag.number) return same(String(column.value[cell]!));
  if (tag === ValueTag.true) return same('true');
  if (tag === ValueTag.false) return same('false');
  const text = column.strings[column.value[cell]!] ?? '';
  if (tag !== ValueTag.string) return same(text);
  const quoted = JSON.stringify(text);
  return isDerived(text) ? same(quoted) : { text, quoted };
}

/** "contains a", for a member of a list as parsed from its JSON. */
export function memberText(member: unknown): ValueText {
  const quoted = CONTAINS + JSON.stringify(member);
  return { text: typeof member === 'string' ? CONTAINS + member : quoted, quoted };
}

const DERIVED = new Set<string>([MISSING, OTHER, LIST, EACH_RANGE_HIGHER]);
const isDerived = (text: string): boolean => DERIVED.has(text) || text.startsWith(CONTAINS);

/** Texts of distinct values, all different: where two look the same (the string "1" and the number 1) one is quoted. */
export function distinctTexts(values: readonly ValueText[]): string[] {
  const shown = new Map<string, number>();
  for (const { text } of values) shown.set(text, (shown.get(text) ?? 0) + 1);
  return values.map(({ text, quoted }) => (shown.get(text)! > 1 ? quoted : text));
}
