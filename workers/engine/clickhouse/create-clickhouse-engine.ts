import type { ClickHouseSource, Engine, RemoteEngine } from '#contract/engine.ts';
import type { Catalogue } from '#contract/store.ts';
import { rollingUsers } from '#core/metering/rolling-users.ts';
import { openStudy } from '#core/predictor/passes/open-study.ts';
import { checkTable } from './check-table.ts';
import type { Connection } from './connect.ts';
import { createStudy } from './create-study.ts';
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

const DAY_MS = 86_400_000;
const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

/**
 * The engine port over ClickHouse: the server counts, and what comes are counts: of the whole, and of numbered people at sampled
 * moments. Events and ids stay there, and so do texts that fewer than five people had.
 *
 * The catalogue is kept until the table's totals change.
 */
export function createClickHouseEngine(
  connection: Connection,
  { table }: Pick<ClickHouseSource, 'table'>,
): RemoteEngine {
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
    studyQuestions: ({ signal }) => createStudy(connection, table, signal),
    async study(definition, most, options) {
      return openStudy(createStudy(connection, table, options.signal), await catalogue(options), definition, most);
    },
  };
}
