import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import type { Database } from '#workers/store/duckdb/database.ts';
import { createQueries, type Queries } from '#workers/store/duckdb/queries.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject, type ProjectReader } from '#workers/store/project-reader.ts';
import { importEvents, type Cell, type TestEvent } from './batches.ts';
import { openBlockingDuckDb } from './blocking-duckdb.ts';
import { memoryDirectory, memoryLocks } from './memory-directory.ts';

const DAY = 86_400_000;
let database: Database;
let queries: Queries;

beforeAll(async () => {
  database = await openBlockingDuckDb();
  queries = createQueries(async () => database);
}, 60_000);

async function readerOf(events: readonly TestEvent[]): Promise<ProjectReader> {
  const root = memoryDirectory();
  const { projectId } = await importEvents(createOpenImportSession(root, memoryLocks()), events);
  return openProject(root, projectId);
}

const texts = ['', 'a', 'A', 'Ab', 'é', 'É', "it's", '5', 'true', '["a"]', 'x\u0000y', '%', '😀', 'null'];
const numbers = [0, 5, -1, 0.1, 1e21, 1e-7, 2 ** 53, 123_456_789];
const scalar = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...numbers), fc.boolean());
const cell: fc.Arbitrary<Cell> = fc.oneof(
  scalar,
  fc.constant(null),
  fc.array(fc.oneof(scalar, fc.constant(null)), { maxLength: 3 }),
);
const filter: fc.Arbitrary<PropertyFilter> = fc.record({
  property: fc.constantFrom('p', 'q', 'never'),
  operator: fc.constantFrom('is', 'is-not', 'contains', 'greater', 'less', 'is-set', 'is-not-set'),
  values: fc.array(scalar, { minLength: 1, maxLength: 2 }),
});

/** What each operator means, written down a second time without SQL. */
function holds(cellValue: Cell | undefined, { operator, values }: PropertyFilter): boolean {
  const is = values.some(
    (value) => cellValue === value || (Array.isArray(cellValue) && JSON.stringify(cellValue) === value),
  );
  const isSet = cellValue !== undefined && cellValue !== null;
  switch (operator) {
    case 'is':
      return is;
    case 'is-not':
      return !is;
    case 'is-set':
      return isSet;
    case 'is-not-set':
      return !isSet;
    case 'contains':
      return values.some((value) =>
        typeof cellValue === 'string'
          ? cellValue.toLowerCase().includes(String(value).toLowerCase())
          : Array.isArray(cellValue) && cellValue.includes(value),
      );
    default:
      return values.some(
        (value) =>
          typeof cellValue === 'number' &&
          typeof value === 'number' &&
          (operator === 'greater' ? cellValue > value : cellValue < value),
      );
  }
}

describe('matchRows', () => {
  const events = fc.array(fc.dictionary(fc.constantFrom('p', 'q'), cell, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 30,
  });

  test.prop([events, fc.array(fc.array(filter, { maxLength: 3 }), { minLength: 1, maxLength: 6 })], { numRuns: 60 })(
    'finds the rows that a plain reading of the filters finds',
    async (cells, filterLists) => {
      const rows = cells.map((properties, i) => ({
        event: i % 3 === 0 ? 'Other' : 'Buy',
        user: `u${i % 5}`,
        time: i,
        properties,
      }));
      const reader = await readerOf([{ event: 'Buy', user: 'u', time: -1 }, ...rows]);
      for (const filters of filterLists) {
        const expected = [{ event: 'Buy', properties: {} as Record<string, Cell> }, ...rows].flatMap(
          ({ event, properties }, row) =>
            event === 'Buy' && filters.every((one) => holds(properties[one.property], one)) ? [row] : [],
        );
        expect([...(await queries.matchRows(reader, ['Buy'], filters))]).toEqual(expected);
      }
    },
    60_000,
  );

  it('reads every operator on every kind of value as a plain reading does', async () => {
    const scalars = [...texts, ...numbers, true, false];
    const cells: (Cell | undefined)[] = [
      ...scalars,
      null,
      undefined,
      [],
      ['a'],
      ['a', 5, null],
      [true, 'Ab'],
      [['a']] as never,
    ];
    const rows: TestEvent[] = cells.map((value, i) => ({
      event: 'Buy',
      user: 'u',
      time: i,
      properties: value === undefined ? {} : ({ p: value } as Record<string, Cell>),
    }));
    const reader = await readerOf(rows);
    for (const operator of ['is', 'is-not', 'contains', 'greater', 'less', 'is-set', 'is-not-set'] as const) {
      for (const value of operator.endsWith('set') ? [''] : scalars) {
        const one: PropertyFilter = { property: 'p', operator, values: [value] };
        const expected = cells.flatMap((held, row) => (holds(held, one) ? [row] : []));
        expect({ one, rows: [...(await queries.matchRows(reader, ['Buy'], [one]))] }).toEqual({ one, rows: expected });
      }
    }
  });

  it('answers with the numbers of the store, whatever the sorting', async () => {
    const reader = await readerOf([
      { event: 'Buy', user: 'b', time: 9, properties: { p: 1 } },
      { event: 'Buy', user: 'a', time: 5, properties: { p: 1 } },
      { event: 'Buy', user: 'b', time: 1, properties: { p: 2 } },
    ]);
    expect([...(await queries.matchRows(reader, ['Buy'], [{ property: 'p', operator: 'is', values: [1] }]))]).toEqual([
      0, 1,
    ]);
  });

  it('finds nothing for an event the project does not have', async () => {
    const reader = await readerOf([{ event: 'Buy', user: 'b', time: 9 }]);
    expect([...(await queries.matchRows(reader, ['Sell'], []))]).toEqual([]);
  });

  it('takes several events as one, whichever of them the project has', async () => {
    const reader = await readerOf([
      { event: 'Sign Up', user: 'b', time: 1, properties: { p: 1 } },
      { event: 'signup', user: 'a', time: 2, properties: { p: 1 } },
      { event: 'Buy', user: 'a', time: 3, properties: { p: 1 } },
      { event: 'signup', user: 'c', time: 4, properties: { p: 2 } },
      { event: 'signup', user: 'b', time: 4, properties: { p: 1 } },
    ]);
    const merged = ['Sign Up', 'signup', 'Signup'];
    const filters = [{ property: 'p', operator: 'is', values: [1] }] as const;
    expect([...(await queries.matchRows(reader, merged, filters))]).toEqual([0, 1, 4]);
    expect(await queries.propertyValues(reader, 'p', merged, 5)).toEqual([
      { text: '1', kind: 'number', count: 3, users: 2 },
      { text: '2', kind: 'number', count: 1, users: 1 },
    ]);
    expect(await queries.days(reader, merged)).toEqual([{ day: '1970-01-01', events: 4, users: 3 }]);
  });

  it('treats values as values, never as SQL', async () => {
    const nasty = "'; drop table events; --";
    const reader = await readerOf([{ event: nasty, user: 'b', time: 9, properties: { [nasty]: nasty } }]);
    const filters = [{ property: nasty, operator: 'is', values: [nasty] }] as const;
    expect([...(await queries.matchRows(reader, [nasty], filters))]).toEqual([0]);
    expect([...(await queries.matchRows(reader, [nasty], filters))]).toEqual([0]);
  });
});

describe('property values', () => {
  it('counts cells and users of each value by its kind, most frequent first', async () => {
    const cells: Cell[] = ['5', 5, 5, 0.1, true, true, true, false, null, ['a', 1], '5', '5', '5'];
    const reader = await readerOf(
      cells.map((p, i) => ({ event: i < 12 ? 'Buy' : 'Sell', user: `u${i % 2}`, time: i, properties: { p } })),
    );
    expect(await queries.propertyValues(reader, 'p', null, 3)).toEqual([
      { text: '5', kind: 'string', count: 4, users: 2 },
      { text: 'true', kind: 'boolean', count: 3, users: 2 },
      { text: '5', kind: 'number', count: 2, users: 2 },
    ]);
    expect(await queries.propertyValues(reader, 'p', ['Sell'], 10)).toEqual([
      { text: '5', kind: 'string', count: 1, users: 1 },
    ]);
    const all = await queries.propertyValues(reader, 'p', ['Buy'], 10);
    expect(all).toContainEqual({ text: '["a",1]', kind: 'json', count: 1, users: 1 });
    expect(all).toContainEqual({ text: '0.1', kind: 'number', count: 1, users: 1 });
    expect(all).toContainEqual({ text: 'null', kind: 'null', count: 1, users: 1 });
    expect(await queries.propertyValues(reader, 'never', null, 10)).toEqual([]);
  });
});

describe('days', () => {
  it('counts events and users of each UTC day', async () => {
    const reader = await readerOf([
      { event: 'A', user: 'u', time: -1 },
      { event: 'A', user: 'u', time: 0 },
      { event: 'B', user: 'u', time: DAY - 1 },
      { event: 'B', user: 'v', time: DAY - 2 },
      { event: 'A', user: 'v', time: 30 * DAY },
    ]);
    expect(await queries.days(reader, null)).toEqual([
      { day: '1969-12-31', events: 1, users: 1 },
      { day: '1970-01-01', events: 3, users: 2 },
      { day: '1970-01-31', events: 1, users: 1 },
    ]);
    expect(await queries.days(reader, ['B'])).toEqual([{ day: '1970-01-01', events: 2, users: 2 }]);
  });
});

describe('the tables', () => {
  it('are replaced when another project is asked', async () => {
    const first = await readerOf([{ event: 'A', user: 'u', time: 1, properties: { p: 'one' } }]);
    const second = await readerOf([{ event: 'A', user: 'u', time: 1, properties: { p: 'two' } }]);
    const ask = (reader: ProjectReader) => queries.propertyValues(reader, 'p', null, 5);
    const [one, two, again] = await Promise.all([ask(first), ask(second), ask(first)]);
    expect([one, two, again].map(([value]) => value!.text)).toEqual(['one', 'two', 'one']);
  });

  it('are not loaded before the first question', async () => {
    let opened = 0;
    const lazy = createQueries(async () => ((opened += 1), database));
    await lazy.forget();
    expect(opened).toBe(0);
  });

  it('may not fetch anything from outside', async () => {
    const answer = await database.query({
      sql: "select value from duckdb_settings() where name in ('autoinstall_known_extensions', 'autoload_known_extensions')",
      values: [],
    });
    expect([...(answer.get('value') as ArrayLike<string> & Iterable<string>)]).toEqual(['false', 'false']);
  });
});
