import type { RiskSets } from '../../stats/risk-set-moments.ts';
import type { EventValue } from '../candidates/event-values.ts';
import type { Entrants } from '../cohort/cohort.ts';
import { COUNTS } from '../input.ts';
import { ACTIVITY_COLUMNS, writeActivity } from '../risk-sets/activity.ts';
import type { DesignColumns, DesignPlan } from '../risk-sets/design-plan.ts';
import { columnsWithin, fixedColumns, levelsOf } from '../risk-sets/design.ts';
import type { Moments } from './passes.ts';
import { type AskedMoments, type BeforeMoments, type Counted, type TriedValue, VALUE_CODES } from './questions.ts';

/** What to ask for the rows of some moments: each person at each second once. */
export function askedBefore(
  cohort: Entrants,
  moments: Moments,
  { behaviours, values, isActivity, countsFirst }: DesignPlan,
  triedOf: (value: EventValue) => TriedValue,
): { readonly wanted: AskedMoments; readonly counted: Counted } {
  const seen = new Set<number>();
  const person: number[] = [];
  const second: number[] = [];
  for (let set = 0; set + 1 < moments.start.length; set += 1) {
    for (let k = moments.start[set]!; k < moments.start[set + 1]!; k += 1) {
      const one = cohort.user[moments.member[k]!]!;
      const key = keyOf(one, moments.second[set]!);
      if (seen.has(key)) continue;
      seen.add(key);
      person.push(one);
      second.push(moments.second[set]!);
    }
  }
  return {
    wanted: { person: Uint32Array.from(person), second: Uint32Array.from(second) },
    counted: {
      events: [...new Set(behaviours.map(({ event }) => event))],
      activity: [...isActivity.keys()].filter((event) => isActivity[event] === 1),
      countsFirst,
      values: values.map(triedOf),
    },
  };
}

/** Seconds since A fit into 32 bits, people into 21. */
const keyOf = (person: number, second: number): number => person * 4294967296 + second;

/** The rows of `buildDesign`, from what an engine counted before each moment. Cost: O(ones written). */
export function designRows(cohort: Entrants, moments: Moments, plan: DesignPlan, before: BeforeMoments): RiskSets {
  const columns = columnsWithin(plan);
  const rowOf = new Map<number, number>();
  before.person.forEach((person, row) => rowOf.set(keyOf(person, before.second[row]!), row));
  const activeOf = activeColumns(before, plan, columns);
  const pairs = moments.member.length;
  const offset = new Uint32Array(pairs + 1);
  let index = new Uint16Array(pairs * 24 + 1024);
  let used = 0;
  for (let set = 0; set + 1 < moments.start.length; set += 1) {
    for (let k = moments.start[set]!; k < moments.start[set + 1]!; k += 1) {
      const i = moments.member[k]!;
      const row = rowOf.get(keyOf(cohort.user[i]!, moments.second[set]!))!;
      const [fixed, active, last] = [fixedColumns(plan, columns, i), activeOf(row), levelsOf(plan, columns, i)];
      const most = used + ACTIVITY_COLUMNS + fixed.length + active.length + last.length;
      if (most > index.length) {
        const larger = new Uint16Array(most * 2);
        larger.set(index.subarray(0, used));
        index = larger;
      }
      const { acts, inDay, inHour, days } = before;
      used = writeActivity(acts[row]!, inDay[row]!, inHour[row]!, days[row]!, index, used);
      for (const column of fixed) index[used++] = column;
      for (const column of active) index[used++] = column;
      for (const column of last) index[used++] = column;
      offset[k + 1] = used;
    }
  }
  return { start: moments.start, rows: { columns: columns.total, offset, index: index.slice(0, used) } };
}

/** Columns of behaviours and values that are on in a row of the answer, ascending. */
function activeColumns(
  { offset, on }: BeforeMoments,
  plan: DesignPlan,
  columns: DesignColumns,
): (row: number) => Uint16Array {
  const ofStep = new Map<number, number>();
  plan.behaviours.forEach(({ event, minCount }, k) => {
    ofStep.set(16 * event + COUNTS.findIndex((n) => n === minCount), columns.behaviour + k);
  });
  return (row) => {
    const found: number[] = [];
    for (let k = offset[row]!; k < offset[row + 1]!; k += 1) {
      const code = on[k]!;
      const column = code >= VALUE_CODES ? columns.value + code - VALUE_CODES : ofStep.get(code);
      if (column !== undefined) found.push(column);
    }
    return Uint16Array.from(found).sort();
  };
}
