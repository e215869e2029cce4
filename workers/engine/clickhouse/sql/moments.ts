import {
  type Asked,
  type AskedMoments,
  type CohortRule,
  type Counted,
  VALUE_CODES,
} from '#core/predictor/passes/questions.ts';
import { COUNTS } from '#core/predictor/input.ts';
import { createParameters, type Parameters, type Statement } from './parameters.ts';
import { cohortOf } from './people.ts';
import { hashOf, isNumber, kindsOf, numberOf } from './values.ts';

const DAY = 86_400;
const HOUR = 3_600;
/** Events within this many seconds of one that was counted are the same act; see `createActivityTracker`. */
const ONE_ACT = 10;
const NONE = 4_294_967_295;

/** The cohort with their rows after A, in order, and which time of its event each is. */
const withAfter = (cohort: string): string =>
  `SELECT number, rows, entry, fromAt, arrayFilter((r, k) -> k >= fromAt AND k != entryAt, rows, arrayEnumerate(rows)) AS after, arrayEnumerateUniq(arrayMap(r -> r.5, after)) AS nth FROM (${cohort})`;

const counts = `[${COUNTS.join(', ')}]`;

/** Seconds at which least counts were reached, with their codes. */
const stepsOf = (events: string): string =>
  `arrayMap((r, n) -> (r.4, toUInt32(16 * r.5 + indexOf(${counts}, n) - 1)), arrayFilter((r, n) -> has(${counts}, n) AND has(${events}, r.5), after, nth), arrayFilter((n, r) -> has(${counts}, n) AND has(${events}, r.5), nth, after))`;

/** Seconds of what counts as an act: not within ten seconds of one that was counted. */
function actsOf(activity: string, countsFirst: boolean): string {
  const seconds = `arrayMap(r -> r.4, arrayFilter((r, n) -> has(${activity}, r.5)${countsFirst ? '' : ' AND n > 1'}, after, nth))`;
  const apart = `arrayFold((kept, x) -> if(x - kept[-1] >= ${ONE_ACT}, arrayPushBack(kept, x), kept), near, [near[1]])`;
  return `arrayFlatten(arrayMap(near -> if(near[-1] - near[1] < ${ONE_ACT}, [near[1]], ${apart}), arraySplit((x, gap) -> gap >= ${ONE_ACT}, ${seconds}, arrayDifference(${seconds}))))`;
}

/** Seconds at which each tried value was first had, with its code. */
function valueStepsOf({ values }: Counted, parameters: Parameters): string {
  const numbered = values.map((value, place) => ({ ...value, place }));
  const plain = numbered.filter(({ cuts }) => cuts === null);
  const ranged = numbered.filter(({ cuts }) => cuts !== null);
  const parts: string[] = [];
  if (plain.length > 0) {
    const keys = parameters.texts(plain.map(({ event, property, kind }) => `${event} ${kind} ${property}`));
    const codes = parameters.whole(plain.map(({ place }) => VALUE_CODES + place));
    parts.push(
      `arrayMap(kind -> transform(concat(toString(r.5), ' ', ${hashOf('kind.1')}, ' ', l.1), ${keys}, ${codes}, toUInt32(${NONE})), ${kindsOf('l.2')})`,
    );
  }
  for (const { event, property, cuts, range, place } of ranged) {
    parts.push(
      `if(r.5 = ${event} AND l.1 = ${parameters.text(property)} AND ${isNumber('l.2')} AND arrayCount(at -> ${numberOf('l.2')} > at, ${parameters.numbers(cuts!)}) = ${range}, [toUInt32(${VALUE_CODES + place})], [toUInt32(${NONE})])`,
    );
  }
  const all = `arrayFlatten(arrayMap(r -> arrayMap(code -> (r.4, code), arrayFilter(code -> code != ${NONE}, arrayFlatten(arrayMap(l -> arrayConcat(${parts.join(', ')}), r.8)))), after))`;
  return `arrayFilter((step, again) -> again = 1, (${all} AS had), arrayEnumerateUniq(arrayMap(step -> step.2, had)))`;
}

const askedFor = ({ person, second }: AskedMoments, parameters: Parameters): string =>
  `SELECT pair.1 AS person, groupArray(pair.2) AS times FROM (SELECT arrayJoin(arrayZip(${parameters.whole(person)}, ${parameters.whole(second)})) AS pair) GROUP BY person`;

/** What had been done before each moment: `buildDesign` before it becomes columns. */
export function beforeStatement(
  table: string,
  asked: Asked,
  rule: CohortRule,
  moments: AskedMoments,
  counted: Counted,
): Statement {
  const parameters = createParameters();
  const properties = [...new Set(counted.values.map(({ property }) => property))];
  const cohort = cohortOf(table, asked, rule, properties.length > 0 ? properties : 'nothing', parameters);
  const events = parameters.whole(counted.events);
  const activity = parameters.whole(counted.activity);
  const steps = stepsOf(events);
  const people = `SELECT number, entry, ${actsOf(activity, counted.countsFirst)} AS done, ${properties.length > 0 ? `arrayConcat(${steps}, ${valueStepsOf(counted, parameters)})` : steps} AS steps FROM (${withAfter(cohort)})`;
  const sql = `SELECT person, time AS second, toUInt32(length(arrayFilter(x -> x < entry + time, done) AS sofar)) AS acts,
  toUInt32(arrayCount(x -> x >= entry + time - ${DAY}, sofar)) AS inDay, toUInt32(arrayCount(x -> x >= entry + time - ${HOUR}, sofar)) AS inHour,
  toUInt32(length(arrayDistinct(arrayMap(x -> intDiv(x - entry, ${DAY}), sofar)))) AS days, arrayMap(step -> step.2, arrayFilter(step -> step.1 < entry + time, steps)) AS on
FROM (SELECT person, entry, done, steps, times FROM (${people}) AS people INNER JOIN (${askedFor(moments, parameters)}) AS wanted ON people.number = wanted.person) ARRAY JOIN times AS time`;
  return { sql: `SELECT person, second, acts, inDay, inHour, days, on FROM (${sql})`, values: parameters.values };
}

/** What had been done by one second since A: `countHistory`. */
export function byThenStatement(
  table: string,
  asked: Asked,
  rule: CohortRule,
  people: Uint32Array,
  second: number,
  { events, activity }: Pick<Counted, 'events' | 'activity'>,
): Statement {
  const parameters = createParameters();
  const cohort = cohortOf(table, asked, rule, 'nothing', parameters);
  const active = parameters.whole(activity);
  const then = `entry + toInt64(${second})`;
  const sql = `SELECT number AS person, arrayFilter(r -> r.4 <= ${then}, after) AS done, arrayFilter(r -> has(${active}, r.5), done) AS acts, arrayMap(r -> r.5, arrayFilter(r -> has(${parameters.whole(events)}, r.5), done)) AS wanted,
  toFloat64(length(acts)) AS total, toFloat64(length(arrayDistinct(arrayMap(r -> r.5, acts)))) AS distinct, toFloat64(if(total = 0, toInt64(${second}), ${then} - acts[-1].4)) AS sinceLast, toFloat64(if(total = 0, toInt64(${second}), acts[1].4 - entry)) AS toFirst,
  toFloat64(arrayCount((r, k) -> k < fromAt AND has(${active}, r.5), rows, arrayEnumerate(rows))) AS before, toFloat64(entry - rows[1].4) AS known,
  arrayDistinct(wanted) AS event, arrayMap(one -> toUInt32(countEqual(wanted, one)), event) AS count
FROM (${withAfter(cohort)}) WHERE has(${parameters.whole(people)}, number)`;
  return {
    sql: `SELECT person, total, distinct, sinceLast, toFirst, before, known, event, count FROM (${sql}) ORDER BY person`,
    values: parameters.values,
  };
}
