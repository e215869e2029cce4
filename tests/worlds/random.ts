/** A seeded source of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in (0, 1), never an end point. */
  uniform(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * Make a source of random numbers for one stream of one seed.
 *
 * Streams of the same seed are independent, so a user's journey does not change when more users are added.
 *
 * Source: sfc32 of PractRand, seeded through splitmix32; normal by Box–Muller (one of the two values used).
 */
export function createRandom(seed: number, stream: number): Random {
  let mix = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul((stream | 0) + 0x632be5ab, 0x85ebca77)) | 0;
  const scramble = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let x = mix ^ (mix >>> 16);
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0x735a2d97);
    return x ^ (x >>> 15);
  };
  let a = scramble();
  let b = scramble();
  let c = scramble();
  let counter = 1;

  const uniform = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return ((sum >>> 0) + 0.5) / 4_294_967_296;
  };
  const exponential = () => -Math.log(uniform());
  const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform());
  for (let warmUp = 0; warmUp < 12; warmUp++) uniform();
  return { uniform, exponential, normal };
}

/** Make a chooser of an index with probability in proportion to its weight. Cost: O(log n) a draw. */
export function createChooser(weights: readonly number[]): (random: Random) => number {
  const upTo: number[] = [];
  let total = 0;
  for (const weight of weights) upTo.push((total += weight));
  return (random) => {
    const point = random.uniform() * total;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > point) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
