import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClickHouseSource, Engine } from '#contract/engine.ts';
import { describeError } from '#ui/describe-error.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld } from '#tests/worlds/simulate-world.ts';
import { toNdjson } from '#tests/worlds/to-ndjson.ts';
import { connect } from '#workers/engine/clickhouse/connect.ts';
import { createClickHouseEngine } from '#workers/engine/clickhouse/create-clickhouse-engine.ts';
import { calmly, plainFile, question, resultOf } from './both-engines.ts';
import { type EmbeddedEngine, openChdb } from './chdb.ts';
import { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';
import { loadTable } from './tables.ts';

const login = { user: 'ptero', password: 'secret' };
const world = simulateWorld({ ...namedWorlds.null, users: 400 }, 1);
const asked = question(world.truth.start, world.truth.target);
let chdb: EmbeddedEngine;
let endpoint: Endpoint | null = null;

beforeAll(() => {
  chdb = openChdb();
  loadTable(chdb, plainFile('failures', toNdjson(world)));
  chdb.query('CREATE VIEW app.bare AS SELECT event, distinct_id AS who, time FROM app.events');
});
afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});
afterAll(() => chdb.close());

async function serve(options: Partial<EndpointOptions> = {}, source: Partial<ClickHouseSource> = {}): Promise<Engine> {
  endpoint = await startEndpoint(chdb, { ...login, cors: true, ...options });
  const whole: ClickHouseSource = { address: endpoint.address, table: 'app.events', ...login, ...source };
  return createClickHouseEngine(connect(whole), whole);
}

async function failureOf(work: Promise<unknown>): Promise<{ code: string; words: string }> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(PteroError);
  const failure = error as PteroError;
  return { code: failure.code, words: describeError(failure.toData()) };
}

/** Is it the question about the people of a scenario? */
const isHeavy = (sql: string): boolean => sql.startsWith('SELECT number, key');

/** An exception as the server would raise it in the middle of a scenario. */
const raise = (code: number, name: string, message: string): Partial<EndpointOptions> => ({
  onQuestion({ sql }) {
    if (isHeavy(sql)) throw Object.assign(new Error(message), { code, name });
  },
});

describe('a server that cannot answer', () => {
  it.each([
    [
      'a wrong password',
      {},
      { password: 'guess' },
      'engine/refused-login',
      /user “ptero” with this password.*Check both/u,
    ],
    [
      'a missing table',
      {},
      { table: 'app.nothing' },
      'engine/no-table',
      /no table or view “app.nothing”.*Check the spelling/u,
    ],
    ['a missing database', {}, { table: 'nowhere.events' }, 'engine/no-table', /“nowhere.events”/u],
    [
      'missing columns',
      {},
      { table: 'app.bare' },
      'engine/no-column',
      /lacks distinct_id, properties.*view with these names/u,
    ],
    ['an old version', { version: '18.16.1.1' }, {}, 'engine/old-version', /too old \(18\.16\.1\.1\).*24\.3 or later/u],
    [
      'a time-out',
      raise(159, 'TIMEOUT_EXCEEDED', 'Timeout exceeded: elapsed 300 seconds'),
      {},
      'engine/timed-out',
      /Raise max_execution_time/u,
    ],
    [
      'a memory limit',
      raise(241, 'MEMORY_LIMIT_EXCEEDED', 'Query memory limit exceeded: would use 20.00 GiB.'),
      {},
      'engine/limit',
      /20\.00 GiB.*Raise the limit/u,
    ],
    [
      'a missing grant',
      raise(497, 'ACCESS_DENIED', 'Not enough privileges.'),
      {},
      'engine/not-allowed',
      /GRANT SELECT ON app\.events TO ptero/u,
    ],
  ] as const)('says what to do about %s', async (_, options, source, code, words) => {
    const engine = await serve(options, source);
    const failure = await failureOf(engine.study(asked, 1000, calmly()));
    expect(failure.code).toBe(code);
    expect(failure.words).toMatch(words);
  });

  it('says what to do about an address where nobody answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    const engine = await serve({}, { address: `http://127.0.0.1:${port}` });
    const failure = await failureOf(engine.totals(calmly()));
    expect(failure.code).toBe('engine/unreachable');
    expect(failure.words).toMatch(/could not reach http:\/\/127\.0\.0\.1.*add_http_cors_header/u);
  });

  it('says so when somebody kills the question on the server', async () => {
    const engine = await serve({
      onQuestion: ({ id, sql }) => {
        if (!isHeavy(sql)) return undefined;
        endpoint!.kill(id);
        return new Promise<void>(() => undefined);
      },
    });
    const failure = await failureOf(engine.study(asked, 1000, calmly()));
    expect(failure.code).toBe('engine/killed');
    expect(failure.words).toMatch(/Somebody ended this question.*try again/u);
  });

  it('says so when a question fails in the middle of an analysis', async () => {
    const engine = await serve({
      onQuestion({ sql }) {
        if (sql.startsWith('SELECT property, text'))
          throw Object.assign(new Error('Timeout exceeded'), { code: 159, name: 'TIMEOUT_EXCEEDED' });
      },
    });
    const failure = await failureOf(resultOf(engine, asked));
    expect(failure.code).toBe('engine/timed-out');
  });

  it('is told of a cancel by the end of the connection', async () => {
    const controller = new AbortController();
    const engine = await serve({
      onQuestion: ({ sql, closed }) => {
        if (!isHeavy(sql)) return undefined;
        controller.abort();
        return new Promise<void>((resolve) => closed.addEventListener('abort', () => resolve()));
      },
    });
    const failure = await failureOf(engine.study(asked, 1000, { signal: controller.signal }));
    expect(failure.code).toBe('job/cancelled');
    await expect.poll(() => endpoint!.abandoned).toEqual([endpoint!.asked.at(-1)]);
  });

  it('never gets a setting that a read-only user may not send', async () => {
    const engine = await serve();
    expect((await resultOf(engine, asked, 1000)).flow.analysed).toBeGreaterThan(0);
  });
});
