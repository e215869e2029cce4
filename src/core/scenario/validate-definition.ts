import { horizons, type PropertyFilter, type ScenarioDefinition, type ScenarioEvent } from './definition.ts';
import { formatDuration } from './format-duration.ts';

/** What is wrong with one field of a scenario, in words that say what to do. */
export interface DefinitionProblem {
  readonly field: 'start' | 'target' | 'horizon';
  readonly words: string;
}

function filterProblem({ property, operator, values }: PropertyFilter): string | null {
  if (property === '') return 'Choose a property for every condition, or remove the condition.';
  const wanted =
    operator === 'is-set' || operator === 'is-not-set'
      ? 'none'
      : operator === 'is' || operator === 'is-not'
        ? 'some'
        : 'one';
  if (wanted === 'none')
    return values.length === 0 ? null : `“${property}” is checked for being set; take its values out.`;
  if (values.length === 0 || values.some((value) => value === ''))
    return `Give a value for “${property}”, or remove the condition.`;
  if (wanted === 'one' && values.length > 1)
    return `Give a single value for “${property}”; several work with “is” and “is not” only.`;
  const [value] = values;
  if (operator === 'contains' && typeof value !== 'string') return `Give a text for “${property}” to contain.`;
  if (operator === 'greater' || operator === 'less') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return `Give a number to compare “${property}” with.`;
  }
  return null;
}

function endProblems(
  field: 'start' | 'target',
  end: ScenarioEvent,
  known: ReadonlySet<string> | null,
): DefinitionProblem[] {
  if (end.event === '') return [{ field, words: `Choose a ${field} event.` }];
  const words: string[] = [];
  if (known && !known.has(end.event))
    words.push(`There is no event “${end.event}” in this project. Choose another ${field} event.`);
  for (const filter of end.filters) {
    const problem = filterProblem(filter);
    if (problem) words.push(problem);
  }
  return words.map((text) => ({ field, words: text }));
}

/** Conditions as text, the same for the same conditions in any order. */
function filterKey(filters: readonly PropertyFilter[]): string {
  const texts = filters.map(({ property, operator, values }) =>
    JSON.stringify([property, operator, values.map((value) => JSON.stringify(value)).sort()]),
  );
  return [...new Set(texts)].sort().join();
}

/**
 * Everything that keeps a scenario from being asked, field by field; empty when it can be.
 *
 * @param eventNames - the names in the project, or null when they are not known yet. A merge that the definition
 * brings along has one when one of its members is known.
 */
export function validateDefinition(
  definition: ScenarioDefinition,
  eventNames: readonly string[] | null,
): readonly DefinitionProblem[] {
  const { start, target, horizonMs, mergedEvents = [] } = definition;
  const known = eventNames && new Set(eventNames);
  for (const { name, events } of mergedEvents) if (events.some((event) => known?.has(event))) known?.add(name);
  const problems = [...endProblems('start', start, known), ...endProblems('target', target, known)];
  if (start.event !== '' && start.event === target.event && filterKey(start.filters) === filterKey(target.filters)) {
    problems.push({
      field: 'target',
      words: 'Start and target are the same. Choose another target event, or set a condition on one of the two.',
    });
  }
  if (horizonMs !== null && !horizons.some((horizon) => horizon === horizonMs)) {
    const steps = horizons.map(formatDuration);
    problems.push({ field: 'horizon', words: `Choose one of these horizons: ${steps.join(', ')}.` });
  }
  return problems;
}
