/**
 * Rows of zeros and ones, sparse: row r holds a one in columns `index[offset[r]] … index[offset[r + 1] − 1]`, ascending.
 *
 * Shapes: offset (rows + 1,), index (ones,).
 */
export interface SparseRows {
  readonly columns: number;
  readonly offset: Uint32Array;
  readonly index: Uint16Array;
}

/** Matched sets of rows; the first row of each set is the case. Shape: start (sets + 1,). */
export interface RiskSets {
  readonly rows: SparseRows;
  readonly start: Uint32Array;
}

/** What a set of risk sets says about the coefficients. Shapes: score (p,), information (p, p) lower triangle. */
export interface Moments {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

/** Room for the weights of one set; grows with the largest set. */
export interface WeightScratch {
  weight: Float64Array;
}

/**
 * Share of each row of a set in the chance to be the case: exp(η) over the sum of exp(η).
 *
 * @returns the log-likelihood of the set. `scratch.weight[i]` is the share of row `start + i`, summing to 1.
 */
export function setWeights(sets: RiskSets, set: number, beta: Float64Array, scratch: WeightScratch): number {
  const { offset, index } = sets.rows;
  const first = sets.start[set]!;
  const size = sets.start[set + 1]! - first;
  if (scratch.weight.length < size) scratch.weight = new Float64Array(size * 2);
  const weight = scratch.weight;
  let largest = -Infinity;
  for (let i = 0; i < size; i += 1) {
    let eta = 0;
    for (let k = offset[first + i]!; k < offset[first + i + 1]!; k += 1) eta += beta[index[k]!]!;
    weight[i] = eta;
    if (eta > largest) largest = eta;
  }
  const caseEta = weight[0]!;
  let total = 0;
  for (let i = 0; i < size; i += 1) {
    const share = Math.exp(weight[i]! - largest);
    weight[i] = share;
    total += share;
  }
  for (let i = 0; i < size; i += 1) weight[i]! /= total;
  return caseEta - largest - Math.log(total);
}

/**
 * Log-likelihood, score and information of the conditional logistic model at `beta`.
 *
 * @param chosen - numbers of the sets to count, or null for all.
 *
 * A generator so that a long pass can be interrupted: it yields every few thousand rows and returns the moments.
 * Cost: O(rows · k²/2 + sets · t²/2) with k ones a row and t columns touched a set.
 * Source: Breslow & Day (1980), ch. 7; Cox (1972) partial likelihood on sampled risk sets.
 */
export function* riskSetMoments(
  sets: RiskSets,
  beta: Float64Array,
  chosen: Uint32Array | null,
): Generator<undefined, Moments> {
  const { columns: p, offset, index } = sets.rows;
  const score = new Float64Array(p);
  const information = new Float64Array(p * p);
  const mean = new Float64Array(p);
  const touched = new Uint16Array(p);
  /** Means of the columns touched in a set, ascending. */
  const own = new Float64Array(p);
  const scratch: WeightScratch = { weight: new Float64Array(64) };
  const count = chosen ? chosen.length : sets.start.length - 1;
  let logLikelihood = 0;
  let sinceYield = 0;
  for (let c = 0; c < count; c += 1) {
    const set = chosen ? chosen[c]! : c;
    const first = sets.start[set]!;
    const size = sets.start[set + 1]! - first;
    if (size < 2) continue;
    logLikelihood += setWeights(sets, set, beta, scratch);
    const weight = scratch.weight;
    for (let i = 0; i < size; i += 1) {
      const w = weight[i]!;
      if (w === 0) continue;
      const from = offset[first + i]!;
      const to = offset[first + i + 1]!;
      for (let k = from; k < to; k += 1) {
        const column = index[k]!;
        mean[column]! += w;
        const base = column * p;
        for (let l = from; l <= k; l += 1) information[base + index[l]!]! += w;
      }
    }
    for (let k = offset[first]!; k < offset[first + 1]!; k += 1) score[index[k]!]! += 1;
    let touchedCount = 0;
    for (let column = 0; column < p; column += 1) {
      const m = mean[column]!;
      if (m === 0) continue;
      mean[column] = 0;
      touched[touchedCount] = column;
      own[touchedCount++] = m;
      score[column]! -= m;
      const base = column * p;
      for (let b = 0; b < touchedCount; b += 1) information[base + touched[b]!]! -= m * own[b]!;
    }
    sinceYield += size;
    if (sinceYield > 4_000) {
      sinceYield = 0;
      yield;
    }
  }
  return { logLikelihood, score, information };
}
