import type { MergedEvent } from '../../scenario/definition.ts';
import { shownNames } from '../../scenario/event-names.ts';
import type { EventTable } from '../event-table.ts';
import type { AnalysisInput } from '../input.ts';

/**
 * The same events under their merged names: as many rows, fewer names, each where its first member stood.
 *
 * @returns the table itself when nothing is merged. All other columns are shared, not copied.
 *
 * Cost: O(rows), four bytes of memory a row.
 */
export function mergeTable(table: EventTable, merged: readonly MergedEvent[] = []): EventTable {
  if (merged.length === 0) return table;
  const { names, codeOf } = shownCodes(table.eventNames, merged);
  return { ...table, eventNames: names, event: table.event.map((event) => codeOf[event]!) };
}

/** The names that are shown instead of some, and the code among them that each of these counts as. */
export function shownCodes(
  eventNames: readonly string[],
  merged: readonly MergedEvent[] = [],
): { readonly names: readonly string[]; readonly codeOf: Uint32Array } {
  const shown = shownNames(merged);
  const codes = new Map<string, number>();
  const codeOf = Uint32Array.from(eventNames, (event) => {
    const name = shown(event);
    const code = codes.get(name) ?? codes.size;
    codes.set(name, code);
    return code;
  });
  return { names: [...codes.keys()], codeOf };
}

/** The input with its events under the names that its definition merges. Every way into the predictor begins with it. */
export function withMerges(input: AnalysisInput): AnalysisInput {
  return { ...input, events: mergeTable(input.events, input.definition.mergedEvents) };
}
