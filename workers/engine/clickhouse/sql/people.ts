import type { Asked, CohortRule } from '#core/predictor/passes/questions.ts';
import { SHARED_IDS } from '#core/predictor/cohort/outliers.ts';
import { namesBehind } from '#core/scenario/event-names.ts';
import { conditionsOf } from './conditions.ts';
import { LEAVES } from './leaves.ts';
import { literal, MOMENT, NAMES_A_USER, tableName } from './names.ts';
import type { Parameters } from './parameters.ts';
import { signatureOf } from './values.ts';

/** Which properties the rows of people carry: none, all, or some. */
export type Carried = 'nothing' | 'all' | readonly string[];

const isShared = `lowerUTF8(trimBoth(distinct_id)) IN (${['', ...SHARED_IDS].map(literal).join(', ')})`;

/** Rows that are A. */
export const startsOf = ({ start, mergedEvents }: Asked['definition'], parameters: Parameters): string =>
  `${NAMES_A_USER} AND event IN ${parameters.texts(namesBehind(mergedEvents, start.event))} AND ${conditionsOf(start.filters, LEAVES, parameters)}`;

/**
 * Everybody drawn, one row each: `number`, `key`, `shared`, and their `rows` in order of time, name and content, as tuples of
 * moment (ms), code, signature, second, code as shown, is it A, is it B, properties; where A is among them (`entryAt`, from 1) and
 * the B that counts (`nextAt`, 0 for none). It all stays on the server.
 *
 * Works on a plain table, a view and a `Distributed` table alike: what is joined is sent to the shards (GLOBAL), and a user's
 * rows may lie on any of them.
 */
export function everybody(
  table: string,
  { definition, most, names, shown }: Asked,
  carried: Carried,
  parameters: Parameters,
): string {
  const { start, target, mergedEvents } = definition;
  const starts = startsOf(definition, parameters);
  const drawn = `SELECT distinct_id AS id, murmurHash3_32(distinct_id) AS hash FROM ${tableName(table)} WHERE ${starts} GROUP BY distinct_id ORDER BY hash, id LIMIT ${Math.floor(most)}`;
  const users = `SELECT id, hash, toUInt32(row_number() OVER (ORDER BY hash, id) - 1) AS number FROM (${drawn})`;
  const readsLeaves = carried !== 'nothing' || start.filters.length > 0 || target.filters.length > 0;
  const known = parameters.texts(names);
  const own = `SELECT number, hash, distinct_id, ${MOMENT} AS moment, event, transform(toString(event), ${known}, range(length(${known})), ${names.length}) AS code, ${readsLeaves ? LEAVES : "CAST([], 'Array(Tuple(String, String))')"} AS found, arrayFilter((l, k) -> k = 1, found, arrayEnumerateUniq(found.1)) AS leaves
FROM ${tableName(table)} AS events GLOBAL INNER JOIN (${users}) AS drawn ON drawn.id = events.distinct_id`;
  const passes = ({ event, filters }: typeof start): string =>
    `toUInt8(event IN ${parameters.texts(namesBehind(mergedEvents, event))} AND ${conditionsOf(filters, 'leaves', parameters)})`;
  const kept =
    typeof carried === 'string' ? 'leaves' : `arrayFilter(l -> has(${parameters.texts(carried)}, l.1), leaves)`;
  const row = [
    'moment',
    'toUInt32(code)',
    readsLeaves ? `toUInt64(${signatureOf('leaves')})` : 'toUInt64(0)',
    'toInt64(floor(moment / 1000))',
    `${parameters.whole(shown)}[code + 1]`,
    passes(start),
    passes(target),
    ...(carried === 'nothing' ? [] : [kept]),
  ];
  return `SELECT number, any(toUInt16(bitShiftRight(hash, 16))) AS key, any(toUInt8(${isShared})) AS shared,
  arraySort(r -> (r.1, r.2, r.3), groupArray(one)) AS rows,
  arrayFirstIndex(r -> r.6 = 1, rows) AS entryAt, arrayFirstIndex(r -> r.7 = 1, rows) AS firstB,
  if(firstB = entryAt, arrayFirstIndex((r, k) -> r.7 = 1 AND k > entryAt, rows, arrayEnumerate(rows)), firstB) AS nextAt
FROM (SELECT number, hash, distinct_id, (${row.join(', ')}) AS one FROM (${own}) WHERE code < ${names.length})
GROUP BY number`;
}

/**
 * The cohort, one row each: `number`, `rows`, `entryAt`, the seconds of A and of the exit, 1 for who converted and for whom the
 * whole window was watched, and the first row that counts as after A (`fromAt`).
 */
export function cohortOf(
  table: string,
  asked: Asked,
  { bots, horizonSeconds, dataEndSecond }: CohortRule,
  carried: Carried,
  parameters: Parameters,
): string {
  const horizon = `toInt64(${horizonSeconds})`;
  const end = `toInt64(${dataEndSecond})`;
  const aside = asked.definition.keepOutliers ? '1' : `shared = 0 AND NOT has(${parameters.whole(bots)}, number)`;
  return `SELECT number, rows, entryAt, rows[entryAt].4 AS entry, nextAt > 0 AND rows[nextAt].4 > entry AS reached,
  if(reached, rows[nextAt].4 - entry, greatest(0, ${end} - entry)) AS whole,
  toUInt8(reached AND whole <= ${horizon}) AS won, entry + least(whole, ${horizon}) AS exit, toUInt8(entry + ${horizon} <= ${end}) AS watched,
  arrayFirstIndex(r -> r.4 >= entry, rows) AS fromAt
FROM (${everybody(table, asked, carried, parameters)})
WHERE NOT (nextAt > 0 AND rows[nextAt].4 <= rows[entryAt].4) AND ${aside}`;
}

/** Is a row, at place `pos` with second `s`, within its user's window: after A, strictly before B. */
export const IN_WINDOW = 'pos >= fromAt AND pos != entryAt AND (s < exit OR (won = 0 AND s = exit))';

/** The rows of the cohort one by one, with `pos`, `s`, `m` and what is known of their user. */
export const rowsOf = (cohort: string): string =>
  `SELECT number, entryAt, fromAt, entry, exit, won, watched, r.4 AS s, r.5 AS m, r, pos FROM (${cohort}) ARRAY JOIN rows AS r, arrayEnumerate(rows) AS pos`;
