import type { Prospect } from '../predictor/who/prospects.ts';
import { numberCell, textCell } from './csv-cells.ts';

/** The columns, in order. Mixpanel takes the first one, by this name, for the user's id; the other becomes a property. */
export const prospectColumns = ['$distinct_id', 'ptero_probability'] as const;

/**
 * Users as a CSV file that Mixpanel imports: one row each, in the order given.
 *
 * RFC 4180 with CRLF, a header line, UTF-8 without a byte-order mark. An id that a spreadsheet would run as a formula gets
 * a leading apostrophe.
 */
export function prospectsToCsv(prospects: readonly Prospect[]): string {
  const records = prospects.map(({ id, probability }) => `${textCell(id)},${numberCell(probability)}`);
  return [prospectColumns.join(','), ...records, ''].join('\r\n');
}
