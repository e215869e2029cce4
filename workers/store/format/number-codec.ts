/**
 * How a column of numbers is written. An integer k stands for the number k * times / per.
 *
 * `constant`: no bytes, every k is `base`. `offset`: k is `base` plus an unsigned word. `step`: the first k is
 * `base`, each further one is the one before plus `low` plus an unsigned word. `float`: 64-bit floats.
 */
export type NumberEncoding =
  | { readonly form: 'constant'; readonly base: number; readonly times: number; readonly per: number }
  | {
      readonly form: 'offset';
      readonly base: number;
      readonly times: number;
      readonly per: number;
      readonly width: WordWidth;
    }
  | {
      readonly form: 'step';
      readonly base: number;
      readonly low: number;
      readonly times: number;
      readonly per: number;
      readonly width: WordWidth;
    }
  | { readonly form: 'float' };

/** Bytes of a word. */
export type WordWidth = 1 | 2 | 3 | 4;
export type Numbers = Uint8Array | Uint32Array | Float64Array;

/** Whole seconds in milliseconds, whole numbers, then cents and the like. */
const SCALES = [
  { times: 1000, per: 1 },
  { times: 1, per: 1 },
  { times: 1, per: 10 },
  { times: 1, per: 100 },
  { times: 1, per: 1000 },
] as const;

const WHOLE = [{ times: 1, per: 1 }] as const;

const widthFor = (range: number): WordWidth | null =>
  range < 2 ** 8 ? 1 : range < 2 ** 16 ? 2 : range < 2 ** 24 ? 3 : range < 2 ** 32 ? 4 : null;

/** Whole numbers k with k * times / per equal to every value, bit for bit; null when there are none. */
function scaled(values: Float64Array, times: number, per: number): Float64Array | null {
  const whole = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    const k = Math.round((value / times) * per);
    if (!(k <= Number.MAX_SAFE_INTEGER && k >= -Number.MAX_SAFE_INTEGER)) return null;
    const again = (k * times) / per;
    if (again !== value || Object.is(value, -0)) return null;
    whole[i] = k;
  }
  return whole;
}

/** The words `value - base` of all values. */
function words(width: WordWidth, values: Float64Array, base: number): Uint8Array<ArrayBuffer> {
  const count = values.length;
  if (width === 3) {
    const bytes = new Uint8Array(count * 3);
    for (let i = 0; i < count; i += 1) {
      const value = values[i]! - base;
      bytes[3 * i] = value;
      bytes[3 * i + 1] = value >>> 8;
      bytes[3 * i + 2] = value >>> 16;
    }
    return bytes;
  }
  if (width === 1) {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) bytes[i] = values[i]! - base;
    return bytes;
  }
  if (width === 2) {
    const pairs = new Uint16Array(count);
    for (let i = 0; i < count; i += 1) pairs[i] = values[i]! - base;
    return new Uint8Array(pairs.buffer);
  }
  const fours = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) fours[i] = values[i]! - base;
  return new Uint8Array(fours.buffer);
}

/** Each value less the one before; the first is `first`. */
function steps(values: Float64Array, first: number): Float64Array {
  const differences = new Float64Array(values.length);
  differences[0] = first;
  for (let i = 1; i < values.length; i += 1) differences[i] = values[i]! - values[i - 1]!;
  return differences;
}

/** Numbers in another form, and the form. Whoever writes them must write the same bytes for the same numbers. */
export type EncodeNumbers = (values: Numbers) => {
  readonly encoding: NumberEncoding;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/**
 * Write numbers in the fewest bytes of a few simple ways; `decodeNumbers` gives back the same numbers, bit for bit.
 *
 * @param values - shape (n,), any numbers, NaN and -0 included. Not modified.
 * Cost: O(n).
 */
export function encodeNumbers(values: Numbers): { encoding: NumberEncoding; bytes: Uint8Array<ArrayBuffer> } {
  const count = values.length;
  if (count === 0) return { encoding: { form: 'constant', base: 0, times: 1, per: 1 }, bytes: new Uint8Array(0) };

  // One kind of array for all that follows: loops over several kinds are several times slower.
  const numbers = values instanceof Float64Array ? values : new Float64Array(values);
  const scales = values instanceof Float64Array ? SCALES : WHOLE;
  for (const { times, per } of scales) {
    const whole = values instanceof Float64Array ? scaled(values, times, per) : numbers;
    if (whole === null) continue;
    const base = whole[0]!;
    let min = base;
    let max = base;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 1; i < count; i += 1) {
      const k = whole[i]!;
      const step = k - whole[i - 1]!;
      if (k < min) min = k;
      if (k > max) max = k;
      if (step < low) low = step;
      if (step > high) high = step;
    }
    if (min === max) return { encoding: { form: 'constant', base, times, per }, bytes: new Uint8Array(0) };

    const offsetWidth = widthFor(max - min);
    const stepWidth = high === low ? 1 : widthFor(high - low);
    if (offsetWidth !== null && offsetWidth <= (stepWidth ?? 8)) {
      const encoding = { form: 'offset', base: min, times, per, width: offsetWidth } as const;
      return { encoding, bytes: words(offsetWidth, whole, min) };
    }
    if (stepWidth !== null && Number.isSafeInteger(low) && Number.isSafeInteger(high)) {
      const encoding = { form: 'step', base, low, times, per, width: stepWidth } as const;
      return { encoding, bytes: words(stepWidth, steps(whole, low), low) };
    }
    break;
  }
  return { encoding: { form: 'float' }, bytes: new Uint8Array(numbers.slice().buffer) };
}

function wordsIn(
  bytes: Uint8Array<ArrayBuffer>,
  width: WordWidth,
  count: number,
): Uint8Array | Uint16Array | Uint32Array {
  const { buffer, byteOffset } = bytes;
  if (width === 1) return bytes;
  if (width === 2) return new Uint16Array(buffer, byteOffset, count);
  if (width === 4) return new Uint32Array(buffer, byteOffset, count);
  const wide = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    wide[i] = bytes[3 * i]! | (bytes[3 * i + 1]! << 8) | (bytes[3 * i + 2]! << 16);
  }
  return wide;
}

/**
 * Read `count` numbers into `out`, from position `at` on.
 *
 * @param bytes - starts at a multiple of eight in its buffer, as blocks do.
 */
export function decodeNumbers(
  encoding: NumberEncoding,
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  out: Numbers,
  at = 0,
): void {
  if (encoding.form === 'float') {
    out.set(new Float64Array(bytes.buffer, bytes.byteOffset, count), at);
    return;
  }
  const { base, times, per } = encoding;
  if (encoding.form === 'constant') {
    out.fill((base * times) / per, at, at + count);
    return;
  }
  const read = wordsIn(bytes, encoding.width, count);
  if (encoding.form === 'offset') {
    for (let i = 0; i < count; i += 1) out[at + i] = ((base + read[i]!) * times) / per;
    return;
  }
  let k = base;
  if (count > 0) out[at] = (k * times) / per;
  for (let i = 1; i < count; i += 1) {
    k += encoding.low + read[i]!;
    out[at + i] = (k * times) / per;
  }
}

/** Bytes that `count` numbers take in this encoding. */
export function encodedBytes(encoding: NumberEncoding, count: number): number {
  if (encoding.form === 'constant') return 0;
  return count * (encoding.form === 'float' ? 8 : encoding.width);
}
