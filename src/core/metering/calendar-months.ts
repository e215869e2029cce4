const DAY_MS = 86_400_000;

/** The first day of the calendar month in which a day lies; both count from 1 January 1970. */
export function monthStart(day: number): number {
  return day - new Date(day * DAY_MS).getUTCDate() + 1;
}

/** A calendar month of a range of days, as far as the range reaches into it. */
export interface MonthOfDays {
  /** yyyy-mm. */
  readonly month: string;
  /** First and last day within the range; days since 1970. */
  readonly from: number;
  readonly to: number;
  /** False where the range ends or begins within it. */
  readonly isWhole: boolean;
}

/** The calendar months of [first, last], in order. */
export function calendarMonths(first: number, last: number): MonthOfDays[] {
  const months: MonthOfDays[] = [];
  for (let day = first; day <= last;) {
    const begins = monthStart(day);
    const next = monthStart(begins + 31);
    const to = Math.min(last, next - 1);
    const month = new Date(day * DAY_MS).toISOString().slice(0, 7);
    months.push({ month, from: day, to, isWhole: day === begins && to === next - 1 });
    day = next;
  }
  return months;
}
