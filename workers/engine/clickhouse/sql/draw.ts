import { SHARED_IDS } from '#core/predictor/cohort/outliers.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { namesBehind } from '#core/scenario/event-names.ts';
import { conditionsOf } from './conditions.ts';
import { LEAVES } from './leaves.ts';
import { literal, MOMENT, NAMES_A_USER, tableName } from './names.ts';
import { createParameters, type Parameters, type Statement } from './parameters.ts';

/** A text that fewer drawn users than this carry stays on the server. */
export const FEWEST_TO_TELL = 5;

/** How many people did A, and how many rows the drawn ones have. */
export function countStatement(table: string, definition: ScenarioDefinition, most: number): Statement {
  const parameters = createParameters();
  const drawn = drawnUsers(table, definition, most, parameters);
  const counted = `SELECT count() AS entrants FROM (SELECT distinct_id FROM ${tableName(table)} WHERE ${startsOf(definition, parameters)} GROUP BY distinct_id)`;
  const rows = `SELECT count() AS rows FROM ${tableName(table)} WHERE distinct_id GLOBAL IN (SELECT id FROM (${drawn}))`;
  return { sql: `SELECT entrants, rows FROM (${counted}) AS a CROSS JOIN (${rows}) AS b`, values: parameters.values };
}

/**
 * The rows of the users drawn: number, key, whether the id is one that many share, moment, event, which ends it passes,
 * names and JSON texts of its properties. Texts that fewer than five of these users carry come veiled.
 *
 * Works on a plain table, a view and a `Distributed` table alike: what is joined is sent to the shards (GLOBAL), and a user's
 * rows may lie on any of them.
 */
export function rowsStatement(table: string, definition: ScenarioDefinition, most: number): Statement {
  const parameters = createParameters();
  const users = `SELECT id, hash, toUInt32(row_number() OVER (ORDER BY hash, id) - 1) AS number FROM (${drawnUsers(table, definition, most, parameters)})`;
  const own = `SELECT number, hash, distinct_id, time, event, ${LEAVES} AS leaves FROM ${tableName(table)} AS events GLOBAL INNER JOIN (${users}) AS drawn ON drawn.id = events.distinct_id`;
  const told = `SELECT groupBitmapState(pair) FROM (SELECT cityHash64(leaf.1, leaf.2) AS pair FROM (SELECT number, arrayJoin(leaves) AS leaf FROM (${own})) WHERE startsWith(leaf.2, '"') GROUP BY pair HAVING uniqExact(number) >= ${FEWEST_TO_TELL})`;
  const { start, target, mergedEvents } = definition;
  const passes = ({ event, filters }: typeof start): string =>
    `toUInt8(event IN ${parameters.texts(namesBehind(mergedEvents, event))} AND ${conditionsOf(filters, 'leaves', parameters)})`;
  const sql = `WITH (${told}) AS told
SELECT number AS user, toUInt16(bitShiftRight(hash, 16)) AS key, toUInt8(${isShared}) AS shared, ${MOMENT} AS moment, toString(event) AS name,
  ${passes(start)} AS starts, ${passes(target)} AS reaches,
  arrayMap(pair -> pair.1, leaves) AS names, arrayMap(pair -> if(NOT startsWith(pair.2, '"') OR bitmapContains(told, cityHash64(pair.1, pair.2)), pair.2, ${veiled}), leaves) AS texts
FROM (${own})
ORDER BY user, moment, name`;
  return { sql, values: parameters.values };
}

const startsOf = ({ start, mergedEvents }: ScenarioDefinition, parameters: Parameters): string =>
  `${NAMES_A_USER} AND event IN ${parameters.texts(namesBehind(mergedEvents, start.event))} AND ${conditionsOf(start.filters, LEAVES, parameters)}`;

/** The people who did A, those with the smallest hashes of their ids. */
function drawnUsers(table: string, definition: ScenarioDefinition, most: number, parameters: Parameters): string {
  return `SELECT distinct_id AS id, murmurHash3_32(distinct_id) AS hash FROM ${tableName(table)} WHERE ${startsOf(definition, parameters)} GROUP BY distinct_id ORDER BY hash, id LIMIT ${Math.floor(most)}`;
}

const isShared = `lowerUTF8(trimBoth(distinct_id)) IN (${['', ...SHARED_IDS].map(literal).join(', ')})`;

/** Sixteen bits to put equal events in order by, and a hash that keeps different texts apart; keyed anew for each analysis. */
const veiled = `concat('"\\\\u0000', lower(leftPad(hex(toUInt16(bitShiftRight(murmurHash3_32(JSONExtractString(pair.2)), 16))), 4, '0')), lower(hex(sipHash64(pair.2))), '"')`;
