import { PteroError } from '../../errors/ptero-error.ts';
import type { RiskSets } from '../../stats/risk-set-moments.ts';
import { ACTIVITY_COLUMNS, createActivityTracker } from './activity.ts';
import { secondOf, windowStart, type Entrants } from '../cohort/cohort.ts';
import type { EventTable } from '../event-table.ts';
import { layOutColumns, levelColumn, MOST_COLUMNS, type DesignColumns, type DesignPlan } from './design-plan.ts';
import type { Moments } from '../passes/passes.ts';

/**
 * Write what had happened to each sampled user strictly before its moment, as sparse rows in the order of the risk sets.
 *
 * Events in the same second as the moment do not count. Users are walked once, whatever number of sets they are in.
 * Yields now and then so that it can be interrupted. Cost: O(events of the sampled users + ones written).
 */
export function* buildDesign(
  events: EventTable,
  cohort: Entrants,
  sampled: Moments,
  plan: DesignPlan,
): Generator<undefined, RiskSets> {
  const columns = columnsWithin(plan);
  yield;
  const order = pairsByUser(cohort.user.length, sampled);
  yield;
  const pairs = sampled.member.length;
  const begin = new Uint32Array(pairs);
  const length = new Uint32Array(pairs);
  let buffer = new Uint16Array(pairs * 24 + 1024);
  let used = 0;

  const thresholds = thresholdsByEvent(events.eventNames.length, plan, columns);
  const valueAt = yield* valuesByPosition(events.time.length, plan, columns);
  const count = new Uint32Array(events.eventNames.length);
  const touched = new Uint32Array(events.eventNames.length);
  /** Columns of behaviours and values that are on, ascending. */
  const active = new Uint16Array(columns.total);
  const tracker = createActivityTracker();

  for (let from = 0; from < pairs;) {
    const i = sampled.member[order.pair[from]!]!;
    let upTo = from;
    while (upTo < pairs && sampled.member[order.pair[upTo]!] === i) upTo += 1;
    const fixed = fixedColumns(plan, columns, i);
    const last = levelsOf(plan, columns, i);
    let activeCount = 0;
    let touchedCount = 0;
    const entry = cohort.entryPosition[i]!;
    const end = events.userStart[cohort.user[i]! + 1]!;
    let at = windowStart(events, cohort, i);
    tracker.reset(cohort.entrySecond[i]!);
    for (let k = from; k < upTo; k += 1) {
      const pair = order.pair[k]!;
      const moment = cohort.entrySecond[i]! + sampled.second[order.set[k]!]!;
      for (; at < end; at += 1) {
        const second = secondOf(events.time[at]!);
        if (second >= moment) break;
        if (at === entry) continue;
        const code = events.event[at]!;
        const times = count[code]! + 1;
        if (times === 1) touched[touchedCount++] = code;
        count[code] = times;
        if (plan.isActivity[code] === 1 && (plan.countsFirst || times > 1)) tracker.add(second);
        for (let t = thresholds.start[code]!; t < thresholds.start[code + 1]!; t += 1) {
          if (thresholds.minCount[t] === times) activeCount = insert(active, activeCount, thresholds.column[t]!);
        }
        for (let v = valueAt.start[at]!; v < valueAt.start[at + 1]!; v += 1) {
          activeCount = insert(active, activeCount, valueAt.column[v]!);
        }
      }
      const most = used + ACTIVITY_COLUMNS + fixed.length + activeCount + last.length;
      if (most > buffer.length) {
        const larger = new Uint16Array(most * 2);
        larger.set(buffer.subarray(0, used));
        buffer = larger;
      }
      begin[pair] = used;
      used = tracker.write(moment, buffer, used);
      for (let c = 0; c < fixed.length; c += 1) buffer[used++] = fixed[c]!;
      for (let c = 0; c < activeCount; c += 1) buffer[used++] = active[c]!;
      for (let c = 0; c < last.length; c += 1) buffer[used++] = last[c]!;
      length[pair] = used - begin[pair]!;
    }
    for (let c = 0; c < touchedCount; c += 1) count[touched[c]!] = 0;
    if (upTo >> 10 !== from >> 10) yield;
    from = upTo;
  }
  return { start: sampled.start, rows: { columns: columns.total, ...inSetOrder(buffer, begin, length, used) } };
}

/** The columns of a plan. @throws PteroError `analysis/failed` where there are more than can be numbered. */
export function columnsWithin(plan: DesignPlan): DesignColumns {
  const columns = layOutColumns(plan);
  if (columns.total <= MOST_COLUMNS) return columns;
  throw new PteroError({
    code: 'analysis/failed',
    message: `there are ${columns.total} behaviours and attributes to try; at most ${MOST_COLUMNS} fit`,
    details: { columns: columns.total },
  });
}

/** Columns that a user has at every moment: entry period and attributes. Ascending. */
export function fixedColumns(plan: DesignPlan, columns: DesignColumns, i: number): number[] {
  const fixed: number[] = [];
  if (plan.period[i]! > 0) fixed.push(columns.period + plan.period[i]! - 1);
  plan.attributes.forEach((attribute, a) => {
    const column = levelColumn(columns, plan, a, attribute.level[i]!);
    if (column >= 0) fixed.push(column);
  });
  return fixed;
}

/** Columns of the further levels that a user has. Ascending. */
export function levelsOf(plan: DesignPlan, columns: DesignColumns, i: number): number[] {
  const on: number[] = [];
  plan.levels.forEach(({ attribute, level }, k) => {
    if (attribute.level[i] === level) on.push(columns.level + k);
  });
  return on;
}

/** Numbers of the pairs, sorted by user and then by time, with the set of each. */
function pairsByUser(users: number, sampled: Moments): { pair: Uint32Array; set: Uint32Array } {
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

/** Least counts of event e and their columns: from `start[e]` up to `start[e + 1]`. */
interface Thresholds {
  readonly start: Uint32Array;
  readonly minCount: Uint32Array;
  readonly column: Uint16Array;
}

function thresholdsByEvent(names: number, { behaviours }: DesignPlan, columns: DesignColumns): Thresholds {
  const start = new Uint32Array(names + 1);
  for (const { event } of behaviours) start[event + 1]! += 1;
  for (let event = 0; event < names; event += 1) start[event + 1]! += start[event]!;
  const next = start.slice();
  const minCount = new Uint32Array(behaviours.length);
  const column = new Uint16Array(behaviours.length);
  behaviours.forEach((behaviour, k) => {
    const at = next[behaviour.event]!++;
    minCount[at] = behaviour.minCount;
    column[at] = columns.behaviour + k;
  });
  return { start, minCount, column };
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

/** Put a value into the first `count` of an ascending list unless it is there; returns how many there are then. */
function insert(sorted: Uint16Array, count: number, value: number): number {
  let at = count;
  while (at > 0 && sorted[at - 1]! > value) at -= 1;
  if (at > 0 && sorted[at - 1] === value) return count;
  for (let k = count; k > at; k -= 1) sorted[k] = sorted[k - 1]!;
  sorted[at] = value;
  return count + 1;
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
    const to = offset[pair]!;
    const from = begin[pair]!;
    for (let k = 0; k < length[pair]!; k += 1) index[to + k] = buffer[from + k]!;
    offset[pair + 1] = to + length[pair]!;
  }
  return { offset, index };
}
