import { PteroError } from '../../errors/ptero-error.ts';
import type { RiskSets } from '../../stats/risk-set-moments.ts';
import { ACTIVITY_COLUMNS, createActivityTracker } from './activity.ts';
import { secondOf, windowStart, type Entrants } from '../cohort/cohort.ts';
import type { EventTable } from '../event-table.ts';
import { layOutColumns, levelColumn, MOST_COLUMNS, type DesignColumns, type DesignPlan } from './design-plan.ts';
import type { SampledRiskSets } from './risk-sets.ts';

/**
 * Write what had happened to each sampled user strictly before its moment, as sparse rows in the order of the risk sets.
 *
 * Events in the same second as the moment do not count. Users are walked once, whatever number of sets they are in.
 * Yields now and then so that it can be interrupted. Cost: O(events of the sampled users + ones written).
 */
export function* buildDesign(
  events: EventTable,
  cohort: Entrants,
  sampled: SampledRiskSets,
  plan: DesignPlan,
): Generator<undefined, RiskSets> {
  const columns = layOutColumns(plan);
  if (columns.total > MOST_COLUMNS) {
    throw new PteroError({
      code: 'analysis/failed',
      message: `there are ${columns.total} behaviours and attributes to try; at most ${MOST_COLUMNS} fit`,
      details: { columns: columns.total },
    });
  }
  const order = pairsByUser(cohort.user.length, sampled);
  const pairs = sampled.member.length;
  const begin = new Uint32Array(pairs);
  const length = new Uint32Array(pairs);
  let buffer = new Uint16Array(pairs * 24 + 1024);
  let used = 0;

  const thresholds = thresholdsByEvent(events.eventNames.length, plan, columns);
  const valueAt = yield* valuesByPosition(events.time.length, plan, columns);
  const count = new Uint32Array(events.eventNames.length);
  const tracker = createActivityTracker();

  for (let from = 0; from < pairs;) {
    const i = sampled.member[order.pair[from]!]!;
    let upTo = from;
    while (upTo < pairs && sampled.member[order.pair[upTo]!] === i) upTo += 1;
    const fixed = fixedColumns(plan, columns, i);
    const last = levelsOf(plan, columns, i);
    const active: number[] = [];
    const touched: number[] = [];
    const entry = cohort.entryPosition[i]!;
    const end = events.userStart[cohort.user[i]! + 1]!;
    let at = windowStart(events, cohort, i);
    tracker.reset(cohort.entrySecond[i]!);
    for (let k = from; k < upTo; k += 1) {
      const pair = order.pair[k]!;
      const moment = cohort.entrySecond[i]! + sampled.second[order.set[k]!]!;
      for (; at < end && secondOf(events.time[at]!) < moment; at += 1) {
        if (at === entry) continue;
        const code = events.event[at]!;
        if (count[code] === 0) touched.push(code);
        count[code]! += 1;
        if (plan.isActivity[code] === 1 && (plan.countsFirst || count[code]! > 1)) {
          tracker.add(secondOf(events.time[at]!));
        }
        for (const threshold of thresholds[code]!)
          if (threshold.minCount === count[code]) insert(active, threshold.column);
        for (let k = valueAt.start[at]!; k < valueAt.start[at + 1]!; k += 1) {
          const column = valueAt.column[k]!;
          if (!active.includes(column)) insert(active, column);
        }
      }
      const most = used + ACTIVITY_COLUMNS + fixed.length + active.length + last.length;
      if (most > buffer.length) {
        const larger = new Uint16Array(most * 2);
        larger.set(buffer.subarray(0, used));
        buffer = larger;
      }
      begin[pair] = used;
      used = tracker.write(moment, buffer, used);
      for (const column of fixed) buffer[used++] = column;
      for (const column of active) buffer[used++] = column;
      for (const column of last) buffer[used++] = column;
      length[pair] = used - begin[pair]!;
    }
    for (const code of touched) count[code] = 0;
    if (upTo >> 10 !== from >> 10) yield;
    from = upTo;
  }
  return { start: sampled.start, rows: { columns: columns.total, ...inSetOrder(buffer, begin, length, used) } };
}

function fixedColumns(plan: DesignPlan, columns: DesignColumns, i: number): number[] {
  const fixed: number[] = [];
  if (plan.period[i]! > 0) fixed.push(columns.period + plan.period[i]! - 1);
  plan.attributes.forEach((attribute, a) => {
    const column = levelColumn(columns, plan, a, attribute.level[i]!);
    if (column >= 0) fixed.push(column);
  });
  return fixed;
}

function levelsOf(plan: DesignPlan, columns: DesignColumns, i: number): number[] {
  const on: number[] = [];
  plan.levels.forEach(({ attribute, level }, k) => {
    if (attribute.level[i] === level) on.push(columns.level + k);
  });
  return on;
}

/** Numbers of the pairs, sorted by user and then by time, with the set of each. */
function pairsByUser(users: number, sampled: SampledRiskSets): { pair: Uint32Array; set: Uint32Array } {
  const pairs = sampled.member.length;
  const setOf = new Uint32Array(pairs);
  for (let set = 0; set + 1 < sampled.start.length; set += 1)
    setOf.fill(set, sampled.start[set]!, sampled.start[set + 1]!);
  const bySecond = Uint32Array.from(sampled.second.keys()).sort((a, b) => sampled.second[a]! - sampled.second[b]!);
  const next = new Uint32Array(users + 1);
  for (const i of sampled.member) next[i + 1]! += 1;
  for (let i = 0; i < users; i += 1) next[i + 1]! += next[i]!;
  const pair = new Uint32Array(pairs);
  for (const set of bySecond) {
    for (let k = sampled.start[set]!; k < sampled.start[set + 1]!; k += 1) {
      const i = sampled.member[k]!;
      pair[next[i]!] = k;
      next[i]! += 1;
    }
  }
  return { pair, set: pair.map((k) => setOf[k]!) };
}

function thresholdsByEvent(
  names: number,
  plan: DesignPlan,
  columns: DesignColumns,
): { minCount: number; column: number }[][] {
  const thresholds: { minCount: number; column: number }[][] = Array.from({ length: names }, () => []);
  plan.behaviours.forEach(({ event, minCount }, k) =>
    thresholds[event]!.push({ minCount, column: columns.behaviour + k }),
  );
  return thresholds;
}

/** Columns of the event values by table position: those of position p are from `start[p]` up to `start[p + 1]`, ascending. */
interface ValuesByPosition {
  readonly start: Uint32Array;
  readonly column: Uint16Array;
}

function* valuesByPosition(
  rows: number,
  plan: DesignPlan,
  columns: DesignColumns,
): Generator<undefined, ValuesByPosition> {
  const start = new Uint32Array(rows + 1);
  for (const { positions } of plan.values) {
    for (const position of positions) start[position + 1]! += 1;
    yield;
  }
  for (let at = 0; at < rows; at += 1) start[at + 1]! += start[at]!;
  const next = start.slice(0, rows);
  const column = new Uint16Array(start[rows]!);
  for (const [k, { positions }] of plan.values.entries()) {
    for (const position of positions) {
      column[next[position]!] = columns.value + k;
      next[position]! += 1;
    }
    yield;
  }
  return { start, column };
}

function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  sorted.push(value);
  while (at > 0 && sorted[at - 1]! > value) {
    sorted[at] = sorted[at - 1]!;
    at -= 1;
  }
  sorted[at] = value;
}

function inSetOrder(
  buffer: Uint16Array,
  begin: Uint32Array,
  length: Uint32Array,
  used: number,
): { offset: Uint32Array; index: Uint16Array } {
  const offset = new Uint32Array(begin.length + 1);
  const index = new Uint16Array(used);
  for (let pair = 0; pair < begin.length; pair += 1) {
    const from = begin[pair]!;
    index.set(buffer.subarray(from, from + length[pair]!), offset[pair]!);
    offset[pair + 1] = offset[pair]! + length[pair]!;
  }
  return { offset, index };
}
