import { RecordBatchReader } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld } from '#tests/worlds/simulate-world.ts';
import { toNdjson } from '#tests/worlds/to-ndjson.ts';
import { connect, type Connection } from '#workers/engine/clickhouse/connect.ts';
import { createClickHouseEngine } from '#workers/engine/clickhouse/create-clickhouse-engine.ts';
import { plainFile, question, resultOf } from './both-engines.ts';
import { type EmbeddedEngine, openChdb } from './chdb.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { loadTable } from './tables.ts';

const login = { user: 'ptero', password: '' };
const world = simulateWorld({ ...namedWorlds.full, users: 1_500 }, 5);
const { start, target } = world.truth;

/** What an answer looks like on the wire, by its columns. */
interface Answer {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly text: string;
}

/** Every column that may come in an analysis: names and counts, and of people numbers, seconds of A and B, and codes. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  version: ['version'],
  totals: ['events', 'users', 'names', 'days', 'first', 'last'],
  events: ['name', 'count', 'users', 'firsts', 'lasts', 'first', 'last'],
  properties: ['name', 'cells', 'string', 'number', 'boolean', 'null', 'json', 'distinct'],
  entrants: ['entrants'],
  people: ['number', 'key', 'shared', 'entry', 'target', 'events', 'days', 'burst'],
  tally: [
    'event',
    'users',
    'convertedUsers',
    'leads',
    'onWay',
    'lastBefore',
    'lead',
    'doers',
    'onlyAfter',
    'plainWith',
    'plainConverted',
    'cells',
  ],
  valuesAtStart: ['property', 'text', 'hash', 'people'],
  valueChanges: ['property', 'person', 'repeats', 'same', 'values', 'withTarget'],
  steadiness: ['property', 'repeats', 'same', 'names'],
  eventValues: [
    'event',
    'property',
    'seen',
    'numbers',
    ...['commonest', 'widest'].flatMap((list) => [1, 2, 3, 4, 5, 6, 7, 8].map((k) => `${list}${k}`)),
  ],
  ranges: ['event', 'property', 'range', 'cuts', 'n', 'users', 'converted', 'watchers', 'watchersWon', 'first'],
  before: ['person', 'second', 'acts', 'inDay', 'inHour', 'days', 'on'],
  byThen: ['person', 'total', 'distinct', 'sinceLast', 'toFirst', 'before', 'known', 'event', 'count'],
};

let chdb: EmbeddedEngine;
let endpoint: Endpoint;
const answers: Answer[] = [];
const asked: string[] = [];
/** The answers that hold anything: looking whether a column is there asks for no rows. */
const told = (): readonly Answer[] => answers.filter(({ rows }) => rows > 0);
beforeAll(async () => {
  chdb = openChdb();
  loadTable(chdb, plainFile('wire', toNdjson(world)));
  endpoint = await startEndpoint(chdb, {
    ...login,
    cors: true,
    onQuestion: ({ sql }) => void asked.push(sql),
    async onAnswer(bytes) {
      const reader = await RecordBatchReader.from(bytes);
      const columns = reader.open().schema.fields.map(({ name }) => name);
      let rows = 0;
      for (const batch of reader) rows += batch.numRows;
      answers.push({ columns, rows, text: Buffer.from(bytes).toString('latin1') });
    },
  });
  const source = { address: endpoint.address, table: 'app.events', ...login };
  const connection: Connection = connect(source);
  await resultOf(createClickHouseEngine(connection, source), question(start, target));
});
afterAll(async () => {
  await endpoint.close();
  chdb.close();
});

describe('what crosses from a server in an analysis', () => {
  it('is one of a few answers, each of columns that are known to hold counts', () => {
    const kindOf = new Map(Object.entries(TOLD).map(([name, columns]) => [columns.join(' '), name]));
    const kinds = told().map(({ columns }) => kindOf.get(columns.join(' ')) ?? `unknown: ${columns.join(' ')}`);
    expect(kinds.filter((kind) => kind.startsWith('unknown'))).toEqual([]);
    expect(kinds).toEqual(expect.arrayContaining(['people', 'tally', 'valuesAtStart', 'before', 'byThen']));
  });

  it('is asked for by queries that give out no column of a row but in counts', () => {
    expect(asked.length).toBeGreaterThan(12);
    for (const sql of asked) {
      const given = /^SELECT ([^]*?)(\s+FROM |$)/u.exec(sql)![1]!;
      if (sql.endsWith('LIMIT 0')) continue;
      expect(given.replaceAll(/\w+\([^()]*(\([^()]*\)[^()]*)*\)/gu, 'counted')).not.toMatch(
        /distinct_id|properties|\btime\b/u,
      );
    }
  });

  it('holds no id of anybody, in any answer', () => {
    for (const { text } of told()) for (const id of world.userIds.slice(0, 200)) expect(text).not.toContain(id);
  });

  it('holds of each person two moments, those of A and B', () => {
    const people = told().filter(({ columns }) => columns.includes('burst'));
    expect(people).toHaveLength(1);
    expect(people[0]!.rows).toBeLessThanOrEqual(world.userIds.length);
    expect(told().flatMap(({ columns }) => columns)).not.toContain('moment');
  });

  it('has for each sampled moment one row, and no more rows of people than moments', () => {
    const before = answers.filter(({ columns }) => columns.includes('inHour'));
    expect(before).toHaveLength(3);
    for (const { rows } of before) expect(rows).toBeLessThanOrEqual(210_000);
  });
});
