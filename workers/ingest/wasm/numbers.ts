/** Value of the number read last, and whether it was written without a point. */
export let numberValue: f64 = 0;
export let numberIsWhole: bool = false;

/** Powers of ten that are exact doubles. */
const powers = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);
const MOST_PLACES: u32 = 22;
const MOST_DIGITS: u32 = 18;
const EXACT: u64 = 0x20000000000000;

/**
 * The byte after a number, or 0 when it is none or cannot be read exactly here.
 *
 * Digits and power of ten are exact doubles, so one division rounds correctly (Clinger 1990, the fast path).
 */
export function endOfNumber(at: usize): usize {
  const isNegative = load<u8>(at) === 0x2d;
  if (isNegative) at++;
  let digits: u64 = 0;
  const first = at;
  let digit = (load<u8>(at) as u32) - 0x30;
  if (digit > 9) return 0;
  if (digit === 0) {
    at++;
  } else {
    do {
      digits = digits * 10 + digit;
      digit = (load<u8>(++at) as u32) - 0x30;
    } while (digit < 10);
  }
  if (at - first > MOST_DIGITS) return 0;
  let value: f64;
  let next = load<u8>(at) as u32;
  numberIsWhole = next !== 0x2e;
  if (numberIsWhole) {
    if (digits > EXACT) return 0;
    value = digits as f64;
  } else {
    const point = at++;
    digit = (load<u8>(at) as u32) - 0x30;
    if (digit > 9) return 0;
    do {
      digits = digits * 10 + digit;
      digit = (load<u8>(++at) as u32) - 0x30;
    } while (digit < 10);
    const places = (at - point - 1) as u32;
    if (at - first > MOST_DIGITS + 1 || places > MOST_PLACES || digits > EXACT) return 0;
    value = (digits as f64) / load<f64>(powers + ((places as usize) << 3));
    next = load<u8>(at) as u32;
  }
  if ((next | 0x20) === 0x65) return 0;
  numberValue = isNegative ? -value : value;
  return at;
}
