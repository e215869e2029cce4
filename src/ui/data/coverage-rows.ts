import type { DayCount } from '#contract/store.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAY = 86_400_000;
const LONG = 18;

/** One line of the calendar: a month of up to 31 days, or a year of up to 366. */
export interface CoverageRow {
  readonly label: string;
  /** Shape (days with events,): place in the line from 0 and level 1 to 4 by number of events. */
  readonly days: readonly { readonly at: number; readonly level: number }[];
}

export interface Coverage {
  readonly unit: 'month' | 'year';
  readonly rows: readonly CoverageRow[];
  /** Every month with events, for the table. */
  readonly months: readonly { readonly label: string; readonly days: number; readonly events: number }[];
}

/** Neighbours with the same key together, in order. */
function runsBy(counts: readonly DayCount[], keyOf: (day: string) => string): ReadonlyMap<string, readonly DayCount[]> {
  const runs = new Map<string, DayCount[]>();
  for (const one of counts) {
    const key = keyOf(one.day);
    const run = runs.get(key);
    if (run) run.push(one);
    else runs.set(key, [one]);
  }
  return runs;
}

const monthLabel = (month: string) => `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;

const monthsBetween = (first: string, last: string): string[] => {
  const from = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  const to = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - 1;
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const month = from + index;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
};

/** How many lines the calendar will have for events between two moments, ms since 1970. */
export function coverageLines(firstMs: number, lastMs: number): number {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const spanned = monthsBetween(day(firstMs), day(lastMs));
  return spanned.length <= LONG ? spanned.length : new Set(spanned.map((month) => month.slice(0, 4))).size;
}

/**
 * The days with events as lines of a calendar: a line a month up to eighteen months, else a line a year.
 *
 * @param counts - ascending by day.
 */
export function coverageRows(counts: readonly DayCount[]): Coverage {
  const first = counts[0]?.day;
  const last = counts.at(-1)?.day;
  if (first === undefined || last === undefined) return { unit: 'month', rows: [], months: [] };
  const ranked = counts.map((one) => one.events).toSorted((a, b) => a - b);
  const quarter = (share: number) => ranked[Math.floor(share * (ranked.length - 1))] ?? 0;
  const limits = [quarter(0.25), quarter(0.5), quarter(0.75)];
  const level = (events: number) => 1 + limits.filter((limit) => events > limit).length;

  const spanned = monthsBetween(first, last);
  const unit = spanned.length <= LONG ? 'month' : 'year';
  const keyOf = (day: string) => (unit === 'month' ? day.slice(0, 7) : day.slice(0, 4));
  const startOf = (key: string) => Date.parse(unit === 'month' ? `${key}-01` : `${key}-01-01`);
  const keys = unit === 'month' ? spanned : [...new Set(spanned.map((month) => month.slice(0, 4)))];
  const byKey = runsBy(counts, keyOf);
  const rows = keys.map((key) => ({
    label: unit === 'month' ? monthLabel(key) : key,
    days: (byKey.get(key) ?? []).map((one) => ({
      at: Math.round((Date.parse(one.day) - startOf(key)) / DAY),
      level: level(one.events),
    })),
  }));
  const months = [...runsBy(counts, (day) => day.slice(0, 7))].map(([month, days]) => ({
    label: monthLabel(month),
    days: days.length,
    events: days.reduce((sum, one) => sum + one.events, 0),
  }));
  return { unit, rows, months };
}
