import type { PropertyFilter, ScenarioDefinition, ScenarioEvent } from './definition.ts';

const wordsOf: Readonly<Record<PropertyFilter['operator'], string>> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  greater: 'is greater than',
  less: 'is less than',
  'is-set': 'is set',
  'is-not-set': 'is not set',
};

/** The conditions on one end of a scenario in words: "type is funnel or trend and seats is greater than 3"; empty without any. */
export function describeFilters(filters: readonly PropertyFilter[]): string {
  return filters
    .map(({ property, operator, values }) =>
      [property, wordsOf[operator], values.map(String).join(' or ')].filter(Boolean).join(' '),
    )
    .join(' and ');
}

/** One end of a scenario in words: "View Report (type is funnel)". */
export function describeEnd({ event, filters }: ScenarioEvent): string {
  return filters.length === 0 ? event : `${event} (${describeFilters(filters)})`;
}

/** What a scenario is called until the user names it: "Sign Up → Start Plan". */
export function scenarioTitle({ start, target }: Pick<ScenarioDefinition, 'start' | 'target'>): string {
  return `${describeEnd(start)} → ${describeEnd(target)}`;
}
