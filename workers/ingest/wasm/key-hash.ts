/** The 64-bit hash of #core/mixpanel/key-hash.ts, bit for bit: keys of stored events are compared with it. */
export let high: u32 = 0;
export let low: u32 = 0;

function avalanche(x: u32): u32 {
  x = (x ^ (x >>> 16)) * 0x85ebca6b;
  x = (x ^ (x >>> 13)) * 0xc2b2ae35;
  return x ^ (x >>> 16);
}

function stepHigh(hash: u32, word: u32): u32 {
  return rotl<u32>(hash ^ (rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593), 13) * 5 + 0xe6546b64;
}

function stepLow(hash: u32, word: u32): u32 {
  return rotl<u32>(hash ^ (rotl<u32>(word * 0x38b34ae5, 17) * 0xa1e38b93), 19) * 5 + 0x561ccd1b;
}

function finish(ownHigh: u32, ownLow: u32, length: u32): void {
  const mixedHigh = avalanche(ownHigh ^ length);
  const mixedLow = avalanche(ownLow ^ length);
  high = mixedHigh + mixedLow;
  low = mixedLow + high * 0x9e3779b1;
}

/** Hash bytes into `high` and `low`. */
export function hashBytes(at: usize, length: u32): void {
  let ownHigh: u32 = 0x9747b28c;
  let ownLow: u32 = 0x2f0b4c47;
  const last = at + (length & ~3);
  for (; at < last; at += 4) {
    const word = load<u32>(at);
    ownHigh = stepHigh(ownHigh, word);
    ownLow = stepLow(ownLow, word);
  }
  const rest = length & 3;
  if (rest !== 0) {
    const word = load<u32>(at) & ((1 << (8 * rest)) - 1);
    ownHigh = stepHigh(ownHigh, word);
    ownLow = stepLow(ownLow, word);
  }
  finish(ownHigh, ownLow, length);
}

/** Hash a positive number by its bits. */
export function hashNumber(value: f64): void {
  const bits = reinterpret<u64>(value);
  const first = bits as u32;
  const second = (bits >> 32) as u32;
  finish(stepHigh(stepHigh(7, first), second), stepLow(stepLow(11, first), second), 8);
}

/** Hash two hashes, in this order. */
export function combine(firstHigh: u32, firstLow: u32, secondHigh: u32, secondLow: u32): void {
  finish(
    stepHigh(stepHigh(stepHigh(stepHigh(0x1b56c4f5, firstHigh), firstLow), secondHigh), secondLow),
    stepLow(stepLow(stepLow(stepLow(0x3c6ef372, firstHigh), firstLow), secondHigh), secondLow),
    16,
  );
}
