import {
  decodeNumbers,
  encodedBytes,
  type EncodeNumbers,
  encodeNumbers,
  type NumberEncoding,
  type Numbers,
} from './number-codec.ts';

/** Values, and from byte `at` on how often each comes in a row. */
interface Runs {
  readonly form: 'runs';
  readonly runs: number;
  readonly values: NumberEncoding;
  readonly lengths: NumberEncoding;
  readonly at: number;
}

/** The first number is `base` * `times`, each further one differs by a multiple of `times`, in as many bytes as it needs. */
interface Deltas {
  readonly form: 'deltas';
  readonly base: number;
  readonly times: number;
}

/** How a chunk of a sorted copy says its numbers. */
export type DenseEncoding = NumberEncoding | Runs | Deltas;

interface Encoded {
  readonly encoding: DenseEncoding;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The same number to the last bit; of two that are no numbers nothing is known. */
const isSame = (a: number, b: number): boolean => a === b && (a !== 0 || 1 / a === 1 / b);

const upToEight = (bytes: number): number => 8 * Math.ceil(bytes / 8);

/**
 * Writes numbers as runs of equal ones where that takes fewer bytes than `plain` does.
 *
 * @param values - shape (n,), any numbers. Not modified.
 * Cost: O(n).
 */
export function encodeRuns(values: Numbers, plain: EncodeNumbers = encodeNumbers): Encoded {
  const whole = plain(values);
  if (whole.bytes.length === 0) return whole;
  let runs = 1;
  for (let i = 1; i < values.length; i += 1) if (!isSame(values[i]!, values[i - 1]!)) runs += 1;
  if (2 * runs > values.length) return whole;

  const own = new Float64Array(runs);
  const length = new Uint32Array(runs);
  let run = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (i === 0 || !isSame(values[i]!, values[i - 1]!)) own[++run] = values[i]!;
    length[run]! += 1;
  }
  const ofValues = plain(own);
  const ofLengths = plain(length);
  const at = upToEight(ofValues.bytes.length);
  const size = at + ofLengths.bytes.length;
  if (size >= whole.bytes.length) return whole;
  const bytes = new Uint8Array(size);
  bytes.set(ofValues.bytes);
  bytes.set(ofLengths.bytes, at);
  return { encoding: { form: 'runs', runs, values: ofValues.encoding, lengths: ofLengths.encoding, at }, bytes };
}

/** Read `count` numbers into `out`, from position `at` on. `bytes` are exactly those that were written. */
export function decodeDense(
  encoding: DenseEncoding,
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  out: Numbers,
  at = 0,
): void {
  if (encoding.form === 'runs') decodeRuns(encoding, bytes, out, at);
  else if (encoding.form === 'deltas') decodeDeltas(encoding, bytes, count, out, at);
  else decodeNumbers(encoding, bytes, count, out, at);
}

function decodeRuns(encoding: Runs, bytes: Uint8Array<ArrayBuffer>, out: Numbers, at: number): void {
  const { runs } = encoding;
  const values = new Float64Array(runs);
  const lengths = new Uint32Array(runs);
  decodeNumbers(encoding.values, bytes.subarray(0, encodedBytes(encoding.values, runs)), runs, values);
  decodeNumbers(encoding.lengths, bytes.subarray(encoding.at), runs, lengths);
  let next = at;
  for (let run = 0; run < runs; run += 1) {
    const end = next + lengths[run]!;
    out.fill(values[run]!, next, end);
    next = end;
  }
}

/** Bytes a number above which another way may be shorter. */
const SHORT = 3;

/**
 * Writes whole numbers that mostly rise by little, as times and rows of a user do, by their differences, seven bits a byte;
 * where another way is shorter, or where they are no whole numbers under 2^53, as `encodeRuns` does.
 *
 * Cost: O(n).
 */
export function encodeDeltas(values: Numbers, plain: EncodeNumbers = encodeNumbers): Encoded {
  const deltas = asDeltas(values);
  if (deltas !== null && deltas.bytes.length <= SHORT * values.length) return deltas;
  const other = encodeRuns(values, plain);
  return deltas !== null && deltas.bytes.length < other.bytes.length ? deltas : other;
}

function asDeltas(values: Numbers): Encoded | null {
  let isWhole = true;
  for (let i = 0; i < values.length && isWhole; i += 1) isWhole = values[i]! % 1000 === 0;
  const times = isWhole ? 1000 : 1;
  const base = (values[0] ?? 0) / times;
  if (!Number.isSafeInteger(base) || Object.is(base, -0)) return null;
  const bytes = new Uint8Array(8 * values.length);
  let at = 0;
  for (let i = 1; i < values.length; i += 1) {
    const delta = (values[i]! - values[i - 1]!) / times;
    let rest = delta < 0 ? -2 * delta - 1 : 2 * delta;
    if (!Number.isSafeInteger(rest) || !Number.isSafeInteger(values[i]) || Object.is(values[i], -0)) return null;
    while (rest >= 128) {
      const next = rest < 2 ** 31 ? rest >>> 7 : Math.floor(rest / 128);
      bytes[at++] = 128 | (rest - 128 * next);
      rest = next;
    }
    bytes[at++] = rest;
  }
  return { encoding: { form: 'deltas', base, times }, bytes: bytes.slice(0, at) };
}

function decodeDeltas(
  { base, times }: Deltas,
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  out: Numbers,
  at: number,
): void {
  let k = base;
  let from = 0;
  out[at] = k * times;
  for (let i = 1; i < count; i += 1) {
    let byte = bytes[from++]!;
    let rest = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[from++]!;
      rest += (byte & 127) * scale;
    }
    k += rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2;
    out[at + i] = k * times;
  }
}
