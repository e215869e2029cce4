/** `1st`, `2nd`, `41st`, `1,001st`. */
export function formatOrdinal(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  const ending = teens ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[value % 10] ?? 'th');
  return `${value.toLocaleString('en-GB')}${ending}`;
}
