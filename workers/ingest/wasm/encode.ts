/**
 * The encodings of workers/store/format/number-codec.ts, byte for byte.
 *
 * `form`: 0 constant, 1 offset, 2 step, 3 floats.
 */
export let form: i32 = 0;
export let base: f64 = 0;
export let low: f64 = 0;
export let width: u32 = 0;
/** Place in the list of scales. */
export let scale: u32 = 0;

const SCALES: u32 = 5;
const WHOLE_SCALE: u32 = 1;
const MOST: f64 = 9007199254740991;
const MINUS_ZERO: i64 = 1 << 63;

function timesOf(index: u32): f64 {
  return index === 0 ? 1000 : 1;
}

function perOf(index: u32): f64 {
  return index <= 1 ? 1 : index === 2 ? 10 : index === 3 ? 100 : 1000;
}

function widthFor(range: f64): u32 {
  return range < 256 ? 1 : range < 65536 ? 2 : range < 16777216 ? 3 : range < 4294967296 ? 4 : 0;
}

function eight(index: u32): usize {
  return (index as usize) << 3;
}

/** Whole numbers that stand for all values, bit for bit, into `out`; false when there are none. Two at a time. */
function scaleTo(values: usize, count: u32, times: f64, per: f64, out: usize): bool {
  const allTimes = f64x2.splat(times);
  const allPer = f64x2.splat(per);
  const one = f64x2.splat(1);
  const half = f64x2.splat(0.5);
  const most = f64x2.splat(MOST);
  const minusZero = i64x2.splat(MINUS_ZERO);
  for (let i: u32 = 0; i < count; i += 2) {
    let value = v128.load(values + eight(i));
    // Of an odd number of values the last stands for both.
    if (i + 1 === count) value = f64x2.splat(load<f64>(values + eight(i)));
    const exact = f64x2.mul(f64x2.div(value, allTimes), allPer);
    const below = f64x2.floor(exact);
    const k = f64x2.add(below, v128.and(one, f64x2.ge(f64x2.sub(exact, below), half)));
    const isExact = f64x2.eq(f64x2.div(f64x2.mul(k, allTimes), allPer), value);
    const isFit = v128.and(isExact, f64x2.le(f64x2.abs(k), most));
    if (!i64x2.all_true(v128.andnot(isFit, i64x2.eq(value, minusZero)))) return false;
    v128.store(out + eight(i), k);
  }
  return true;
}

/** Write whole numbers above `first` as words. */
function writeOffsets(values: usize, count: u32, first: f64, out: usize): void {
  for (let i: u32 = 0; i < count; i++) out = writeWord(load<f64>(values + eight(i)) - first, out);
}

/** Write how far each whole number is above the one before and `first`; of the first of them, 0. */
function writeSteps(values: usize, count: u32, first: f64, out: usize): void {
  out = writeWord(0, out);
  for (let i: u32 = 1; i < count; i++) {
    out = writeWord(load<f64>(values + eight(i)) - load<f64>(values + eight(i - 1)) - first, out);
  }
}

function writeWord(above: f64, out: usize): usize {
  const word = i32x4.extract_lane(i32x4.trunc_sat_f64x2_u_zero(f64x2.splat(above)), 0);
  const size = width;
  if (size === 1) store<u8>(out, word);
  else if (size === 2) store<u16>(out, word);
  else if (size === 4) store<u32>(out, word);
  else {
    store<u16>(out, word);
    store<u8>(out + 2, word >>> 16);
  }
  return out + size;
}

function encodeWhole(values: usize, count: u32, out: usize): u32 {
  const first = load<f64>(values);
  let least = first;
  let most = first;
  let lowest = f64.MAX_VALUE;
  let highest = -f64.MAX_VALUE;
  if (count > 1) {
    let leasts = f64x2.splat(first);
    let mosts = leasts;
    let lowests = f64x2.splat(lowest);
    let highests = f64x2.splat(highest);
    for (let i: u32 = 1; i < count; i += 2) {
      // Of an even number of values the last step is looked at with the one before it, once more.
      const at = values + eight(i + 1 < count || i === 1 ? i : i - 1);
      let here = v128.load(at);
      let step = f64x2.sub(here, v128.load(at - 8));
      if (count === 2) {
        here = f64x2.splat(load<f64>(at));
        step = f64x2.sub(here, f64x2.splat(first));
      }
      leasts = f64x2.pmin(leasts, here);
      mosts = f64x2.pmax(mosts, here);
      lowests = f64x2.pmin(lowests, step);
      highests = f64x2.pmax(highests, step);
    }
    least = min(f64x2.extract_lane(leasts, 0), f64x2.extract_lane(leasts, 1));
    most = max(f64x2.extract_lane(mosts, 0), f64x2.extract_lane(mosts, 1));
    lowest = min(f64x2.extract_lane(lowests, 0), f64x2.extract_lane(lowests, 1));
    highest = max(f64x2.extract_lane(highests, 0), f64x2.extract_lane(highests, 1));
  }
  base = first;
  if (least === most) {
    form = 0;
    return 0;
  }
  const offsetWidth = widthFor(most - least);
  const stepWidth = highest === lowest ? 1 : widthFor(highest - lowest);
  if (offsetWidth !== 0 && offsetWidth <= (stepWidth === 0 ? 8 : stepWidth)) {
    form = 1;
    base = least;
    width = offsetWidth;
    writeOffsets(values, count, least, out);
    return count * width;
  }
  if (stepWidth !== 0 && abs(lowest) <= MOST && abs(highest) <= MOST) {
    form = 2;
    low = lowest;
    width = stepWidth;
    writeSteps(values, count, lowest, out);
    return count * width;
  }
  form = 3;
  return 0;
}

/** True when all bytes are the same. */
function isOneByte(values: usize, count: u32): bool {
  const first = i8x16.splat(load<i8>(values));
  let i: u32 = 0;
  for (; i + 16 <= count; i += 16) {
    if (!i8x16.all_true(i8x16.eq(v128.load(values + i), first))) return false;
  }
  for (; i < count; i++) if (load<u8>(values + i) !== load<u8>(values)) return false;
  return true;
}

/**
 * Encode numbers, which are not none, to `out`.
 *
 * @param values - f64 where `kind` is 8, u32 where it is 4, u8 where it is 1.
 * @param whole - room for eight bytes a number, and two more.
 * @returns bytes written; none where they are to be kept as floats.
 */
export function encodeTo(values: usize, kind: u32, count: u32, whole: usize, out: usize): u32 {
  if (kind === 8) {
    for (scale = 0; scale < SCALES; scale++) {
      if (scaleTo(values, count, timesOf(scale), perOf(scale), whole)) return encodeWhole(whole, count, out);
    }
    form = 3;
    return 0;
  }
  scale = WHOLE_SCALE;
  if (kind === 1 && isOneByte(values, count)) {
    form = 0;
    base = load<u8>(values);
    return 0;
  }
  for (let i: u32 = 0; i < count; i++) {
    const value: f64 = kind === 4 ? (load<u32>(values + ((i as usize) << 2)) as f64) : (load<u8>(values + i) as f64);
    store<f64>(whole + eight(i), value);
  }
  return encodeWhole(whole, count, out);
}
