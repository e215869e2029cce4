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

function timesOf(index: u32): f64 {
  return index === 0 ? 1000 : 1;
}

function perOf(index: u32): f64 {
  return index <= 1 ? 1 : index === 2 ? 10 : index === 3 ? 100 : 1000;
}

function widthFor(range: f64): u32 {
  return range < 256 ? 1 : range < 65536 ? 2 : range < 16777216 ? 3 : range < 4294967296 ? 4 : 0;
}

/** Whole numbers that stand for all values, bit for bit, into `out`; false when there are none. */
function scaleTo(values: usize, count: u32, times: f64, per: f64, out: usize): bool {
  const end = values + ((count as usize) << 3);
  for (; values < end; values += 8, out += 8) {
    const value = load<f64>(values);
    const exact = (value / times) * per;
    const below = floor(exact);
    const k = exact - below >= 0.5 ? below + 1 : below;
    if (!(k <= MOST && k >= -MOST)) return false;
    if ((k * times) / per !== value || (value === 0 && reinterpret<u64>(value) !== 0)) return false;
    store<f64>(out, k);
  }
  return true;
}

/** Write `value - first` of all values as words; the steps from one to the next where `isStep`. */
function writeWords(values: usize, count: u32, first: f64, isStep: bool, out: usize): void {
  let before = load<f64>(values);
  for (let i: u32 = 0; i < count; i++) {
    const value = load<f64>(values + ((i as usize) << 3));
    let above: f64 = value - first;
    if (isStep) above = i === 0 ? 0 : value - before - first;
    const word = u32(u64(above));
    before = value;
    if (width === 1) store<u8>(out + i, word);
    else if (width === 2) store<u16>(out + ((i as usize) << 1), word);
    else if (width === 4) store<u32>(out + ((i as usize) << 2), word);
    else {
      const at = out + 3 * (i as usize);
      store<u16>(at, word);
      store<u8>(at + 2, word >> 16);
    }
  }
}

function encodeWhole(values: usize, count: u32, out: usize): u32 {
  const first = load<f64>(values);
  let least = first;
  let most = first;
  let lowest = f64.MAX_VALUE;
  let highest = -f64.MAX_VALUE;
  let before = first;
  for (let i: u32 = 1; i < count; i++) {
    const k = load<f64>(values + ((i as usize) << 3));
    const step = k - before;
    before = k;
    least = min(least, k);
    most = max(most, k);
    lowest = min(lowest, step);
    highest = max(highest, step);
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
    writeWords(values, count, least, false, out);
    return count * width;
  }
  if (stepWidth !== 0 && abs(lowest) <= MOST && abs(highest) <= MOST) {
    form = 2;
    low = lowest;
    width = stepWidth;
    writeWords(values, count, lowest, true, out);
    return count * width;
  }
  form = 3;
  return 0;
}

/**
 * Encode numbers, which are not none, to `out`.
 *
 * @param values - f64 where `kind` is 8, u32 where it is 4, u8 where it is 1.
 * @param whole - room for eight bytes a number.
 * @returns bytes written; none where they are to be kept as floats.
 */
export function encodeTo(values: usize, kind: u32, count: u32, whole: usize, out: usize): u32 {
  if (kind !== 8) {
    for (let i: u32 = 0; i < count; i++) {
      const value: f64 =
        kind === 4 ? (load<u32>(values + ((i as usize) << 2)) as f64) : (load<u8>(values + (i as usize)) as f64);
      store<f64>(whole + ((i as usize) << 3), value);
    }
    scale = WHOLE_SCALE;
    return encodeWhole(whole, count, out);
  }
  for (scale = 0; scale < SCALES; scale++) {
    if (scaleTo(values, count, timesOf(scale), perOf(scale), whole)) return encodeWhole(whole, count, out);
  }
  form = 3;
  return 0;
}
