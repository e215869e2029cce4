/** A text that a spreadsheet would run as a formula. */
export const isRisky = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** A text as a cell of a CSV file (RFC 4180). One that a spreadsheet would run as a formula gets a leading apostrophe. */
export function textCell(text: string | null): string {
  const safe = text === null ? '' : isRisky(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Six significant digits, a point, no grouping; empty where there is no finite number. */
export function numberCell(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
