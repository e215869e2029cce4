/** A 64-bit hash as two unsigned halves, written into so that a pass over millions allocates nothing. */
export interface Hash64 {
  first: number;
  second: number;
}

const state = new Uint32Array(4);

function rounds(count: number): void {
  let v0 = state[0]! | 0;
  let v1 = state[1]! | 0;
  let v2 = state[2]! | 0;
  let v3 = state[3]! | 0;
  for (let round = 0; round < count; round++) {
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
  }
  state[0] = v0;
  state[1] = v1;
  state[2] = v2;
  state[3] = v3;
}

function absorb(word: number): void {
  state[3]! ^= word;
  rounds(2);
  state[0]! ^= word;
}

/**
 * Hash bytes [start, end) with a key of 8 bytes.
 *
 * Keyed, so that nobody without the key can choose ids that look like many users.
 *
 * Cost: O(end - start), no allocation.
 * Source: Aumasson & Bernstein, HalfSipHash-2-4 with 64 bits of output; github.com/veorq/SipHash, halfsiphash.c.
 */
export function halfSipHash(key: Uint32Array, bytes: Uint8Array, start: number, end: number, out: Hash64): void {
  const k0 = key[0]!;
  const k1 = key[1]!;
  state[0] = k0;
  state[1] = k1 ^ 0xee;
  state[2] = 0x6c796765 ^ k0;
  state[3] = 0x74656462 ^ k1;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    absorb(bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
  }
  let last = (end - start) << 24;
  for (let shift = 0; at < end; at++, shift += 8) last |= bytes[at]! << shift;
  absorb(last);
  state[2]! ^= 0xee;
  rounds(4);
  out.first = (state[1]! ^ state[3]!) >>> 0;
  state[1]! ^= 0xdd;
  rounds(4);
  out.second = (state[1]! ^ state[3]!) >>> 0;
}

/** A key from its 16 hexadecimal digits. */
export function keyFromHex(hex: string): Uint32Array {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const view = new DataView(bytes.buffer);
  return Uint32Array.of(view.getUint32(0, true), view.getUint32(4, true));
}
