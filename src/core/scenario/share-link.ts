import type { MergedEvent, PropertyFilter, ScenarioDefinition, ScenarioEvent } from './definition.ts';
import { areMergesSound } from './merge-problem.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const longestSearch = 100_000;
const operators: ReadonlySet<string> = new Set<PropertyFilter['operator']>([
  'is',
  'is-not',
  'contains',
  'greater',
  'less',
  'is-set',
  'is-not-set',
]);

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const escape = (text: string) => encodeURIComponent(text.replace(loneSurrogate, '\uFFFD')).replaceAll('%20', '+');

const durationText = (ms: number) => (ms % DAY === 0 ? `${ms / DAY}d` : ms % HOUR === 0 ? `${ms / HOUR}h` : `${ms}ms`);

function parseDuration(text: string): number | null {
  const match = /^(\d{1,15})(d|h|ms)$/.exec(text);
  if (!match) return null;
  const ms = Number(match[1]) * (match[2] === 'd' ? DAY : match[2] === 'h' ? HOUR : 1);
  return ms > 0 && Number.isSafeInteger(ms) ? ms : null;
}

/**
 * The path that opens the same scenario in another browser: `/open?from=Sign+Up&to=Start+Plan&within=30d`.
 *
 * Hidden and merged events are carried as the definition holds them: give the effective one for the same answer.
 * Holds names and conditions only, never events or results. Half a surrogate pair becomes U+FFFD, since no address can hold it.
 *
 * @param projectName - shown to the reader to find their copy of the project; may be empty.
 */
export function encodeShareLink(definition: ScenarioDefinition, projectName: string): string {
  const { start, target, horizonMs, hiddenEvents, mergedEvents = [], keepOutliers } = definition;
  const conditions = (filters: readonly PropertyFilter[]) =>
    JSON.stringify(filters.map(({ property, operator, values }) => [property, operator, ...values]));
  const pairs: (readonly [string, string])[] = [
    ['from', start.event],
    ['to', target.event],
  ];
  if (horizonMs !== null) pairs.push(['within', durationText(horizonMs)]);
  if (start.filters.length > 0) pairs.push(['from-where', conditions(start.filters)]);
  if (target.filters.length > 0) pairs.push(['to-where', conditions(target.filters)]);
  for (const name of hiddenEvents) pairs.push(['hide', name]);
  for (const { name, events } of mergedEvents) pairs.push(['merge', JSON.stringify([name, ...events])]);
  if (keepOutliers) pairs.push(['outliers', 'keep']);
  if (projectName !== '') pairs.push(['project', projectName]);
  return `/open?${pairs.map(([key, value]) => `${key}=${escape(value)}`).join('&')}`;
}

function parsePairs(search: string): Map<string, string[]> | null {
  const pairs = new Map<string, string[]>();
  for (const part of search.replace(/^\?/, '').split('&')) {
    const cut = part.indexOf('=');
    if (cut < 0) continue;
    const key = part.slice(0, cut);
    try {
      const value = decodeURIComponent(part.slice(cut + 1).replaceAll('+', ' '));
      const values = pairs.get(key);
      if (values) values.push(value);
      else pairs.set(key, [value]);
    } catch (cause) {
      if (cause instanceof URIError) return null;
      throw cause;
    }
  }
  return pairs;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

const isValue = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function parseFilters(text: string | undefined): readonly PropertyFilter[] | null {
  if (text === undefined) return [];
  const rows = parseJson(text);
  if (!Array.isArray(rows)) return null;
  const filters: PropertyFilter[] = [];
  for (const row of rows as readonly unknown[]) {
    if (!Array.isArray(row)) return null;
    const [property, operator, ...values] = row as readonly unknown[];
    if (
      typeof property !== 'string' ||
      typeof operator !== 'string' ||
      !operators.has(operator) ||
      !values.every(isValue)
    )
      return null;
    filters.push({ property, operator: operator as PropertyFilter['operator'], values });
  }
  return filters;
}

function parseMerges(texts: readonly string[]): readonly MergedEvent[] | null {
  const merges: MergedEvent[] = [];
  for (const text of texts) {
    const row = parseJson(text);
    if (!Array.isArray(row) || !row.every((name) => typeof name === 'string')) return null;
    const [name = '', ...events] = row as readonly string[];
    merges.push({ name, events });
  }
  return areMergesSound(merges) ? merges : null;
}

/**
 * Read a shared link back.
 *
 * @param search - the part of the address from the question mark on, with or without it.
 * @returns null for anything that `encodeShareLink` could not have written; unknown parameters are ignored. Never throws.
 */
export function decodeShareLink(
  search: string,
): { readonly definition: ScenarioDefinition; readonly projectName: string } | null {
  const pairs = search.length > longestSearch ? null : parsePairs(search);
  if (!pairs) return null;
  const single = ['from', 'to', 'within', 'from-where', 'to-where', 'outliers', 'project'];
  if (single.some((key) => (pairs.get(key)?.length ?? 0) > 1)) return null;
  const one = (key: string) => pairs.get(key)?.[0];

  const end = (event: string | undefined, where: string | undefined): ScenarioEvent | null => {
    const filters = parseFilters(where);
    return event && filters ? { event, filters } : null;
  };
  const start = end(one('from'), one('from-where'));
  const target = end(one('to'), one('to-where'));
  const within = one('within');
  const horizonMs = within === undefined ? null : parseDuration(within);
  const outliers = one('outliers');
  if (!start || !target || (within !== undefined && horizonMs === null)) return null;
  if (outliers !== undefined && outliers !== 'keep') return null;
  const merged = parseMerges(pairs.get('merge') ?? []);
  if (!merged) return null;
  const hiddenEvents = pairs.get('hide') ?? [];
  const asked = { start, target, horizonMs, hiddenEvents, keepOutliers: outliers === 'keep' };
  return {
    definition: merged.length > 0 ? { ...asked, mergedEvents: merged } : asked,
    projectName: one('project') ?? '',
  };
}
