import type { Asked, CohortRule } from '#core/predictor/passes/questions.ts';
import { MOST_IN_AN_HOUR } from '#core/predictor/cohort/outliers.ts';
import { COUNTS } from '#core/predictor/input.ts';
import { tableName } from './names.ts';
import { createParameters, type Parameters, type Statement } from './parameters.ts';
import { cohortOf, everybody, IN_WINDOW, rowsOf, startsOf } from './people.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How many people did A, drawn or not. */
export function entrantsStatement(table: string, { definition }: Asked): Statement {
  const parameters = createParameters();
  const starts = startsOf(definition, parameters);
  return {
    sql: `SELECT count() AS entrants FROM (SELECT distinct_id FROM ${tableName(table)} WHERE ${starts} GROUP BY distinct_id)`,
    values: parameters.values,
  };
}

/** Everybody drawn, with when they did A and B and how busy they were. */
export function peopleStatement(table: string, asked: Asked): Statement {
  const parameters = createParameters();
  const apart = MOST_IN_AN_HOUR - 1;
  const sql = `SELECT number, key, shared, toFloat64(rows[entryAt].4) AS entry, if(nextAt > 0, toFloat64(rows[nextAt].4), nan) AS target,
  toFloat64(length(rows)) AS events, toFloat64(length(arrayDistinct(arrayMap(r -> floor(r.1 / ${DAY_MS}), rows)))) AS days,
  arrayMap(r -> r.1, rows) AS moments,
  toUInt8(arrayExists((a, b) -> b - a < ${HOUR_MS}, arraySlice(moments, 1, greatest(0, toInt64(length(moments)) - ${apart})), arraySlice(moments, ${apart + 1}))) AS burst
FROM (${everybody(table, asked, 'nothing', parameters)}) ORDER BY number`;
  return {
    sql: `SELECT number, key, shared, entry, target, events, days, burst FROM (${sql}) ORDER BY number`,
    values: parameters.values,
  };
}

/** The median of a sorted array, as `median` has it. NaN for none. */
const medianOf = (sorted: string): string =>
  `if(length(${sorted}) = 0, nan, ${sorted}[intDiv(length(${sorted}) + 1, 2)] + if(length(${sorted}) % 2 = 1, 0, (${sorted}[intDiv(length(${sorted}), 2) + 1] - ${sorted}[intDiv(length(${sorted}) + 1, 2)]) / 2))`;

/** Who did what before their exit, by event: `tallyEvents` and `medianLeads`. */
export function tallyStatement(table: string, asked: Asked, rule: CohortRule): Statement {
  const parameters = createParameters();
  const cohort = cohortOf(table, asked, rule, 'nothing', parameters);
  const latest = `arrayMax(arrayPushFront(arrayMap((r, pos) -> if((r.4 AS s) >= entry AND ${IN_WINDOW}, r.4, toInt64(-9000000000000)), rows, arrayEnumerate(rows)), toInt64(-9000000000000)))`;
  const withLatest = `SELECT *, ${latest} AS latest FROM (${cohort})`;
  const flat = `SELECT number, entryAt, fromAt, entry, exit, won, watched, latest, r.4 AS s, r.5 AS m, pos FROM (${withLatest}) ARRAY JOIN rows AS r, arrayEnumerate(rows) AS pos`;
  const each = `SELECT number, m, won, watched, exit, entry, latest,
  arraySort(groupArrayIf(s, inside)) AS seconds, maxIf(s, inside OR (won = 1 AND s = exit)) AS last, countIf(inside OR (won = 1 AND s = exit)) > 0 AS passed
FROM (SELECT *, ${IN_WINDOW} AS inside FROM (${flat}) WHERE pos >= fromAt AND pos != entryAt) GROUP BY number, m, won, watched, exit, entry, latest`;
  const levels = COUNTS.map((n) => ({ n, some: `length(seconds) >= ${n}` }));
  const sql = `SELECT m AS event, [${levels.map(({ some }) => `countIf(${some})`).join(', ')}] AS users, [${levels.map(({ some }) => `countIf(won = 1 AND ${some})`).join(', ')}] AS convertedUsers,
  ${levels.map(({ n, some }) => `arraySort(groupArrayIf(seconds[${n}] - entry, ${some})) AS after${n}`).join(', ')}, [${levels.map(({ n }) => `toFloat64(${medianOf(`after${n}`)})`).join(', ')}] AS leads,
  countIf(won = 1 AND passed) AS onWay, countIf(won = 1 AND passed AND last >= latest) AS lastBefore, arraySort(groupArrayIf(exit - last, won = 1 AND passed)) AS waits, toFloat64(${medianOf('waits')}) AS lead,
  count() AS doers, countIf(won = 1 AND length(seconds) = 0) AS onlyAfter, countIf(watched = 1 AND length(seconds) > 0) AS plainWith, countIf(watched = 1 AND won = 1 AND length(seconds) > 0) AS plainConverted, sum(length(seconds)) AS cells
FROM (${each}) GROUP BY m`;
  const told =
    'event, users, convertedUsers, leads, onWay, lastBefore, lead, doers, onlyAfter, plainWith, plainConverted, cells';
  return { sql: `SELECT ${told} FROM (${sql}) ORDER BY event`, values: parameters.values };
}

/** A cohort's rows and the parameters of the query they are for. */
export interface Flat {
  readonly parameters: Parameters;
  readonly rows: string;
}

/** The rows of the cohort with their properties, to make a query of. */
export function flatRows(table: string, asked: Asked, rule: CohortRule, carried: readonly string[] | 'all'): Flat {
  const parameters = createParameters();
  return { parameters, rows: rowsOf(cohortOf(table, asked, rule, carried, parameters)) };
}
