import type { ClickHouseSource, DrawnTable, Engine, EngineOptions } from '#contract/engine.ts';
import type { Catalogue } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { rollingUsers } from '#core/metering/rolling-users.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { checkTable } from './check-table.ts';
import { createTableCollector } from './collect-table.ts';
import type { Connection } from './connect.ts';
import { count, dayCounts, eventSummaries, propertyCounts, propertySummaries, valueCounts } from './read-catalogue.ts';
import {
  activeUsersStatement,
  daysStatement,
  eventsStatement,
  propertiesOfStatement,
  propertiesStatement,
  totalsStatement,
  valuesStatement,
} from './sql/catalogue.ts';
import { countStatement, rowsStatement } from './sql/draw.ts';

const DAY_MS = 86_400_000;
const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

/**
 * The engine port over ClickHouse: counts are made on the server; of events only the rows of the users drawn come, numbered,
 * without ids, and without texts that fewer than five of them carry.
 *
 * The catalogue is kept until the table's totals change.
 */
export function createClickHouseEngine(connection: Connection, { table }: Pick<ClickHouseSource, 'table'>): Engine {
  let kept: { readonly exactly: string; readonly catalogue: Omit<Catalogue, 'projectId'> } | null = null;

  const totals: Engine['totals'] = async ({ signal }) => {
    await checkTable(connection, table, signal);
    const [row] = await connection.rows(totalsStatement(table), signal);
    const events = count(row!['events']);
    const [first, last] = [count(row!['first']), count(row!['last'])];
    return {
      events,
      users: count(row!['users']),
      eventNames: count(row!['names']),
      days: count(row!['days']),
      firstTimeMs: events > 0 ? first : null,
      lastTimeMs: events > 0 ? last : null,
      // By the day: a table that is written to all the time would make every answer out of date at once.
      fingerprint: `clickhouse ${dayOf(first)} ${dayOf(last)} ${count(row!['names'])}`,
    };
  };
  const catalogue: Engine['catalogue'] = async (options) => {
    const { fingerprint, ...exact } = await totals(options);
    const exactly = JSON.stringify(exact);
    if (kept?.exactly === exactly) return kept.catalogue;
    const events = eventSummaries(await connection.rows(eventsStatement(table), options.signal));
    const properties = propertySummaries(await connection.rows(propertiesStatement(table), options.signal));
    kept = { exactly, catalogue: { fingerprint, events, properties } };
    return kept.catalogue;
  };

  return {
    totals,
    catalogue,
    async propertiesOf(events, { signal }) {
      return propertyCounts(await connection.rows(propertiesOfStatement(table, events), signal));
    },
    async propertyValues(property, events, limit, { signal }) {
      return valueCounts(await connection.rows(valuesStatement(table, property, events, limit), signal));
    },
    async mergedEvents(merged, { signal }) {
      const names = new Set(merged.map(({ name }) => name));
      const all = eventSummaries(await connection.rows(eventsStatement(table, merged), signal));
      return all.filter(({ name }) => names.has(name)).map((event) => ({ ...event, bookkeeping: false }));
    },
    async days(events, { signal }) {
      return dayCounts(await connection.rows(daysStatement(table, events), signal));
    },
    async monthlyUsers(options) {
      const { lastTimeMs } = await totals(options);
      const rows = await connection.rows(activeUsersStatement(table), options.signal);
      const changes = rows.map((row) => [count(row['day']), count(row['change'])] as const);
      return rollingUsers(changes, dayOf(lastTimeMs ?? 0));
    },
    draw: (definition, most, options) => draw(definition, most, options),
  };

  async function draw(definition: ScenarioDefinition, most: number, options: EngineOptions): Promise<DrawnTable> {
    const { events, properties, fingerprint } = await catalogue(options);
    const { firstTimeMs, lastTimeMs } = spanOf(events);
    const [counted] = await connection.rows(countStatement(table, definition, most), options.signal);
    const entrants = count(counted!['entrants']);
    const expected = count(counted!['rows']);
    const collector = createTableCollector();
    for await (const batch of connection.batches(rowsStatement(table, definition, most), options.signal)) {
      collector.add(batch);
      options.onProgress?.({ fraction: Math.min(1, collector.rows / Math.max(1, expected)), rows: collector.rows });
    }
    if (collector.rows < expected) {
      throw new PteroError({
        code: 'engine/failed',
        message: `the answer broke off: ${collector.rows} of ${expected} rows came`,
      });
    }
    const collected = collector.done(
      events.map(({ name }) => name),
      properties.map(({ name }) => name),
    );
    return {
      ...collected.table,
      fingerprint,
      drawn: { userKeys: collected.userKeys, dataFromMs: firstTimeMs, dataToMs: lastTimeMs, entrants },
      startRows: definition.start.filters.length > 0 ? collected.starts : null,
      targetRows: definition.target.filters.length > 0 ? collected.reaches : null,
    };
  }
}

function spanOf(events: Catalogue['events']): { firstTimeMs: number; lastTimeMs: number } {
  return {
    firstTimeMs: Math.min(...events.map((one) => one.firstTimeMs)),
    lastTimeMs: Math.max(...events.map((one) => one.lastTimeMs)),
  };
}
