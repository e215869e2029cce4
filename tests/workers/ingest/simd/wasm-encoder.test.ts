import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createWasmEncoder } from '#workers/ingest/simd/wasm-encoder.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import { encodeNumbers } from '#workers/store/format/number-codec.ts';

const encode = createWasmEncoder(compileWasm()!);

const near = (middle: number, range: number) =>
  fc.array(fc.integer({ min: 0, max: range }), { maxLength: 40 }).map((steps) => steps.map((step) => middle + step));
const numbers = fc.oneof(
  fc.array(fc.double(), { maxLength: 20 }),
  fc
    .tuple(fc.integer(), fc.constantFrom(0, 1, 255, 256, 70_000, 2 ** 24, 2 ** 31 - 1))
    .chain(([middle, range]) => near(middle, range)),
  near(1_700_000_000_000, 100_000).map((times) => times.map((time) => time - (time % 1000))),
  near(-300, 40_000).map((cents) => cents.map((cent) => cent / 100)),
  near(0, 99_999).map((thousandths) => thousandths.map((one) => one / 1000)),
  near(Number.MAX_SAFE_INTEGER - 50, 100),
  near(-Number.MAX_SAFE_INTEGER, 2 ** 31 - 1),
  fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { maxLength: 40 }).map((steps) => {
    let sum = 0;
    return steps.map((step) => (sum += step * 1000));
  }),
  fc.array(fc.constantFrom(0, -0, 1, -1, 0.5, 1e15, 2 ** 53, 2 ** 32, -(2 ** 32), Infinity, NaN, 1e-300), {
    maxLength: 6,
  }),
);

describe('numbers encoded by the module', () => {
  test.prop([numbers], { numRuns: 3000 })('have the form and the bytes that the store knows', (values) => {
    for (const Kind of [Float64Array, Uint32Array, Uint8Array]) {
      const column = Kind.from(values);
      expect(encode(column)).toEqual(encodeNumbers(column));
    }
  });

  it('may be a part of a longer column', () => {
    const column = Float64Array.from({ length: 100 }, (_, i) => i * i);
    expect(encode(column.subarray(30, 60))).toEqual(encodeNumbers(column.subarray(30, 60)));
  });
});
