import type { DayNumber } from '#core/mixpanel/days.ts';

/** A stretch of time, [from, to), Unix ms. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** A day with stored events of an id that has become another since. */
export interface RenamedDay {
  readonly day: DayNumber;
  /**
   * When an event first said so, Unix ms: then the day is rewritten within a day of it. Null: it is gone from days that were
   * just pulled anew, so what is stored of this one is out of date.
   */
  readonly since: number | null;
}

/** Finds what merges of ids have rewritten. */
export interface RenamedIds {
  /** The ids with an event in the stretches; none where the project is not there. */
  idsOn(projectId: string, spans: readonly TimeSpan[]): Promise<readonly string[]>;
  /** Days outside the stretches that hold events of ids which have become others. @param asked.was - `idsOn` before the pull. */
  renamedDays(
    projectId: string,
    asked: { readonly was: readonly string[]; readonly spans: readonly TimeSpan[]; readonly zone: string },
  ): Promise<readonly RenamedDay[]>;
}
