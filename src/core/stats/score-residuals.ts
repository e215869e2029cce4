import { setWeights, type RiskSets, type WeightScratch } from './risk-set-moments.ts';

/**
 * How far each unit (a user) pulls a few linear combinations of the coefficients: the empirical influence function of the
 * conditional logistic model, also known as dfbeta.
 *
 * @param unit - shape (rows,), the unit of each row, from 0 to `units` − 1; a unit may have rows in many sets.
 * @param direction - shape (k, p), row-major: for the combination c'β, the row is c'V with V the model's covariance.
 * @returns shape (units, k), row-major, in single precision: the combination moves by about this when the unit's weight
 * rises from one to two. Sums over units to what the ridge holds back (zero without one).
 *
 * Yields now and then. Cost: O(ones × k). Source: Lin & Wei (1989), JASA 84, 1074–1078; Reid & Crépeau (1985).
 */
export function* unitInfluence(
  sets: RiskSets,
  beta: Float64Array,
  unit: Uint32Array,
  units: number,
  direction: Float64Array,
): Generator<undefined, Float32Array> {
  const { columns: p, offset, index } = sets.rows;
  const k = p === 0 ? 0 : direction.length / p;
  const byColumn = transpose(direction, k, p);
  const influence = new Float32Array(units * k);
  const scratch: WeightScratch = { weight: new Float64Array(64) };
  let image = new Float64Array(64 * k);
  const mean = new Float64Array(k);
  let sinceYield = 0;
  for (let set = 0; set + 1 < sets.start.length; set += 1) {
    const first = sets.start[set]!;
    const size = sets.start[set + 1]! - first;
    if (size < 2) continue;
    setWeights(sets, set, beta, scratch);
    if (image.length < size * k) image = new Float64Array(size * k * 2);
    image.fill(0, 0, size * k);
    mean.fill(0);
    for (let i = 0; i < size; i += 1) {
      const into = i * k;
      for (let one = offset[first + i]!; one < offset[first + i + 1]!; one += 1) {
        const from = index[one]! * k;
        for (let c = 0; c < k; c += 1) image[into + c]! += byColumn[from + c]!;
      }
      const w = scratch.weight[i]!;
      for (let c = 0; c < k; c += 1) mean[c]! += w * image[into + c]!;
    }
    for (let i = 0; i < size; i += 1) {
      const share = (i === 0 ? 1 : 0) - scratch.weight[i]!;
      const into = unit[first + i]! * k;
      for (let c = 0; c < k; c += 1) influence[into + c]! += share * (image[i * k + c]! - mean[c]!);
    }
    sinceYield += size;
    if (sinceYield > 2_000) {
      sinceYield = 0;
      yield;
    }
  }
  return influence;
}

function transpose(rows: Float64Array, k: number, p: number): Float64Array {
  const turned = new Float64Array(rows.length);
  for (let c = 0; c < k; c += 1) for (let j = 0; j < p; j += 1) turned[j * k + c] = rows[c * p + j]!;
  return turned;
}
