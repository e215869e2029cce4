/** Values of a row that no event carries: they were derived from others. Values of the same wording are shown in quotes. */
export const MISSING = 'missing';
export const OTHER = 'other';
/** Any list at all; its members are rows of their own. */
export const LIST = 'a list';
/** A member of a list: "contains a". */
export const CONTAINS = 'contains ';
/** The trend over the ranges of a number. */
export const EACH_RANGE_HIGHER = 'each range higher';

/** What stands between a property and its value. */
export function joinOf(value: string): string {
  if (value === EACH_RANGE_HIGHER) return ', ';
  return value.startsWith(CONTAINS) || value.startsWith('≤ ') || value.startsWith('> ') ? ' ' : ' = ';
}

/** A property and its value in one line: `plan = pro`, `tags contains a`, `age > 30`, `age, each range higher`. */
export const conditionText = (property: string, value: string): string => property + joinOf(value) + value;
