import type { PropertyFilter } from '#core/scenario/definition.ts';
import type { Parameters } from './parameters.ts';

type Value = PropertyFilter['values'][number];

const isText = `startsWith(raw, '"')`;
const isJson = `match(raw, '^[\\\\[{]')`;
const isNumber = `match(raw, '^[-0-9]')`;
const number = 'toFloat64OrZero(raw)';

/**
 * Whether an event's properties pass all filters, over the pairs in `leaves`.
 *
 * Types are exact, as in the local store: the text "5" is not the number 5. A text is also the list whose JSON it is.
 * `is-not` is the opposite of `is`, so it holds where the property is absent. A JSON null counts as not set.
 */
export function conditionsOf(filters: readonly PropertyFilter[], leaves: string, parameters: Parameters): string {
  if (filters.length === 0) return '1';
  return filters.map((filter) => `(${conditionOf(filter, leaves, parameters)})`).join(' AND ');
}

function conditionOf(filter: PropertyFilter, leaves: string, parameters: Parameters): string {
  const name = parameters.text(filter.property);
  const holds = `arrayExists((name, raw) -> name = ${name} AND (${cellCondition(filter, parameters)}), ${leaves}.1, ${leaves}.2)`;
  return filter.operator === 'is-not' || filter.operator === 'is-not-set' ? `NOT ${holds}` : holds;
}

/** The condition on a cell. For the negative operators, that of their opposite. */
function cellCondition({ operator, values }: PropertyFilter, parameters: Parameters): string {
  switch (operator) {
    case 'is':
    case 'is-not':
      return anyOf(values.map((value) => equals(value, parameters)));
    case 'contains':
      return anyOf(values.map((value) => contains(value, parameters)));
    case 'greater':
      return anyOf(values.map((value) => compares('>', value, parameters)));
    case 'less':
      return anyOf(values.map((value) => compares('<', value, parameters)));
    case 'is-set':
    case 'is-not-set':
      return `raw != 'null'`;
  }
}

const anyOf = (parts: readonly string[]): string => (parts.length === 0 ? '0' : parts.join(' OR '));

function equals(value: Value, parameters: Parameters, raw = 'raw'): string {
  if (typeof value === 'boolean') return `${raw} = '${value}'`;
  if (typeof value === 'number')
    return `(match(${raw}, '^[-0-9]') AND toFloat64OrZero(${raw}) = ${parameters.number(value)})`;
  const text = parameters.text(value);
  return `((startsWith(${raw}, '"') AND JSONExtractString(${raw}) = ${text}) OR (match(${raw}, '^[\\\\[{]') AND ${raw} = ${text}))`;
}

/** Part of a text, capitals or not; or an element of a list. */
function contains(value: Value, parameters: Parameters): string {
  const part = parameters.text(String(value));
  const inText = `(${isText} AND position(lowerUTF8(JSONExtractString(raw)), lowerUTF8(${part})) > 0)`;
  const inList = `(${isJson} AND arrayExists(item -> ${equals(value, parameters, 'item')}, JSONExtractArrayRaw(raw)))`;
  return `${inText} OR ${inList}`;
}

function compares(sign: '<' | '>', value: Value, parameters: Parameters): string {
  return typeof value === 'number' ? `${isNumber} AND ${number} ${sign} ${parameters.number(value)}` : '0';
}
