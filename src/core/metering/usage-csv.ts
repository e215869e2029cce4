import { numberCell, textCell } from '../export/csv-cells.ts';
import { countingRules, type UserCounts } from './counting-rules.ts';

/** What is counted of one project, or (null) of all together. */
export interface UsageScope {
  readonly project: string | null;
  readonly counts: UserCounts;
}

/** The columns of the file, in order. */
export const usageColumns = ['day', 'project', ...countingRules, 'server'] as const;

/**
 * Every day's count by every rule as CSV: first of all projects together (an empty project), then of each.
 *
 * @param first - day of the first count; days since 1970. @param server - what the server counted, by day.
 */
export function usageToCsv(
  scopes: readonly UsageScope[],
  first: number,
  server: (project: string | null, day: number) => number | null,
): string {
  const records = scopes.flatMap(({ project, counts }) =>
    Array.from(counts.ptero, (_, at) => {
      const day = first + at;
      const cells = [...countingRules.map((rule) => counts[rule][at] ?? null), server(project, day)];
      return [new Date(day * 86_400_000).toISOString().slice(0, 10), textCell(project), ...cells.map(numberCell)].join(
        ',',
      );
    }),
  );
  return [usageColumns.join(','), ...records, ''].join('\r\n');
}
