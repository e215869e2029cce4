const mixWord = (hash: number, word: number): number => {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
};

/**
 * The 32-bit MurmurHash3 of a user's id as UTF-8, seed 0: what ClickHouse calls `murmurHash3_32(id)`.
 *
 * The same in every import, browser and engine, so that a sample by it holds the same users everywhere. A lone
 * surrogate counts as U+FFFD, as in every encoder.
 *
 * @returns an unsigned 32-bit integer.
 *
 * Cost: O(length), no allocation. Source: A. Appleby, MurmurHash3_x86_32 (public domain).
 */
export function hashUserId(id: string): number {
  let hash = 0;
  let word = 0;
  let bytes = 0;
  const push = (byte: number): void => {
    word |= byte << (8 * (bytes & 3));
    bytes += 1;
    if ((bytes & 3) !== 0) return;
    hash = mixWord(hash, word);
    word = 0;
  };
  for (let i = 0; i < id.length; i += 1) {
    const unit = id.charCodeAt(i);
    if (unit < 0x80) {
      push(unit);
      continue;
    }
    const whole = id.codePointAt(i)!;
    const point = whole >= 0xd800 && whole <= 0xdfff ? 0xfffd : whole;
    if (point < 0x800) {
      push(0xc0 | (point >>> 6));
    } else {
      if (point < 0x10000) {
        push(0xe0 | (point >>> 12));
      } else {
        i += 1;
        push(0xf0 | (point >>> 18));
        push(0x80 | ((point >>> 12) & 63));
      }
      push(0x80 | ((point >>> 6) & 63));
    }
    push(0x80 | (point & 63));
  }
  if ((bytes & 3) !== 0) {
    const scrambled = Math.imul(word, 0xcc9e2d51);
    hash ^= Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  }
  hash ^= bytes;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * True for the users of a sample of one in `oneIn`: in ClickHouse `murmurHash3_32(id) % oneIn = 0`.
 *
 * Where sizes are powers of two, a smaller sample is part of every larger one.
 */
export function isInSample(id: string, oneIn: number): boolean {
  return oneIn === 1 || hashUserId(id) % oneIn === 0;
}
