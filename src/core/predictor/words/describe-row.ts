import type { ResultRow } from '../result.ts';
import { conditionText } from './derived-values.ts';

const words = [
  '',
  'once',
  'twice',
  'three times',
  'four times',
  'five times',
  'six times',
  'seven times',
  'eight times',
  'nine times',
  'ten times',
];

/** `three times or more`. */
export const timesOrMore = (count: number): string => `${words[count] ?? `${count} times`} or more`;

/** A row's name in one line of text: `View Recipe where cuisine = vegan`. */
export function rowText(row: Pick<ResultRow, 'kind' | 'event' | 'property' | 'value'>): string {
  if (row.kind === 'behaviour') return row.event ?? '';
  const condition = conditionText(row.property ?? '', row.value ?? '');
  return row.kind === 'attribute' ? condition : `${row.event ?? ''} where ${condition}`;
}

/** The same with how often, where it is more than once: `Share Recipe, three times or more`. */
export const describeRow = (row: ResultRow): string =>
  row.minCount !== null && row.minCount > 1 ? `${rowText(row)}, ${timesOrMore(row.minCount)}` : rowText(row);
