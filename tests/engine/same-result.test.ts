import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClickHouseSource, Engine } from '#contract/engine.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld } from '#tests/worlds/simulate-world.ts';
import { toNdjson } from '#tests/worlds/to-ndjson.ts';
import { nullWorld } from '#tests/worlds/world-options.ts';
import { connect } from '#workers/engine/clickhouse/connect.ts';
import { createClickHouseEngine } from '#workers/engine/clickhouse/create-clickhouse-engine.ts';
import { calmly, localEngineOf, plainFile, question, resultOf } from './both-engines.ts';
import { type EmbeddedEngine, openChdb } from './chdb.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { loadShards, loadTable } from './tables.ts';

const DAY = 86_400_000;
const login = { user: 'ptero', password: 'sésame, ouvre-toi'.normalize('NFC') };

let chdb: EmbeddedEngine;
let endpoint: Endpoint;
beforeAll(async () => {
  chdb = openChdb();
  endpoint = await startEndpoint(chdb, { ...login, cors: true });
});
afterAll(async () => {
  await endpoint.close();
  chdb.close();
});

const remoteEngine = (table: string): Engine => {
  const source: ClickHouseSource = { address: endpoint.address, table, ...login };
  return createClickHouseEngine(connect(source), source);
};

interface Case {
  readonly name: string;
  readonly content: () => string | { readonly gzip: string };
  readonly definitions: readonly ScenarioDefinition[];
}

const sets: readonly Case[] = [
  {
    name: 'tldr',
    content: () => ({ gzip: 'public/sample/tldr-contributors.ndjson.gz' }),
    definitions: [question('Page Added', 'Page Edited', { horizonMs: 14 * DAY })],
  },
  {
    name: 'saas',
    content: () => ({ gzip: 'public/sample/saas.ndjson.gz' }),
    definitions: [question('Sign Up', 'Start Plan')],
  },
  {
    name: 'stackexchange',
    content: () => ({ gzip: '../shared/data/stackexchange_quantum/export.ndjson.gz' }),
    definitions: [question('Signed Up', 'Question Posted', { horizonMs: 14 * DAY })],
  },
  {
    name: 'fines',
    content: () => ({ gzip: '../shared/data/traffic_fines/export.ndjson.gz' }),
    definitions: [question('Create Fine', 'Payment', { horizonMs: 365 * DAY })],
  },
];

const worlds = Object.entries(namedWorlds).map(([name, options], seed): Case => {
  const world = () => simulateWorld({ ...options, users: 1_500 }, seed + 1);
  return { name: `world ${name}`, content: () => toNdjson(world()), definitions: [] };
});

describe.each([...sets, ...worlds].filter(isThere))('$name', ({ name, content, definitions }) => {
  let local: Engine;
  let remote: Engine;
  let shards: Engine;
  let distributed: Engine;
  let asked = definitions;
  beforeAll(async () => {
    const file = plainFile(name.replaceAll(' ', '-'), content());
    loadTable(chdb, file);
    loadShards(chdb, file);
    local = await localEngineOf(file);
    remote = remoteEngine('app.events');
    shards = remoteEngine('app.everywhere');
    distributed = remoteEngine('app.distributed');
    if (definitions.length === 0) {
      const world = namedWorlds[name.slice('world '.length) as keyof typeof namedWorlds];
      const { start, target } = { ...nullWorld, ...world };
      asked = [question(start, target)];
    }
  });

  it('has the same totals, catalogue and monthly users on both engines, over four shards and distributed over them', async () => {
    const { events: rows, users, eventNames, days, firstTimeMs, lastTimeMs } = await local.totals(calmly());
    const totals = { events: rows, users, eventNames, days, firstTimeMs, lastTimeMs };
    const { events, properties } = await local.catalogue(calmly());
    const monthly = await local.monthlyUsers(calmly());
    for (const engine of [remote, shards, distributed]) {
      expect(await engine.totals(calmly())).toMatchObject(totals);
      expect(await engine.catalogue(calmly())).toMatchObject({ events, properties });
      expect(await engine.monthlyUsers(calmly())).toEqual(monthly);
    }
  });

  it('has the same result to the last digit on both engines, distributed over four shards', async () => {
    for (const definition of asked) {
      const ours = await resultOf(local, definition);
      for (const engine of [remote, distributed]) {
        expect(await resultOf(engine, definition)).toEqual(ours);
      }
      expect(ours.flow.entrants).toBeGreaterThan(100);
    }
  });
});

function isThere({ content, name }: Case): boolean {
  return (
    name.startsWith('world') ||
    !(name === 'fines' || name === 'stackexchange') ||
    existsSync((content() as { gzip: string }).gzip)
  );
}
