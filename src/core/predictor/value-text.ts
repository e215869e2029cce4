import { ValueTag, type PropertyColumn } from './event-table.ts';

/**
 * A key that is equal for equal values and differs by type: the string "1" is not the number 1.
 *
 * Strings and lists share one dictionary, so their codes never meet; null counts as missing.
 */
export function valueKey(column: PropertyColumn, cell: number): string | number | null {
  const value = column.value[cell]!;
  switch (column.tag[cell]) {
    case ValueTag.string:
      return `s${value}`;
    case ValueTag.json:
      return `j${value}`;
    case ValueTag.number:
      return value;
    case ValueTag.true:
      return 'true';
    case ValueTag.false:
      return 'false';
    default:
      return null;
  }
}

/** The value of a key as the reader sees it. */
export function keyText(column: PropertyColumn, key: string | number): string {
  if (typeof key === 'number') return String(key);
  if (key === 'true' || key === 'false') return key;
  return column.strings[Number(key.slice(1))] ?? '';
}
