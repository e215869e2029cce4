import type { CoveredDay, DayState, PullNews } from '#contract/pull.ts';
import { coveredDays, type PulledDays, WINDOW_DAYS } from '#core/mixpanel/coverage.ts';
import { type DayNumber, type Days, eachDay } from '#core/mixpanel/days.ts';

/** What a pull that runs has done so far. */
export interface PullProgress {
  readonly due: ReadonlySet<DayNumber>;
  readonly states: ReadonlyMap<DayNumber, DayState>;
  readonly daysDone: number;
  /** Of slices that are here. */
  readonly bytesDone: number;
  /** Of slices on their way, by their newest day. */
  readonly coming: ReadonlyMap<DayNumber, number>;
}

const noProgress = (days: readonly Days[]): PullProgress => ({
  due: new Set(days.flatMap(eachDay)),
  states: new Map(),
  daysDone: 0,
  bytesDone: 0,
  coming: new Map(),
});

/** More days are pulled than was known at first. */
export const withDays = (progress: PullProgress | null, days: readonly Days[]): PullProgress =>
  progress === null ? noProgress(days) : { ...progress, due: new Set([...progress.due, ...days.flatMap(eachDay)]) };

/** Takes in what a pull tells of its slices. */
export function withNews(progress: PullProgress, news: PullNews): PullProgress {
  if (news.kind === 'waiting' || news.kind === 'going-on') return progress;
  const state: DayState = news.kind === 'returned' || news.kind === 'not-begun' ? 'waiting' : news.kind;
  const states = new Map(progress.states);
  for (const day of eachDay(news.slice)) states.set(day, state);
  const due = new Set(progress.due);
  if (news.kind === 'not-begun') for (const day of eachDay(news.slice)) due.delete(day);
  const coming = new Map(progress.coming);
  if (news.kind === 'pulling') coming.set(news.slice.to, news.bytes);
  else coming.delete(news.slice.to);
  const isDone = news.kind === 'done';
  return {
    due,
    states,
    coming,
    daysDone: progress.daysDone + (isDone ? eachDay(news.slice).length : 0),
    bytesDone: progress.bytesDone + (isDone ? news.bytes : 0),
  };
}

/** Every day of the window up to today, oldest first. A day that is here and is pulled anew shows that it is pulled. */
export function calendarOf(
  today: DayNumber,
  pulled: readonly PulledDays[],
  progress: PullProgress | null,
  /** Days that failed for good. */
  failed: readonly DayNumber[] = [],
): readonly CoveredDay[] {
  const covered = new Set(coveredDays(pulled));
  const stateOf = (day: DayNumber): DayState => {
    const now = progress?.states.get(day);
    if (now !== undefined && now !== 'waiting') return now;
    return covered.has(day) ? 'done' : failed.includes(day) ? 'failed' : 'waiting';
  };
  return eachDay({ from: today - WINDOW_DAYS + 1, to: today }).map((day) => ({ day, state: stateOf(day) }));
}
