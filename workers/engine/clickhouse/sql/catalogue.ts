import { nonQualifyingEvents } from '#core/metering/qualifying-events.ts';
import { WINDOW_DAYS } from '#core/metering/rolling-users.ts';
import type { MergedEvent } from '#core/scenario/definition.ts';
import { LEAVES } from './leaves.ts';
import { literal, MOMENT, NAMES_A_USER, tableName } from './names.ts';
import { createParameters, type Statement } from './parameters.ts';

/** The kinds of a leaf's JSON text, in the words of the catalogue. */
const KIND = `multiIf(startsWith(leaf.2, '"'), 'string', match(leaf.2, '^[\\\\[{]'), 'json', leaf.2 IN ('true', 'false'), 'boolean', leaf.2 = 'null', 'null', 'number')`;

/** Distinct values are counted up to so many. */
export const MOST_DISTINCT = 10_000;

/** The whole of a table in one row. */
export const totalsStatement = (table: string): Statement => ({
  sql: `SELECT count() AS events, uniqExact(distinct_id) AS users, uniqExact(event) AS names, uniqExact(toDate(time, 'UTC')) AS days, min(${MOMENT}) AS first, max(${MOMENT}) AS last FROM ${tableName(table)} WHERE ${NAMES_A_USER}`,
  values: {},
});

/**
 * Each event: rows, users, users whose very first or last event it is (ties included), first and last moment.
 *
 * @param merged - events that count as one, under its name.
 */
export function eventsStatement(table: string, merged: readonly MergedEvent[] = []): Statement {
  const parameters = createParameters();
  const from = merged.flatMap(({ events }) => events);
  const to = merged.flatMap(({ name, events }) => events.map(() => name));
  const shown =
    from.length === 0
      ? 'toString(event)'
      : `transform(toString(event), ${parameters.texts(from)}, ${parameters.texts(to)}, toString(event))`;
  const sql = `SELECT one.1 AS name, sum(one.2) AS count, count() AS users, countIf(one.3 = earliest) AS firsts, countIf(one.4 = latest) AS lasts, min(one.3) AS first, max(one.4) AS last
FROM (SELECT earliest, latest, arrayJoin(ones) AS one
  FROM (SELECT min(begin) AS earliest, max(end) AS latest, groupArray((name, rows, begin, end)) AS ones
    FROM (SELECT distinct_id, ${shown} AS name, count() AS rows, min(${MOMENT}) AS begin, max(${MOMENT}) AS end FROM ${tableName(table)} WHERE ${NAMES_A_USER} GROUP BY distinct_id, name)
    GROUP BY distinct_id))
GROUP BY name`;
  return { sql, values: parameters.values };
}

/** Each property: cells, by kind, and distinct values. */
export const propertiesStatement = (table: string): Statement => ({
  sql: `SELECT leaf.1 AS name, count() AS cells, countIf(kind = 'string') AS string, countIf(kind = 'number') AS number, countIf(kind = 'boolean') AS boolean, countIf(kind = 'null') AS null, countIf(kind = 'json') AS json, least(${MOST_DISTINCT}, uniqExact(leaf.2)) AS distinct
FROM (SELECT arrayJoin(${LEAVES}) AS leaf, ${KIND} AS kind FROM ${tableName(table)} WHERE ${NAMES_A_USER})
GROUP BY name`,
  values: {},
});

/** Properties on the rows of some events, with their cells. */
export function propertiesOfStatement(table: string, events: readonly string[]): Statement {
  const parameters = createParameters();
  const sql = `SELECT leaf.1 AS name, count() AS cells FROM (SELECT arrayJoin(${LEAVES}) AS leaf FROM ${tableName(table)} WHERE ${NAMES_A_USER} AND event IN ${parameters.texts(events)}) GROUP BY name ORDER BY cells DESC, name`;
  return { sql, values: parameters.values };
}

/** Events and users by UTC day, of all events (null) or of some. Days count from 1 January 1970. */
export function daysStatement(table: string, events: readonly string[] | null): Statement {
  const parameters = createParameters();
  const among = events ? ` AND event IN ${parameters.texts(events)}` : '';
  const sql = `SELECT toInt32(toDate(time, 'UTC')) AS day, count() AS events, uniqExact(distinct_id) AS users FROM ${tableName(table)} WHERE ${NAMES_A_USER}${among} GROUP BY day ORDER BY day`;
  return { sql, values: parameters.values };
}

/** The commonest values of a property, as JSON text. */
export function valuesStatement(
  table: string,
  property: string,
  events: readonly string[] | null,
  limit: number,
): Statement {
  const parameters = createParameters();
  const among = events ? ` AND event IN ${parameters.texts(events)}` : '';
  const sql = `SELECT leaf.2 AS raw, count() AS count, uniqExact(distinct_id) AS users FROM (SELECT distinct_id, arrayJoin(${LEAVES}) AS leaf FROM ${tableName(table)} WHERE ${NAMES_A_USER}${among}) WHERE leaf.1 = ${parameters.text(property)} GROUP BY raw ORDER BY count DESC, raw LIMIT ${Math.floor(limit)}`;
  return { sql, values: parameters.values };
}

/**
 * By day since 1970, users who begin to count as active in 30 days less those who cease: what `changesOf` says of each user.
 */
export const activeUsersStatement = (table: string): Statement => ({
  sql: `SELECT one.1 AS day, sum(one.2) AS change
FROM (SELECT arrayPopBack(arrayPushFront(days, -1000)) AS before, arrayPushBack(arrayPopFront(days), 1000000) AS after,
    arrayJoin(arrayConcat(arrayMap(d -> (d, toInt32(1)), arrayFilter((d, b) -> d - b > ${WINDOW_DAYS}, days, before)), arrayMap(d -> (toInt32(d + ${WINDOW_DAYS}), toInt32(-1)), arrayFilter((d, a) -> a - d > ${WINDOW_DAYS}, days, after)))) AS one
  FROM (SELECT arraySort(groupUniqArray(toInt32(toDate(time, 'UTC')))) AS days FROM ${tableName(table)} WHERE ${NAMES_A_USER} AND event NOT IN (${nonQualifyingEvents.map(literal).join(', ')}) GROUP BY distinct_id))
GROUP BY day`,
  values: {},
});
