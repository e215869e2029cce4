const decoder = new TextDecoder();
const powersOfTen = Float64Array.from({ length: 16 }, (_, n) => Number(`1e${n}`));

/**
 * The value of the number token [start, end), exactly as JSON.parse gives it.
 *
 * Up to fifteen digits are read here: the digits and the power of ten are both exact doubles, so one division
 * rounds correctly. The rest goes through Number().
 */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= 17) {
    let at = start;
    const negative = bytes[at] === 0x2d;
    if (negative) at++;
    let digits = 0;
    let point = -1;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x30 && byte <= 0x39) digits = digits * 10 + (byte - 0x30);
      else if (byte === 0x2e) point = at;
      else break;
    }
    const digitCount = end - start - (negative ? 1 : 0) - (point < 0 ? 0 : 1);
    if (at === end && digitCount <= 15) {
      const value = point < 0 ? digits : digits / powersOfTen[end - point - 1]!;
      return negative ? -value : value;
    }
  }
  return Number(decoder.decode(bytes.subarray(start, end)));
}
