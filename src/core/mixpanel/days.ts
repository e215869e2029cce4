const DAY = 86_400_000;

/** A calendar day as the number of days since 1970-01-01, whatever the zone. */
export type DayNumber = number;

/** The day of a text yyyy-mm-dd; NaN for any other. */
export function dayNumber(text: string): DayNumber {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / DAY : Number.NaN;
}

/** yyyy-mm-dd. */
export const dayText = (day: DayNumber): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Days in a row, both ends included. */
export interface Days {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

export const lengthOf = ({ from, to }: Days): number => to - from + 1;

/** Days in ascending order as stretches of days in a row, in descending order: the newest first. */
export function newestFirst(days: readonly DayNumber[]): Days[] {
  const stretches: Days[] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    if (last && last.to === day - 1) stretches[stretches.length - 1] = { from: last.from, to: day };
    else stretches.push({ from: day, to: day });
  }
  return stretches.reverse();
}

/** Every day of a stretch, in ascending order. */
export const eachDay = ({ from, to }: Days): DayNumber[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
