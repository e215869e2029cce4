import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { wonWithTarget, type WonLevel } from '#core/predictor/candidates/follows-target.ts';
import { encodeValues } from '#core/predictor/candidates/value-codes.ts';
import { createValueMemo } from '#core/predictor/candidates/value-memo.ts';
import { ValueTag, type PropertyColumn } from '#core/predictor/event-table.ts';
import { finish } from '../stats/close.ts';

const DAY = 86_400;
/** −1: no cell, 3: null, else a value. */
type Cell = -1 | 0 | 1 | 2 | 3;
interface Person {
  readonly before: readonly Cell[];
  readonly after: readonly Cell[];
  /** How many of `after` lie before the exit. */
  readonly inWindow: number;
  readonly converted: boolean;
  readonly late: boolean;
}

const cell: fc.Arbitrary<Cell> = fc.constantFrom<Cell>(-1, 0, 0, 1, 2, 3);
const steady = (value: Cell) => fc.array(fc.constant(value), { minLength: 1, maxLength: 6 });
const anyPerson: fc.Arbitrary<Person> = fc.record({
  before: fc.array(cell, { minLength: 1, maxLength: 3 }),
  after: fc.oneof(fc.array(cell, { maxLength: 6 }), steady(0)),
  inWindow: fc.nat({ max: 6 }),
  converted: fc.boolean(),
  late: fc.boolean(),
});
/** Comes to the second value at the exit, one before or up to two after it. */
const winner: fc.Arbitrary<Person> = fc
  .record({
    run: fc.constantFrom(5, 5, 11),
    off: fc.constantFrom(-2, -1, -1, 0, 1),
    gap: fc.constantFrom<Cell>(-1, 3, 0, 1),
    late: fc.boolean(),
  })
  .map(({ run, off, gap, late }) => ({
    before: [0, 0, 0, 0] as const,
    after: [...Array<Cell>(run).fill(0), gap, ...Array<Cell>(run).fill(1)],
    inWindow: run + off,
    converted: true,
    late: late && off === -2,
  }));
const crowd = fc.tuple(fc.array(anyPerson, { maxLength: 4 }), fc.array(winner, { minLength: 30, maxLength: 70 }));

/** People as the search reads them: second k of a person is their k-th event; the exit is an event of its own. */
function build(people: readonly Person[]) {
  const userStart = [0];
  const time: number[] = [];
  const cells: { position: number; value: Cell }[] = [];
  const cohort: Record<'entryPosition' | 'entrySecond' | 'exit' | 'converted', number[]> = {
    entryPosition: [],
    entrySecond: [],
    exit: [],
    converted: [],
  };
  const exitFrom: number[] = [];
  const exitTo: number[] = [];
  for (const { before, after, inWindow, converted, late } of people) {
    const first = time.length;
    const all = [...before, ...after];
    const exitAt = Math.min(all.length, before.length + inWindow);
    all.forEach((value, k) => {
      if (value !== -1) cells.push({ position: time.length, value });
      time.push(1_000 * (k + (late && k > exitAt ? 2 * DAY : 0)));
    });
    cohort.entryPosition.push(first + before.length - 1);
    cohort.entrySecond.push(before.length - 1);
    cohort.exit.push(exitAt - before.length + 1);
    cohort.converted.push(converted ? 1 : 0);
    exitFrom.push(first + exitAt);
    exitTo.push(Math.min(first + all.length, first + exitAt + 1));
    userStart.push(time.length);
  }
  const column: PropertyColumn = {
    name: 'p',
    position: Uint32Array.from(cells, ({ position }) => position),
    tag: Uint8Array.from(cells, ({ value }) => (value === 3 ? ValueTag.null : ValueTag.string)),
    value: Float64Array.from(cells, ({ value }) => (value === 3 ? 0 : value)),
    strings: ['a', 'b', 'c'],
  };
  return {
    column,
    values: cells.map(({ value }) => value),
    events: { userStart: Uint32Array.from(userStart), time: Float64Array.from(time) },
    positions: { exitFrom: Uint32Array.from(exitFrom), exitTo: Uint32Array.from(exitTo) },
    cohort: {
      user: Uint32Array.from(people.keys()),
      entryPosition: Uint32Array.from(cohort.entryPosition),
      entrySecond: Float64Array.from(cohort.entrySecond),
      exit: Float64Array.from(cohort.exit),
      converted: Uint8Array.from(cohort.converted),
    },
  };
}

/** The definition, cell by cell. */
function byDefinition({ column, values, events, positions, cohort }: ReturnType<typeof build>, level: Uint8Array) {
  const come = [0, 0, 0];
  const withTarget = [0, 0, 0];
  let repeats = 0;
  let same = 0;
  for (const i of cohort.user) {
    const had = new Set([level[i]!]);
    let last: Cell | null = null;
    let since = 0;
    column.position.forEach((at, k) => {
      if (at < events.userStart[i]! || at >= events.userStart[i + 1]! || at <= cohort.entryPosition[i]!) return;
      const value = values[k]!;
      if (value === 3) return;
      if (at >= positions.exitTo[i]!) since += 1;
      if (last !== null) repeats += 1;
      if (last === value) same += 1;
      else if (
        !had.has(value) &&
        !(
          at >= positions.exitTo[i]! &&
          (cohort.converted[i] === 0 ||
            Math.floor(events.time[at]! / 1_000) > cohort.entrySecond[i]! + cohort.exit[i]! + DAY)
        )
      ) {
        had.add(value);
        come[value]! += 1;
        if (cohort.converted[i] === 1 && at >= positions.exitFrom[i]! && since < 2) withTarget[value]! += 1;
      }
      last = value;
    });
  }
  if (same < 0.9 * repeats) return null;
  const found = [0, 1, 2].find((one) => withTarget[one]! >= 30 && withTarget[one]! >= 0.8 * come[one]!);
  return found === undefined ? null : { level: found, share: withTarget[found]! / come[found]! };
}

test.prop([crowd], { numRuns: 300 })(
  'a value is a result of B as the definition says, cell by cell',
  ([some, winners]) => {
    const made = build([...some, ...winners, ...some]);
    const level = Uint8Array.from(made.cohort.user, () => 0);
    const ask = (): WonLevel | null =>
      finish(
        wonWithTarget(
          finish(encodeValues(made.column)),
          made.positions as never,
          made.events as never,
          made.cohort as never,
          { property: 'p', levels: ['a', 'b', 'c'], level, reference: 0, order: null, isMember: false },
          (at) => made.values[at]!,
        ),
      );
    expect(ask()).toEqual(byDefinition(made, level));
  },
);

test('codes are worked out once for a column, and what is beyond the limit each time', () => {
  const memo = createValueMemo();
  const { column } = build([{ before: [0, 1], after: [2, 3], inWindow: 1, converted: true, late: false }]);
  const first = finish(memo.codesOf(column));
  expect(finish(memo.codesOf(column))).toBe(first);
  expect([...first.runStart]).toEqual([0, 1, 2, 3]);
  const large = { ...column, position: new Uint32Array(16_000_001), tag: new Uint8Array(16_000_001) };
  const none = { ...large, value: new Float64Array(16_000_001) };
  expect(finish(memo.codesOf(none))).not.toBe(finish(memo.codesOf(none)));
});
