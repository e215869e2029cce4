import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { decodeNumbers, encodedBytes, encodeNumbers } from '#workers/store/format/number-codec.ts';
import { decodePositions, encodePositions } from '#workers/store/format/position-codec.ts';

const aligned = (bytes: Uint8Array<ArrayBuffer>) => bytes.slice();

function roundTrip(values: Float64Array) {
  const { encoding, bytes } = encodeNumbers(values);
  expect(bytes.length).toBe(encodedBytes(encoding, values.length));
  const out = new Float64Array(values.length);
  decodeNumbers(encoding, aligned(bytes), values.length, out);
  return { encoding, bytes, out };
}

const near = (base: number, scale: number) =>
  fc
    .array(fc.integer({ min: -300, max: 70_000 }), { maxLength: 40 })
    .map((list) => Float64Array.from(list, (n) => (base + n) * scale));

describe('numbers', () => {
  test.prop(
    [
      fc.oneof(
        fc.float64Array({ maxLength: 40 }),
        near(0, 1),
        near(1_700_000_000, 1000),
        near(1_700_000_000_000, 1),
        near(0, 0.01),
        near(-5, 0.1),
        near(2 ** 52, 1),
        fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })).map((list) => Float64Array.from(list)),
        fc.array(fc.maxSafeInteger()).map((list) => Float64Array.from(list)),
      ),
    ],
    { numRuns: 2_000 },
  )('come back bit for bit', (values) => {
    const { out } = roundTrip(values);
    expect([...out].every((value, i) => Object.is(value, values[i]))).toBe(true);
  });

  it.each([
    ['equal ones', [7, 7, 7], 0],
    ['small ones', [1000, 1255, 1001], 3],
    ['whole seconds over a year', [0, 1, 31_536_000].map((s) => 1.6e12 + s * 1000), 12],
    ['a slow clock', [1.6e12 + 1, 1.6e12 + 7, 1.6e12 + 9_000_000_000_000, 1.6e12 + 9_000_000_000_001].slice(0, 2), 2],
    ['cents', [0.01, 2.55, 1.1], 3],
    ['fractions', [1 / 3, 2 / 3], 16],
  ])('take few bytes: %s', (_, values, bytes) => {
    expect(roundTrip(Float64Array.from(values)).bytes.length).toBe(bytes);
  });

  it('that rise by steady steps take a byte each, however far they get', () => {
    const times = Float64Array.from({ length: 1000 }, (_, i) => 1_700_000_000_001 + i * 86_400_000 + (i % 200));
    expect(roundTrip(times).bytes.length).toBeLessThanOrEqual(2000);
  });
});

describe('row positions', () => {
  test.prop([fc.uniqueArray(fc.nat({ max: 999 })), fc.integer({ min: 1000, max: 1200 })])(
    'come back as they were',
    (list, rows) => {
      const positions = Uint32Array.from(list.sort((a, b) => a - b));
      const { encoding, bytes } = encodePositions(positions, rows);
      expect(decodePositions(encoding, aligned(bytes), positions.length, rows)).toEqual(positions);
      expect(bytes.length).toBeLessThanOrEqual(Math.ceil(rows / 8));
    },
  );

  it('take no bytes where every row has a cell', () => {
    const { encoding, bytes } = encodePositions(Uint32Array.of(0, 1, 2), 3);
    expect(bytes.length).toBe(0);
    expect(decodePositions(encoding, bytes, 3, 3)).toEqual(Uint32Array.of(0, 1, 2));
  });
});
