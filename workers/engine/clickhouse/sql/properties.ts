import type { Asked, CohortRule } from '#core/predictor/passes/questions.ts';
import type { Statement } from './parameters.ts';
import { IN_WINDOW } from './people.ts';
import { flatRows } from './study.ts';
import { hashOf, isNumber, isText, kindsOf, nameOf, numberOf } from './values.ts';

/** A text that fewer people than this have had stays on the server. */
export const FEWEST_TO_TELL = 5;

const HASH = (raw: string): string => hashOf(nameOf(raw));
/** Stands for a text: the mark, and a hash that keeps different texts apart. */
const veiled = (raw: string): string => `concat('"\\\\u0000', ${HASH(raw)}, '"')`;

/** The values that the cohort had as of A, with who had them. A text that fewer than five had is veiled. */
export function valuesAtStartStatement(table: string, asked: Asked, rule: CohortRule): Statement {
  const { parameters, rows } = flatRows(table, asked, rule, 'all');
  const each = `SELECT number, leaf.1 AS property, argMax(leaf.2, pos) AS raw FROM (SELECT number, pos, arrayJoin(r.8) AS leaf FROM (${rows}) WHERE pos <= entryAt) GROUP BY number, property`;
  const sql = `SELECT property, if(${isText('raw')} AND length(people) < ${FEWEST_TO_TELL}, ${veiled('raw')}, raw) AS text, ${HASH('raw')} AS hash, arraySort(groupArray(number)) AS people FROM (${each}) GROUP BY property, raw`;
  return {
    sql: `SELECT property, text, hash, people FROM (${sql}) ORDER BY property, people[1], hash`,
    values: parameters.values,
  };
}

const DAY = 86_400;

/** To which values people came after A, of properties that mostly stay the same: what `wonWithTarget` reads. */
export function valueChangesStatement(
  table: string,
  asked: Asked,
  rule: CohortRule,
  properties: readonly string[],
): Statement {
  const { parameters, rows } = flatRows(table, asked, rule, properties);
  const cells = `SELECT number, pos, s, exit, won, leaf.1 AS property, leaf.2 AS raw, ${nameOf('raw')} AS name FROM (SELECT number, pos, s, exit, won, arrayJoin(r.8) AS leaf FROM (${rows}) WHERE pos > entryAt) WHERE raw != 'null'`;
  const each = `SELECT number, property, exit, won, arraySort(groupArray((pos, s, name, if(${isText('raw')}, ${veiled('raw')}, raw)))) AS cells,
  arrayMap(c -> c.3, cells) AS names, length(cells) - 1 AS repeats, arraySum(arrayMap((a, b) -> a = b, arrayPopBack(names), arrayPopFront(names))) AS same,
  arrayCount(c -> c.2 <= exit, cells) AS until,
  arrayFilter((c, k, nth) -> nth = 1 AND NOT (c.2 > exit AND (won = 0 OR c.2 > exit + ${DAY})), arrayMap((c, k) -> (c.1, c.2, c.3, c.4, k), cells, arrayEnumerate(cells)), arrayEnumerate(cells), arrayEnumerateUniq(names)) AS fresh
FROM (${cells}) GROUP BY number, property, exit, won`;
  const sql = `SELECT property, number AS person, toFloat64(repeats) AS repeats, toFloat64(same) AS same, sum(same) OVER (PARTITION BY property) >= 0.9 * sum(repeats) OVER (PARTITION BY property) AS steady,
  if(steady, arrayMap(c -> c.4, fresh), []) AS values, if(steady, arrayMap(c -> toUInt8(won = 1 AND c.2 >= exit AND toInt64(c.5) - toInt64(until) < 2), fresh), []) AS withTarget
FROM (SELECT property, number, toUInt64(repeats) AS repeats, toUInt64(same) AS same, fresh, won, exit, until FROM (${each}))`;
  return {
    sql: `SELECT property, person, repeats, same, values, withTarget FROM (${sql}) WHERE steady ORDER BY property, person`,
    values: parameters.values,
  };
}

/** So many repeats tell enough; see `describesTheUser`. */
const ENOUGH_REPEATS = 50_000;

/** How steady each property is within the windows, up to 50,000 repeats in order of the users. */
export function steadinessStatement(table: string, asked: Asked, rule: CohortRule): Statement {
  const { parameters, rows } = flatRows(table, asked, rule, 'all');
  const cells = `SELECT number, pos, m, leaf.1 AS property, ${nameOf('leaf.2')} AS name FROM (SELECT number, pos, m, arrayJoin(r.8) AS leaf FROM (${rows}) WHERE ${IN_WINDOW})`;
  const each = `SELECT property, number, arraySort(groupArray((pos, m, name))) AS cells, length(cells) - 1 AS repeats, arrayMap((a, b) -> toUInt8(a.3 = b.3), arrayPopBack(cells), arrayPopFront(cells)) AS alike
FROM (${cells}) GROUP BY property, number`;
  const sofar = `SELECT property, number, cells, alike, toInt64(repeats) AS repeats, sum(toInt64(repeats)) OVER (PARTITION BY property ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - toInt64(repeats) AS already FROM (${each})`;
  const cut = `SELECT property, least(repeats, ${ENOUGH_REPEATS} - already) AS taken, arraySlice(alike, 1, taken) AS seen, arrayMap(c -> c.2, arraySlice(cells, 1, taken + 1)) AS names FROM (${sofar}) WHERE already < ${ENOUGH_REPEATS}`;
  return {
    sql: `SELECT property, toFloat64(sum(taken)) AS repeats, toFloat64(sum(arraySum(seen))) AS same, length(groupUniqArrayArray(names)) AS names FROM (${cut}) GROUP BY property ORDER BY property`,
    values: parameters.values,
  };
}

const NUMBERED = `count() AS n, toFloat64(uniqExact(number)) AS users, toFloat64(uniqExactIf(number, won = 1)) AS converted, toFloat64(uniqExactIf(number, watched = 1)) AS watchers, toFloat64(uniqExactIf(number, watched = 1 AND won = 1)) AS watchersWon`;
const LISTED = 10;
const COMMONEST = 5;
const FEWEST_TIMES = 30;

/** The values of events in the windows: how many there are, and those that may be tried or listed. */
export function eventValuesStatement(
  table: string,
  asked: Asked,
  rule: CohortRule,
  properties: readonly string[],
  events: readonly number[],
  most: readonly number[],
): Statement {
  const { parameters, rows } = flatRows(table, asked, rule, properties);
  const limit = `transform(m, ${parameters.whole(events)}, ${parameters.numbers(most)}, toFloat64(0))`;
  const cells = `SELECT number, pos, m, won, watched, leaf.1 AS property, leaf.2 AS raw, arrayJoin(${kindsOf('raw')}) AS kind FROM (SELECT number, pos, m, won, watched, arrayJoin(r.8) AS leaf FROM (${rows}) WHERE ${IN_WINDOW} AND has(${parameters.whole(events)}, m)) WHERE raw != 'null'`;
  const each = `SELECT m, property, kind.1 AS name, any(kind.2) AS raw, any(kind.3) AS isNumber, ${NUMBERED}, min((number, pos, kind.4)) AS first FROM (${cells}) GROUP BY m, property, name`;
  const told = `(if(${isText('raw')} AND users < ${FEWEST_TO_TELL}, ${veiled('raw')}, raw), ${hashOf('name')}, toFloat64(n), users, converted, watchers, watchersWon, toUInt8(startsWith(name, 'has ')))`;
  const sql = `SELECT m AS event, property, count() AS seen, countIf(isNumber = 1) AS numbers,
  arrayMap(v -> v.3, arraySlice(arraySort(groupArrayIf((-toFloat64(n), first, ${told}), n >= ${FEWEST_TIMES} AND n <= ${limit})), 1, ${COMMONEST})) AS commonest,
  arrayMap(v -> v.3, arraySlice(arraySort(groupArrayIf((-users, first, ${told}), users >= ${FEWEST_TO_TELL})), 1, ${LISTED})) AS widest
FROM (${each}) GROUP BY event, property`;
  const field = (list: string, k: number): string => `arrayMap(v -> v.${k}, ${list}) AS ${list}${k}`;
  const fields = ['commonest', 'widest'].flatMap((list) => [1, 2, 3, 4, 5, 6, 7, 8].map((k) => field(list, k)));
  return {
    sql: `SELECT event, property, seen, numbers, ${fields.join(', ')} FROM (${sql}) ORDER BY event, property`,
    values: parameters.values,
  };
}

const MOST_SORTED = 200_000;

/** Numbers of events cut at their quartiles, and what lies in each range; see `numberRanges`. */
export function rangesStatement(
  table: string,
  asked: Asked,
  rule: CohortRule,
  of: readonly { readonly event: number; readonly property: string }[],
): Statement {
  const names = [...new Set(of.map(({ property }) => property))];
  const { parameters, rows } = flatRows(table, asked, rule, names);
  const wanted = of.map(({ event, property }) => `${event} ${property}`);
  const cells = `SELECT number, pos, m, won, watched, leaf.1 AS property, ${numberOf('leaf.2')} AS v FROM (SELECT number, pos, m, won, watched, arrayJoin(r.8) AS leaf FROM (${rows}) WHERE ${IN_WINDOW}) WHERE ${isNumber('leaf.2')} AND has(${parameters.texts(wanted)}, concat(toString(m), ' ', leaf.1))`;
  const cut = (share: number): string => {
    const place = `((length(sorted) - 1) * ${share})`;
    const low = `sorted[toUInt64(floor(${place})) + 1]`;
    const high = `sorted[least(toUInt64(floor(${place})) + 2, length(sorted))]`;
    return `${low} + (${high} - ${low}) * (${place} - floor(${place}))`;
  };
  const each = `SELECT m, property, arraySort(groupArray((number, pos, v, won, watched))) AS cells, toUInt64(ceil(length(cells) / ${MOST_SORTED})) AS stride,
  arraySort(arrayMap(c -> c.3, arrayFilter((c, k) -> (k - 1) % stride = 0, cells, arrayEnumerate(cells)))) AS sorted, arrayDistinct([${[0.25, 0.5, 0.75].map(cut).join(', ')}]) AS cuts
FROM (${cells}) GROUP BY m, property`;
  const flat = `SELECT m, property, cuts, c.1 AS number, c.2 AS pos, c.4 AS won, c.5 AS watched, arrayCount(at -> c.3 > at, cuts) AS range FROM (${each}) ARRAY JOIN cells AS c`;
  return {
    sql: `SELECT m AS event, property, range, any(cuts) AS cuts, ${NUMBERED}, min((number, pos)) AS first FROM (${flat}) GROUP BY m, property, range ORDER BY event, property, first`,
    values: parameters.values,
  };
}
