import { ValueTag } from '#core/predictor/event-table.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import { isOneOf, type PropertyTables, type Statement } from './statement.ts';

type Value = PropertyFilter['values'][number];

/**
 * Rows of some events on which all filters hold, ascending.
 *
 * @param events - the events' numbers in the table `events`.
 * @param tablesOf - tables of a property; null for one that no event has.
 *
 * Types are exact: the text "5" is not the number 5. A text is also the list whose JSON it is. `is-not` is the
 * opposite of `is`, so it holds where the property is absent. A JSON null counts as not set.
 */
export function matchRows(
  events: readonly number[],
  filters: readonly PropertyFilter[],
  tablesOf: (property: string) => PropertyTables | null,
): Statement {
  const conditions = filters.map((filter) => conditionOf(filter, tablesOf(filter.property)));
  const all = [isOneOf(events), ...conditions];
  return {
    sql: `select row from events where ${all.map(({ sql }) => sql).join(' and ')} order by row`,
    values: all.flatMap(({ values }) => values),
  };
}

function conditionOf(filter: PropertyFilter, tables: PropertyTables | null): Statement {
  const isNegative = filter.operator === 'is-not' || filter.operator === 'is-not-set';
  if (tables === null) return { sql: isNegative ? 'true' : 'false', values: [] };
  const { sql, values } = cellCondition(filter, tables);
  return { sql: `row ${isNegative ? 'not in' : 'in'} (select row from ${tables.cells} where ${sql})`, values };
}

/** The condition on a cell. For the negative operators, that of their opposite. */
function cellCondition({ operator, values }: PropertyFilter, tables: PropertyTables): Statement {
  switch (operator) {
    case 'is':
    case 'is-not':
      return anyOf(values.map((value) => equals(value, tables)));
    case 'contains':
      return anyOf(values.map((value) => contains(value, tables)));
    case 'greater':
      return anyOf(values.map((value) => compares('>', value)));
    case 'less':
      return anyOf(values.map((value) => compares('<', value)));
    case 'is-set':
    case 'is-not-set':
      return { sql: `kind <> ${ValueTag.null}`, values: [] };
  }
}

function anyOf(parts: readonly Statement[]): Statement {
  if (parts.length === 0) return { sql: 'false', values: [] };
  return { sql: `(${parts.map(({ sql }) => sql).join(' or ')})`, values: parts.flatMap(({ values }) => values) };
}

function equals(value: Value, { texts }: PropertyTables): Statement {
  if (typeof value !== 'string') return scalar(value);
  const textual = `kind in (${ValueTag.string}, ${ValueTag.json})`;
  return { sql: `(${textual} and code in (select code from ${texts} where text = ?))`, values: [value] };
}

function scalar(value: number | boolean): Statement {
  if (typeof value === 'boolean') return { sql: `kind = ${value ? ValueTag.true : ValueTag.false}`, values: [] };
  return { sql: `(kind = ${ValueTag.number} and number = ?::double)`, values: [value] };
}

/** Part of a text, capitals or not; or an element of a list. */
function contains(value: Value, { texts, items }: PropertyTables): Statement {
  const item =
    typeof value === 'string' ? { sql: `(kind = ${ValueTag.string} and text = ?)`, values: [value] } : scalar(value);
  const inText = `(kind = ${ValueTag.string} and code in (select code from ${texts} where contains(lower(text), lower(?))))`;
  const inList = `(kind = ${ValueTag.json} and code in (select code from ${items} where ${item.sql}))`;
  return { sql: `(${inText} or ${inList})`, values: [String(value), ...item.values] };
}

function compares(sign: '<' | '>', value: Value): Statement {
  if (typeof value !== 'number') return { sql: 'false', values: [] };
  return { sql: `(kind = ${ValueTag.number} and number ${sign} ?::double)`, values: [value] };
}
