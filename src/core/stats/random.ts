/** A seeded source of uniform numbers. */
export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
}

/**
 * Make a reproducible generator of random numbers (sfc32).
 *
 * @param seed - any whole number; equal seeds give equal streams on every machine.
 *
 * Cost: O(1) a draw. Source: Doty-Humphrey, PractRand, `sfc32`.
 */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 ^ Math.floor(seed / 4294967296);
  let c = 0xb7e15162;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i += 1) next();
  return {
    uniform: () => next() / 4294967296,
    below: (n) => Math.floor((next() / 4294967296) * n),
  };
}

/**
 * Mix a whole number into 32 well-spread bits, for splitting users into halves by id code.
 *
 * Source: Wellons' `lowbias32`.
 */
export function mixBits(value: number): number {
  let x = value | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  x ^= x >>> 15;
  return x >>> 0;
}
