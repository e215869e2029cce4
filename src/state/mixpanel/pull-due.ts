import type { RenamedIds, TimeSpan } from '#contract/renamed.ts';
import type { PullOutcome } from '#contract/pull.ts';
import { dueDays, rewrittenDays } from '#core/mixpanel/coverage.ts';
import type { Days } from '#core/mixpanel/days.ts';
import { createProjectClock, type ProjectClock } from '#core/mixpanel/project-clock.ts';
import { pullProject, type PullProjectDeps, type PullRecord, type PullTask, timeOf } from './pull-project.ts';

export interface PullDueDeps extends PullProjectDeps {
  readonly renamed: RenamedIds;
}

export interface PullDueTask extends Omit<PullTask, 'days'> {
  /** Every day of the window, whatever is here. */
  readonly isAnew: boolean;
  /** These days are pulled next. */
  onDays(days: readonly Days[]): void;
}

const spansOf = (days: readonly Days[], clock: ProjectClock): TimeSpan[] =>
  days.map(({ from, to }) => ({ from: clock.endOf(from - 1), to: clock.endOf(to) }));

/**
 * Pulls what is due, and then the older days that merges of ids have rewritten: those with events of an id that has gone from
 * the days just pulled, or that an event there says is another one. Which days these are is kept before they are pulled.
 *
 * @returns what the pulls came to, and the record.
 * @throws PteroError as `pullProject` does, and what the store is read with.
 */
export async function pullDue(
  deps: PullDueDeps,
  { isAnew, onDays, ...task }: PullDueTask,
): Promise<{ readonly record: PullRecord; readonly outcomes: readonly PullOutcome[] }> {
  const { renamed, now } = deps;
  const outcomes: PullOutcome[] = [];
  let { record } = task;
  const begunMs = now();
  const clockOf = () => createProjectClock(timeOf(task.connection, record));
  const keep = async (next: PullRecord): Promise<void> => {
    record = next;
    await deps.keep(next);
  };
  let days = isAnew ? dueDays([], clockOf(), begunMs) : dueDays(record.pulled, clockOf(), begunMs, record.tooLarge);
  while (days.length > 0) {
    onDays(days);
    const spans = spansOf(days, clockOf());
    const isRefresh = record.pulled.length > 0;
    const was = isRefresh ? await renamed.idsOn(record.localId, spans) : [];
    const outcome = await pullProject({ ...deps, keep }, { ...task, record, days });
    outcomes.push(outcome);
    if (!isRefresh || isAnew) break;
    const found = await renamed.renamedDays(record.localId, { was, spans, zone: task.connection.timeZone ?? 'UTC' });
    const { noticed, next } = rewrittenDays(record.pulled, record.rewritten ?? [], found, begunMs, now());
    if (noticed.length > 0 || (record.rewritten ?? []).length > 0) await keep({ ...record, rewritten: noticed });
    // What failed is tried again with the next refresh.
    days = outcome.failedSlices > 0 ? [] : next;
  }
  return { record, outcomes };
}
