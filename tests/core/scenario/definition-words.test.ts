import { describe, expect, it } from 'vitest';
import type { PropertyFilter, ScenarioDefinition } from '#core/scenario/definition.ts';
import { formatDuration, formatMoment } from '#core/scenario/format-duration.ts';
import { describeFilters, scenarioTitle } from '#core/scenario/scenario-title.ts';
import { validateDefinition } from '#core/scenario/validate-definition.ts';

const filter = (
  property: string,
  operator: PropertyFilter['operator'],
  ...values: PropertyFilter['values'][number][]
): PropertyFilter => ({ property, operator, values });
const scenario = (patch: Partial<ScenarioDefinition> = {}): ScenarioDefinition => ({
  start: { event: 'Sign Up', filters: [] },
  target: { event: 'Start Plan', filters: [] },
  horizonMs: null,
  hiddenEvents: [],
  keepOutliers: false,
  ...patch,
});
const known = ['Sign Up', 'Start Plan', 'View Report'];
const problems = (patch: Partial<ScenarioDefinition>) =>
  validateDefinition(scenario(patch), known).map(({ field, words }) => `${field}: ${words}`);

describe('a scenario in words', () => {
  it('is called by its two ends, with their conditions', () => {
    expect(scenarioTitle(scenario())).toBe('Sign Up → Start Plan');
    expect(
      scenarioTitle(scenario({ start: { event: 'View Report', filters: [filter('type', 'is', 'funnel', 'trend')] } })),
    ).toBe('View Report (type is funnel or trend) → Start Plan');
  });

  it('says every condition', () => {
    const filters = [
      filter('a', 'is-not', true),
      filter('b', 'contains', 'x'),
      filter('c', 'greater', 3),
      filter('d', 'less', 0.5),
      filter('e', 'is-set'),
      filter('f', 'is-not-set'),
    ];
    expect(describeFilters(filters)).toBe(
      'a is not true and b contains x and c is greater than 3 and d is less than 0.5 and e is set and f is not set',
    );
    expect(describeFilters([])).toBe('');
  });
});

describe('checking a scenario', () => {
  it('finds nothing wrong with a good one, known events or not', () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({
        horizonMs: 14 * 86_400_000,
        start: { event: 'View Report', filters: [filter('type', 'is', 'funnel'), filter('rows', 'greater', 0)] },
      }),
    ).toEqual([]);
    expect(validateDefinition(scenario({ start: { event: 'Unheard', filters: [] } }), null)).toEqual([]);
  });

  it('asks for both events and for events that exist', () => {
    expect(problems({ start: { event: '', filters: [] }, target: { event: 'Buy', filters: [] } })).toEqual([
      'start: Choose a start event.',
      'target: There is no event “Buy” in this project. Choose another target event.',
    ]);
  });

  it('refuses the same start and target, unless a condition tells them apart', () => {
    const end = (...filters: PropertyFilter[]) => ({ event: 'View Report', filters });
    const [a, b] = [filter('type', 'is', 'x', 'y'), filter('size', 'is-set')];
    expect(problems({ start: end(a, b), target: end(b, filter('type', 'is', 'y', 'x')) })).toHaveLength(1);
    expect(problems({ start: end(), target: end() })[0]).toMatch(/^target: Start and target are the same/);
    expect(problems({ start: end(a), target: end(b) })).toEqual([]);
    expect(problems({ start: end(filter('n', 'is', 1)), target: end(filter('n', 'is', '1')) })).toEqual([]);
  });

  it.each([
    [filter('', 'is', 'x'), /Choose a property/],
    [filter('type', 'is'), /Give a value for “type”/],
    [filter('type', 'is', ''), /Give a value for “type”/],
    [filter('type', 'contains', 'a', 'b'), /single value/],
    [filter('type', 'contains', 3), /text/],
    [filter('rows', 'greater', '3'), /number/],
    [filter('rows', 'less', Number.NaN), /number/],
    [filter('rows', 'is-set', 1), /take its values out/],
  ])('says what is wrong with condition %j', (condition, words) => {
    expect(problems({ start: { event: 'Sign Up', filters: [condition] } })).toEqual([expect.stringMatching(words)]);
  });

  it('offers the horizons there are when given another', () => {
    expect(problems({ horizonMs: 5 })).toEqual([
      'horizon: Choose one of these horizons: 1 h, 6 h, 1 day, 3 days, 7 days, 14 days, 30 days, 60 days, 90 days, 180 days, 365 days.',
    ]);
  });
});

describe('lengths of time', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

  it.each([
    [0, 'under 1 s'],
    [45_400, '45 s'],
    [59_700, '1 min'],
    [59.7 * minute, '1 h'],
    [9.2 * hour, '9 h'],
    [day, '1 day'],
    [30 * hour, '30 h'],
    [47.8 * hour, '2 days'],
    [30 * day, '30 days'],
    [1200 * day, '1,200 days'],
  ])('says %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it('counts days from the first', () => {
    expect([9 * hour, day, 3.2 * day].map(formatMoment)).toEqual(['9 h', 'day 2', 'day 4']);
  });
});
