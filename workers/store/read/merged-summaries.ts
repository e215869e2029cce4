import type { EventSummary } from '#contract/store.ts';
import { mergeTable } from '#core/predictor/cohort/merge-table.ts';
import type { EventTable } from '#core/predictor/event-table.ts';
import type { MergedEvent } from '#core/scenario/definition.ts';
import { summariseEvents } from '../write/summarise-events.ts';

/**
 * Exact counts of merged events: users who did any member, and for whom one of them came first or last.
 *
 * @returns a summary for each merge that has a row, most frequent first.
 *
 * Cost: two passes over the events.
 */
export function mergedSummaries(table: EventTable, merged: readonly MergedEvent[]): EventSummary[] {
  const joined = mergeTable(table, merged);
  const names = new Set(merged.map(({ name }) => name));
  return summariseEvents(joined, joined.eventNames)
    .events.filter(({ name }) => names.has(name))
    .map((event) => ({ ...event, bookkeeping: false }));
}
