/** Bytes that may be read behind any text, so that loops can look at whole words. */
export const PADDING: usize = 64;

/** True when `length` bytes at both places are the same. Both may be read for a few bytes more. */
export function sameBytes(a: usize, b: usize, length: u32): bool {
  if (length <= 8) {
    if (length === 0) return true;
    return (load<u64>(a) ^ load<u64>(b)) << (64 - 8 * (length as u64)) === 0;
  }
  let at: u32 = 0;
  for (; at + 16 <= length; at += 16) {
    if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false;
  }
  if (at === length) return true;
  if (length >= 16) {
    const last = length - 16;
    return !v128.any_true(v128.xor(v128.load(a + last), v128.load(b + last)));
  }
  const last = length - 8;
  return load<u64>(a) === load<u64>(b) && load<u64>(a + last) === load<u64>(b + last);
}

/** Mixes bytes to 32 bits, eight at a time; the last eight overlap those before. */
export function hashOf(at: usize, length: u32): u32 {
  let hash: u64 = length;
  if (length <= 8) {
    if (length > 0) hash ^= load<u64>(at) << (64 - 8 * (length as u64));
  } else {
    const last = at + length - 8;
    for (; at < last; at += 8) {
      hash = (hash ^ load<u64>(at)) * 0x9e3779b97f4a7c15;
      hash ^= hash >> 32;
    }
    hash ^= load<u64>(last);
  }
  hash *= 0xff51afd7ed558ccd;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53;
  return (hash ^ (hash >> 33)) as u32;
}

/** Memory of at least `needed` bytes with what was in it; twice as much where it has to move. */
export function roomFor(memory: usize, capacity: usize, needed: usize): usize {
  return needed <= capacity ? memory : heap.realloc(memory, max<usize>(2 * capacity, needed) + PADDING);
}
