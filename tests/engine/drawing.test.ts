import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#contract/engine.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import { hashUserId } from '#core/sample/user-hash.ts';
import { connect } from '#workers/engine/clickhouse/connect.ts';
import { createClickHouseEngine } from '#workers/engine/clickhouse/create-clickhouse-engine.ts';
import { answered } from './answered.ts';
import { calmly, localEngineOf, plainFile, question, resultOf } from './both-engines.ts';
import { type EmbeddedEngine, openChdb } from './chdb.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { loadTable } from './tables.ts';

const USERS = 240;
const login = { user: 'ptero', password: '' };

/** People with all that an export may hold: nested values, lists, equal events at one moment, rare texts, ids that many share. */
function lines(): string {
  const all: string[] = [];
  const add = (event: string, user: string, second: number, properties: Record<string, unknown>, id: string) =>
    all.push(
      JSON.stringify({
        event,
        properties: { time: 1_700_000_000 + second, distinct_id: user, $insert_id: id, ...properties },
      }),
    );
  for (let u = 0; u < USERS; u += 1) {
    const user = u === 7 ? 'null' : u === 8 ? 'Ünïcödé 😀' : `user "${u}"\\`;
    const at = u * 500;
    const email = `someone-${u}@example.org`;
    add(
      'Start',
      user,
      at,
      { plan: ['free', 'pro', 'team'][u % 3], email, deep: { a: { b: u % 4 }, list: ['x', u % 2] } },
      `a${u}`,
    );
    add('Start', user, at, { plan: 'other', note: 'tab\tquote" back\\slash é 😀' }, `b${u}`);
    for (let k = 0; k < u % 6; k += 1) {
      add(
        'Look',
        user,
        at + 10 * k,
        { page: `page ${k % 3}`, amount: (u * 37 + k * 11) % 101, ok: k % 2 === 0, gone: null },
        `l${u}-${k}`,
      );
      add(
        'Look',
        user,
        at + 10 * k,
        { page: `page ${(k + 1) % 3}`, tags: ['one', 'two'].slice(0, (u + k) % 3) },
        `m${u}-${k}`,
      );
    }
    if (u % 2 === 0) add('Finish', user, at + 100 + u, { total: u / 4, coupon: u % 4 === 0 ? 'YES' : 'no' }, `f${u}`);
  }
  return `${all.join('\n')}\n`;
}

const crossed: Uint8Array[] = [];
let chdb: EmbeddedEngine;
let endpoint: Endpoint;
let local: Engine;
let remote: Engine;
beforeAll(async () => {
  chdb = openChdb();
  endpoint = await startEndpoint(chdb, { ...login, cors: true, onAnswer: (bytes) => void crossed.push(bytes) });
  const file = plainFile('drawing', lines());
  loadTable(chdb, file);
  local = await localEngineOf(file);
  const source = { address: endpoint.address, table: 'app.events', ...login };
  remote = createClickHouseEngine(connect(source), source);
});
afterAll(async () => {
  await endpoint.close();
  chdb.close();
});

const asked = question('Start', 'Finish', { horizonMs: 86_400_000 });

describe('people drawn from a server', () => {
  it('give the same result as in this browser, whatever their properties hold', async () => {
    const ours = await resultOf(local, asked);
    expect(await resultOf(remote, asked)).toEqual(ours);
    expect(ours.flow.setAside.map(({ reason }) => reason)).toContain('empty-or-shared-id');
  });

  it('have the same catalogue, values, days and merged events', async () => {
    const { events, properties } = await local.catalogue(calmly());
    expect(await remote.catalogue(calmly())).toMatchObject({ events, properties });
    expect(properties.map(({ name }) => name)).toContain('deep.a.b');
    for (const property of ['plan', 'amount', 'ok', 'gone', 'tags', 'deep.list', 'none']) {
      for (const names of [null, ['Look'], ['Start', 'Look']]) {
        const ours = await local.propertyValues(property, names, 500, calmly());
        expect(await remote.propertyValues(property, names, 500, calmly())).toEqual(ours);
      }
    }
    expect(await remote.propertiesOf(['Look'], calmly())).toEqual(await local.propertiesOf(['Look'], calmly()));
    expect(await remote.days(['Look'], calmly())).toEqual(await local.days(['Look'], calmly()));
    const merged = [{ name: 'Begin or look', events: ['Start', 'Look'] }];
    expect(await remote.mergedEvents(merged, calmly())).toEqual(await local.mergedEvents(merged, calmly()));
  });

  it('are those with the smallest hashes of their ids when there are more than may be drawn', async () => {
    const { drawn, elsewhere } = await remote.study(asked, 50, calmly());
    const { userIds } = await local.study(asked, 1e6, calmly());
    const { entrants } = await answered(elsewhere!.entrants());
    expect(drawn!.entrants).toBe(USERS);
    expect([...entrants.key]).toEqual(userIds.slice(0, 50).map((id) => hashUserId(id) >>> 16));
    const result = await resultOf(remote, asked, 50);
    expect(result.flow.setAside).toContainEqual({ reason: 'not-drawn', users: USERS - 50 });
  });

  it('come without ids and without texts that fewer than five of them had', async () => {
    crossed.length = 0;
    await resultOf(remote, asked);
    const told = crossed.map((bytes) => new TextDecoder().decode(bytes)).join('\n');
    expect(told).not.toMatch(/user \W?"|someone-|Ünïcödé/u);
    expect(told).toContain('page 1');
    expect(told).toContain('free');
  });

  const filters: readonly (readonly [PropertyFilter, (u: number) => boolean])[] = [
    [{ property: 'plan', operator: 'is', values: ['pro', 'team'] }, (u) => u % 3 > 0],
    [{ property: 'plan', operator: 'is-not', values: ['free', 'other'] }, (u) => u % 3 > 0],
    [{ property: 'plan', operator: 'contains', values: ['PR'] }, (u) => u % 3 === 1],
    [{ property: 'deep.a.b', operator: 'greater', values: [1] }, (u) => u % 4 > 1],
    [{ property: 'deep.a.b', operator: 'is', values: [0] }, (u) => u % 4 === 0],
    [{ property: 'deep.a.b', operator: 'is', values: ['0'] }, () => false],
    [{ property: 'deep.list', operator: 'contains', values: [1] }, (u) => u % 2 === 1],
    [{ property: 'email', operator: 'is', values: ['someone-3@example.org'] }, (u) => u === 3],
    [{ property: 'note', operator: 'contains', values: ['tab\tquote" back\\'] }, () => true],
    [{ property: 'email', operator: 'is-set', values: [] }, () => true],
  ];
  it.each(filters)('pass the filter %j as the local store would have it', async (filter, passes) => {
    const narrowed = { ...asked, start: { event: 'Start', filters: [filter] } };
    const { drawn, elsewhere } = await remote.study(narrowed, 1e6, calmly());
    const { entrants } = await answered(elsewhere!.entrants());
    const expected = Array.from({ length: USERS }, (_, u) => u).filter(passes).length;
    expect(drawn!.entrants).toBe(expected);
    expect(entrants.user.length).toBe(expected);
  });
});
