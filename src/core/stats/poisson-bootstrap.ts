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
  for (let unit = 0; unit < units; unit += 1) {
    const from = unit * k;
    const stream = mixBits(unit ^ mixBits(seed));
    for (let b = 0; b < replicates; b += 1) {
      const more = poissonOfOne(mixBits(stream + b)) - 1;
      if (more === 0) continue;
      const into = b * k;
      for (let c = 0; c < k; c += 1) moved[into + c]! += more * influence[from + c]!;
    }
    if ((unit & 63) === 63) yield;
  }
  return moved;
}

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
