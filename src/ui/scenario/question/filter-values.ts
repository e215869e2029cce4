import type { PropertySummary } from '#contract/store.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';

type Operator = PropertyFilter['operator'];

export const operatorWords: readonly (readonly [Operator, string])[] = [
  ['is', 'is'],
  ['is-not', 'is not'],
  ['contains', 'contains'],
  ['greater', 'is greater than'],
  ['less', 'is less than'],
  ['is-set', 'is set'],
  ['is-not-set', 'is not set'],
];

/** How many values an operator takes. */
export const takes = (operator: Operator): 'none' | 'one' | 'several' =>
  operator === 'is-set' || operator === 'is-not-set'
    ? 'none'
    : operator === 'is' || operator === 'is-not'
      ? 'several'
      : 'one';

/** A typed value as the kind that the property holds most: `20` is a number where most values are numbers. */
function typed(text: string, operator: Operator, property: PropertySummary | undefined): string | number | boolean {
  if (operator === 'contains') return text;
  const isNumber = text !== '' && Number.isFinite(Number(text));
  if (operator === 'greater' || operator === 'less') return isNumber ? Number(text) : text;
  const kinds = property?.kinds;
  if (isNumber && kinds && kinds.number > kinds.string) return Number(text);
  if ((text === 'true' || text === 'false') && kinds && kinds.boolean > kinds.string) return text === 'true';
  return text;
}

/** The values written in a field, one a line; blank lines are left out. */
export function parseValues(
  text: string,
  operator: Operator,
  property: PropertySummary | undefined,
): PropertyFilter['values'] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (takes(operator) === 'none') return [];
  const wanted = takes(operator) === 'one' ? lines.slice(0, 1) : lines;
  return wanted.map((line) => typed(line, operator, property));
}
