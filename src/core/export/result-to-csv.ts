import type { ResultDocument, ResultRow } from '../predictor/result.ts';
import { numberCell, textCell } from './csv-cells.ts';

/** The columns of the file, in order. Scripts of users depend on them. */
export const csvColumns = [
  'rank',
  'kind',
  'event',
  'property',
  'value',
  'min_count',
  'direction',
  'users_with',
  'users_without',
  'converted_with',
  'converted_without',
  'hazard_ratio',
  'ci_low',
  'ci_high',
  'q_value',
  'power',
  'tier',
  'shelf',
  'plain_odds_ratio',
] as const;

function record(row: ResultRow): string {
  return [
    numberCell(row.rank),
    row.kind,
    textCell(row.event),
    textCell(row.property),
    textCell(row.value),
    numberCell(row.minCount),
    row.direction ?? '',
    numberCell(row.usersWith),
    numberCell(row.usersWithout),
    numberCell(row.convertedWith),
    numberCell(row.convertedWithout),
    numberCell(row.hazard?.ratio ?? null),
    numberCell(row.hazard?.low ?? null),
    numberCell(row.hazard?.high ?? null),
    numberCell(row.q),
    numberCell(row.power),
    row.tier ?? '',
    row.shelf,
    numberCell(row.plainOddsRatio),
  ].join(',');
}

/** Ranked rows first (leads to B, then away, each by rank), then the shelves as they stand in the result. */
function inFileOrder(rows: readonly ResultRow[]): readonly ResultRow[] {
  const place = (row: ResultRow) => {
    if (row.shelf !== 'ranked') return Number.POSITIVE_INFINITY;
    return (row.direction === 'away' ? 1e9 : 0) + (row.rank ?? 1e8);
  };
  return rows
    .map((row) => ({ row, place: place(row) }))
    .sort((a, b) => (a.place === b.place ? 0 : a.place - b.place))
    .map(({ row }) => row);
}

/**
 * Every candidate of a result as a CSV file: one row each, ranked first, then shelved.
 *
 * RFC 4180 with CRLF, a header line, UTF-8 without a byte-order mark. Numbers have a point and at most six
 * significant digits; a cell is empty where nothing was estimated. A text that starts with `=`, `+`, `-`, `@`,
 * tab or carriage return gets a leading apostrophe, so that no spreadsheet runs an event name as a formula.
 *
 * Cost: O(rows log rows).
 */
export function resultToCsv(result: ResultDocument): string {
  return [csvColumns.join(','), ...inFileOrder(result.rows).map(record), ''].join('\r\n');
}
