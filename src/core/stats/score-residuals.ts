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
  const { order, first } = rowsByUnit(unit, units);
  /** Shape (sets, k): the image of each set's mean. Shape (rows,): each row's own share less its expected one. */
  const meanImage = new Float64Array((sets.start.length - 1) * k);
  const residual = new Float64Array(unit.length);
  const setOf = new Uint32Array(unit.length);
  const mean = new Float64Array(p);
  let sinceYield = 0;
  for (let set = 0; set + 1 < sets.start.length; set += 1) {
    const start = sets.start[set]!;
    const size = sets.start[set + 1]! - start;
    if (size < 2) continue;
    setWeights(sets, set, beta, scratch);
    setOf.fill(set, start, start + size);
    for (let i = 0; i < size; i += 1) {
      const w = scratch.weight[i]!;
      residual[start + i] = (i === 0 ? 1 : 0) - w;
      for (let one = offset[start + i]!; one < offset[start + i + 1]!; one += 1) mean[index[one]!]! += w;
    }
    takeImage(mean, byColumn, k, meanImage, set * k);
    sinceYield += size;
    if (sinceYield > ROWS_A_STEP) {
      sinceYield = 0;
      yield;
    }
  }
  const own = new Float64Array(p);
  const image = new Float64Array(k);
  for (let u = 0; u < units; u += 1) {
    image.fill(0);
    for (let at = first[u]!; at < first[u + 1]!; at += 1) {
      const row = order[at]!;
      const r = residual[row]!;
      if (r === 0) continue;
      for (let one = offset[row]!; one < offset[row + 1]!; one += 1) own[index[one]!]! += r;
      const from = setOf[row]! * k;
      for (let c = 0; c < k; c += 1) image[c]! -= r * meanImage[from + c]!;
    }
    takeImage(own, byColumn, k, image, 0);
    influence.set(image, u * k);
    sinceYield += first[u + 1]! - first[u]!;
    if (sinceYield > ROWS_A_STEP) {
      sinceYield = 0;
      yield;
    }
  }
  return influence;
}

const ROWS_A_STEP = 4_000;

/** Adds the image of a vector to `into` from `at` on, and leaves the vector empty. Shapes: vector (p,), byColumn (p, k). */
function takeImage(vector: Float64Array, byColumn: Float64Array, k: number, into: Float64Array, at: number): void {
  for (let j = 0; j < vector.length; j += 1) {
    const value = vector[j]!;
    if (value === 0) continue;
    vector[j] = 0;
    const from = j * k;
    for (let c = 0; c < k; c += 1) into[at + c]! += value * byColumn[from + c]!;
  }
}

/** Numbers of the rows, unit by unit: those of unit u stand from `first[u]` up to `first[u + 1]`. */
function rowsByUnit(unit: Uint32Array, units: number): { order: Uint32Array; first: Uint32Array } {
  const first = new Uint32Array(units + 1);
  for (const u of unit) first[u + 1]! += 1;
  for (let u = 0; u < units; u += 1) first[u + 1]! += first[u]!;
  const next = first.slice(0, units);
  const order = new Uint32Array(unit.length);
  for (let row = 0; row < unit.length; row += 1) order[next[unit[row]!]!++] = row;
  return { order, first };
}

function transpose(rows: Float64Array, k: number, p: number): Float64Array {
  const turned = new Float64Array(rows.length);
  for (let c = 0; c < k; c += 1) for (let j = 0; j < p; j += 1) turned[j * k + c] = rows[c * p + j]!;
  return turned;
}
