import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClickHouseSource, Engine } from '#contract/engine.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { connect } from '#workers/engine/clickhouse/connect.ts';
import { createClickHouseEngine } from '#workers/engine/clickhouse/create-clickhouse-engine.ts';
import { calmly, localEngineOf, plainFile, resultOf } from './both-engines.ts';
import { type EmbeddedEngine, openChdb } from './chdb.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { loadShards, loadTable } from './tables.ts';

const login = { user: 'ptero', password: 'sésame, ouvre-toi'.normalize('NFC') };

/** Events, and a question to them. */
export interface Case {
  readonly name: string;
  readonly content: () => string | { readonly gzip: string };
  readonly definition: ScenarioDefinition;
}

/** Tests that each case's answers are the same from this store, from one table, and from four shards. */
export function testsOfSameResult(cases: readonly Case[]): void {
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

  describe.each(cases)('$name', ({ name, content, definition }) => {
    let local: Engine;
    let remote: Engine;
    let shards: Engine;
    let distributed: Engine;
    beforeAll(async () => {
      const file = plainFile(name.replaceAll(' ', '-'), content());
      loadTable(chdb, file);
      loadShards(chdb, file);
      local = await localEngineOf(file);
      remote = remoteEngine('app.events');
      shards = remoteEngine('app.everywhere');
      distributed = remoteEngine('app.distributed');
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
      const ours = await resultOf(local, definition);
      for (const engine of [remote, distributed]) {
        expect(await resultOf(engine, definition)).toEqual(ours);
      }
      expect(ours.flow.entrants).toBeGreaterThan(100);
    });
  });
}
