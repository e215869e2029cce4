import { mixBits } from './random.ts';

/**
 * Poisson bootstrap of linear statistics: each replicate counts every unit Poisson(1) times.
 *
 * @param influence - shape (units, k), row-major: how far the k statistics move with one more of the unit.
 * @param replicates - a few hundred. @param seed - equal seeds give equal replicates.
 * @returns shape (replicates, k), row-major: how far each replicate lies from the estimate.
 *
 * Yields now and then. Cost: O(units × replicates × k).
 * Source: Chamandy et al. (2012), "Estimating uncertainty for massive data streams"; linearised by the influence function.
 */
export function* poissonBootstrap(
  influence: Float32Array,
  k: number,
  replicates: number,
  seed: number,
): Generator<undefined, Float64Array> {
  const moved = new Float64Array(replicates * k);
  if (k === 0) return moved;
  const units = influence.length / k;
  const more = new Int8Array(replicates * BLOCK);
  for (let from = 0; from < units; from += BLOCK) {
    const block = Math.min(BLOCK, units - from);
    more.fill(0);
    for (let i = 0; i < block; i += 1) {
      const stream = mixBits((from + i) ^ mixBits(seed));
      for (let b = 0; b < replicates; b += 1) more[b * BLOCK + i] = poissonOfOne(mixBits(stream + b)) - 1;
    }
    const at = from * k;
    // Behind the last unit its own numbers stand in, no times.
    const [second, third, fourth] = [1, 2, 3].map((i) => at + Math.min(i, block - 1) * k) as [number, number, number];
    for (let b = 0; b < replicates; b += 1) {
      const m0 = more[b * BLOCK]!;
      const m1 = more[b * BLOCK + 1]!;
      const m2 = more[b * BLOCK + 2]!;
      const m3 = more[b * BLOCK + 3]!;
      const into = b * k;
      for (let c = 0; c < k; c += 1) {
        moved[into + c] =
          moved[into + c]! +
          m0 * influence[at + c]! +
          m1 * influence[second + c]! +
          m2 * influence[third + c]! +
          m3 * influence[fourth + c]!;
      }
    }
    if (from % 64 === 0) yield;
  }
  return moved;
}

/** Units taken together, so that a replicate's numbers are read and written once for all of them. */
const BLOCK = 4;

/** Upper ends of 0, 1, 2 … of the Poisson distribution with mean 1, as shares of 2³². */
const ENDS = ((): number[] => {
  const ends: number[] = [];
  let chance = Math.exp(-1);
  let sum = 0;
  for (let n = 0; n < 12; n += 1) {
    sum += chance;
    ends.push(sum * 4294967296);
    chance /= n + 1;
  }
  return ends;
})();

/** A Poisson(1) number from 32 uniform bits. */
function poissonOfOne(bits: number): number {
  let n = 0;
  while (n < ENDS.length && bits >= ENDS[n]!) n += 1;
  return n;
}
