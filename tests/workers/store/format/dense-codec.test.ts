import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { packCells, packNumbers, unpackCells, unpackNumbers } from '#workers/store/format/chunk-codec.ts';
import { decodeDense, encodeDeltas, encodeRuns } from '#workers/store/format/dense-codec.ts';
import { encodeNumbers } from '#workers/store/format/number-codec.ts';

const someNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, 1, 1, Number.NaN, Infinity, 2 ** 53, -(2 ** 53), 0.1),
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }),
  fc.double(),
);
/** Numbers that come again and again. */
const someRuns = fc
  .array(fc.tuple(someNumber, fc.integer({ min: 1, max: 40 })), { maxLength: 12 })
  .map((runs) => Float64Array.from(runs.flatMap(([value, times]) => Array.from({ length: times }, () => value))));
const someRises = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 41 }), fc.array(fc.integer({ min: -5, max: 2 ** 35 }), { maxLength: 60 }))
  .chain(([base, steps]) =>
    fc.constantFrom(1, 1000).map((times) => {
      let value = base;
      return Float64Array.from([base, ...steps].map((step, i) => (i === 0 ? base : (value += step)) * times));
    }),
  );

/** Every bit, but for those of numbers that are none. */
const spelled = (values: Float64Array): string[] =>
  Array.from(values, (value) => (Object.is(value, -0) ? '-0' : `${value}`));

describe('the columns of sorted copies', () => {
  test.prop([
    fc.oneof(
      someRuns,
      someRises,
      fc.array(someNumber).map((all) => Float64Array.from(all)),
    ),
  ])('give back every number, bit for bit, in whichever form is shortest', (values) => {
    for (const encode of [encodeRuns, encodeDeltas]) {
      const { encoding, bytes } = encode(values);
      const out = new Float64Array(values.length + 1);
      decodeDense(encoding, bytes, values.length, out, 1);
      expect(spelled(out.subarray(1))).toEqual(spelled(values));
      expect(bytes.length).toBeLessThanOrEqual(Math.max(encodeNumbers(values).bytes.length, 3 * values.length));
    }
    const chunk = new Float64Array(values.length);
    unpackNumbers(packNumbers(values, true), values.length, chunk, 0);
    expect(spelled(chunk)).toEqual(spelled(values));
  });

  test.prop([
    fc.array(fc.option(fc.tuple(fc.integer({ min: 0, max: 5 }), someNumber)), { minLength: 1, maxLength: 80 }),
  ])('give back every cell of a chunk', (rows) => {
    const carried = [...rows.keys()].filter((row) => rows[row] !== null);
    const cells = {
      row: Uint32Array.from(carried),
      tag: Uint8Array.from(carried, (row) => rows[row]![0]),
      value: Float64Array.from(carried, (row) => rows[row]![1]),
    };
    const again = unpackCells(packCells(cells, rows.length), rows.length);
    expect([again.row, again.tag, spelled(again.value)]).toEqual([cells.row, cells.tag, spelled(cells.value)]);
  });

  it('takes a few bytes for what a user always has, and two for a time some hours after the one before', () => {
    const browsers = Float64Array.from({ length: 4096 }, (_, row) => Math.floor(row / 500) % 3);
    expect(encodeRuns(browsers).bytes.length).toBeLessThan(64);
    const times = Float64Array.from({ length: 4096 }, (_, row) => 1_767_225_600_000 + row * 7_200_000);
    expect(encodeDeltas(times.map((time, row) => time + (row % 7) * 1000)).bytes.length).toBeLessThan(2.1 * 4096);
  });
});
