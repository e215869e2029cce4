import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { PropertyFilter, ScenarioDefinition } from '#core/scenario/definition.ts';
import { decodeShareLink, encodeShareLink } from '#core/scenario/share-link.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const name = fc
  .oneof(
    text,
    fc.string({ unit: 'grapheme', minLength: 500, maxLength: 2000 }),
    fc.constantFrom('a&b=c#d?e+f%20', '→ "x"', '日本語\u2028', '__proto__'),
  )
  .filter((value) => value !== '');
const value = fc.oneof(
  text,
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
);
const filter: fc.Arbitrary<PropertyFilter> = fc.record({
  property: text,
  operator: fc.constantFrom('is', 'is-not', 'contains', 'greater', 'less', 'is-set', 'is-not-set'),
  values: fc.array(value, { maxLength: 4 }),
});
const end = fc.record({ event: name, filters: fc.array(filter, { maxLength: 4 }) });
/** Names in pairs and threes, no name twice: the first names the merge. */
const mergedEvents = fc
  .uniqueArray(name, { minLength: 3, maxLength: 9 })
  .map((names) =>
    [names.slice(0, 3), names.slice(3, 6), names.slice(6)]
      .filter((some) => some.length === 3)
      .map(([merged = '', ...events]) => ({ name: merged, events })),
  );
const plainDefinition: fc.Arbitrary<ScenarioDefinition> = fc.record({
  start: end,
  target: end,
  horizonMs: fc.option(
    fc.oneof(fc.constantFrom(3_600_000, 86_400_000, 2_592_000_000), fc.integer({ min: 1, max: 1e12 })),
  ),
  hiddenEvents: fc.array(name, { maxLength: 4 }),
  keepOutliers: fc.boolean(),
});
const definition: fc.Arbitrary<ScenarioDefinition> = fc.oneof(
  plainDefinition,
  fc.record({ asked: plainDefinition, mergedEvents }).map(({ asked, ...merged }) => ({ ...asked, ...merged })),
);
const searchOf = (path: string) => path.slice(path.indexOf('?'));

const plain: ScenarioDefinition = {
  start: { event: 'Sign Up', filters: [{ property: 'plan', operator: 'is', values: ['free', 3] }] },
  target: { event: 'Start Plan', filters: [] },
  horizonMs: 30 * 86_400_000,
  hiddenEvents: ['Open App'],
  keepOutliers: false,
};

describe('a share link', () => {
  it('gives back the scenario it was made from', () => {
    fc.assert(
      fc.property(definition, text, (asked, projectName) => {
        expect(decodeShareLink(searchOf(encodeShareLink(asked, projectName)))).toEqual({
          definition: asked,
          projectName,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('can be read by a person', () => {
    expect(decodeURIComponent(encodeShareLink(plain, 'My shop'))).toBe(
      '/open?from=Sign+Up&to=Start+Plan&within=30d&from-where=[["plan","is","free",3]]&hide=Open+App&project=My+shop',
    );
  });

  it('names what is merged', () => {
    const merged = { ...plain, mergedEvents: [{ name: 'Sign Up', events: ['Sign Up', 'signup'] }] };
    expect(decodeURIComponent(encodeShareLink(merged, ''))).toContain('&merge=["Sign+Up","Sign+Up","signup"]');
  });

  it('survives half a surrogate pair, which no address can hold', () => {
    const path = encodeShareLink({ ...plain, start: { event: 'bad \uD800 end', filters: [] } }, '');
    expect(decodeShareLink(searchOf(path))?.definition.start.event).toBe('bad \uFFFD end');
  });

  it('never throws, whatever it is given', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webQueryParameters(),
      fc.string().map((tail) => `?from=a&to=b&from-where=${tail}`),
      fc.json().map((tail) => `?from=a&to=b&from-where=${encodeURIComponent(tail)}`),
    );
    fc.assert(
      fc.property(hostile, (search) => {
        const read = decodeShareLink(search);
        expect(read === null || read.definition.start.event.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '',
    '?from=a',
    '?from=&to=b',
    '?from=a&to=%E0%A4%A',
    '?from=a&from=c&to=b',
    '?from=a&to=b&within=soon',
    '?from=a&to=b&within=0d',
    '?from=a&to=b&within=999999999999999d',
    '?from=a&to=b&outliers=maybe',
    '?from=a&to=b&from-where=[',
    '?from=a&to=b&merge=[',
    '?from=a&to=b&merge=["x","a"]',
    '?from=a&to=b&merge=["x","a",5]',
    '?from=a&to=b&merge=["x","a","b"]&merge=["y","b","c"]',
    '?from=a&to=b&merge=["x","$identify","a"]',
    '?from=a&to=b&from-where={"length":1}',
    '?from=a&to=b&to-where=[["p","equals","v"]]',
    '?from=a&to=b&to-where=[["p","is",{"deep":1}]]',
    '?from=a&to=b&to-where=[["p","greater",1e999]]',
    `?from=a&to=${'b'.repeat(200_000)}`,
  ])('refuses %.60s', (search) => {
    expect(decodeShareLink(search)).toBeNull();
  });

  it('ignores parameters it does not know', () => {
    expect(decodeShareLink('from=a&to=b&utm_source=mail&x')?.definition.target.event).toBe('b');
  });
});
