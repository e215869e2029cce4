/**
 * Rows of numbers, mostly zero: row r holds `value[k]` in column `index[k]` for k in [offset[r], offset[r + 1]).
 *
 * Shapes: offset (rows + 1,), index and value (cells,).
 */
export interface WeightedRows {
  readonly columns: number;
  readonly offset: Uint32Array;
  readonly index: Uint16Array;
  readonly value: Float64Array;
}

export interface LogisticOptions {
  /** Penalty ½ · ridge · β², the intercept excepted; 0 for none. */
  readonly ridge: number;
  /** Where to start, shape (columns + 1,); zeros when absent. Not modified. */
  readonly start?: Float64Array;
  /** Settled when no slope of the log-likelihood exceeds this share of the rows. */
  readonly precision: number;
  readonly maxIterations: number;
}

/** A fitted model. Shape: beta (columns + 1,), log odds ratios and last the intercept. */
export interface LogisticFit {
  readonly beta: Float64Array;
  readonly iterations: number;
  /** False when the steps had not settled after `maxIterations` (separation without a ridge). */
  readonly converged: boolean;
}

const MOST_CONJUGATE_STEPS = 200;

/**
 * Logistic regression with a ridge, by Newton's method with the steps found by conjugate gradients: no matrix is formed.
 *
 * @param outcome - shape (rows,), 0 or 1. @param chosen - numbers of the rows to fit, any order.
 * Without both outcomes among them the intercept runs away and `converged` is false.
 *
 * Yields between passes so that it can be interrupted. Cost: about 20 to 60 passes over the cells.
 * Source: Komarek & Moore (2005), TR-IRLS; Nocedal & Wright, algorithm 7.1. Reference: R `glm(family = binomial)`.
 */
export function* fitLogisticRegression(
  rows: WeightedRows,
  outcome: Uint8Array,
  chosen: Uint32Array,
  { ridge, start, precision, maxIterations }: LogisticOptions,
): Generator<undefined, LogisticFit> {
  const p = rows.columns + 1;
  let beta = start ? start.slice() : new Float64Array(p);
  const weight = new Float64Array(chosen.length);
  let at = slopes(rows, outcome, chosen, beta, ridge, weight);
  const settled = precision * Math.max(1, chosen.length);
  let iterations = 0;
  while (largest(at.slope) > settled && iterations < maxIterations) {
    iterations += 1;
    const step = yield* newtonStep(rows, chosen, weight, ridge, at.slope);
    let next = beta;
    let reached = at;
    for (let scale = 1; scale > 1e-4; scale /= 2) {
      next = beta.map((value, j) => value + scale * step[j]!);
      reached = slopes(rows, outcome, chosen, next, ridge, weight);
      if (reached.loss <= at.loss + 1e-12 * Math.abs(at.loss)) break;
    }
    beta = next;
    at = reached;
    yield;
  }
  return { beta, iterations, converged: largest(at.slope) <= settled };
}

/** Log odds of row r. */
export function logOdds({ offset, index, value, columns }: WeightedRows, beta: Float64Array, r: number): number {
  let eta = beta[columns]!;
  for (let k = offset[r]!; k < offset[r + 1]!; k += 1) eta += beta[index[k]!]! * value[k]!;
  return eta;
}

/** Penalised loss and its downhill slope; fills the weights p(1 − p) of the chosen rows. */
function slopes(
  rows: WeightedRows,
  outcome: Uint8Array,
  chosen: Uint32Array,
  beta: Float64Array,
  ridge: number,
  weight: Float64Array,
): { readonly loss: number; readonly slope: Float64Array } {
  const { offset, index, value, columns } = rows;
  const slope = beta.map((b, j) => (j < columns ? -ridge * b : 0));
  let loss = beta.reduce((sum, b, j) => (j < columns ? sum + (ridge / 2) * b * b : sum), 0);
  for (let c = 0; c < chosen.length; c += 1) {
    const r = chosen[c]!;
    const eta = logOdds(rows, beta, r);
    const share = 1 / (1 + Math.exp(-eta));
    const y = outcome[r]!;
    const against = y === 1 ? -eta : eta;
    loss += against > 30 ? against : Math.log1p(Math.exp(against));
    weight[c] = share * (1 - share);
    const rest = y - share;
    for (let k = offset[r]!; k < offset[r + 1]!; k += 1) slope[index[k]!]! += rest * value[k]!;
    slope[columns]! += rest;
  }
  return { loss, slope };
}

/** Solve (XᵀWX + ridge) d = slope by preconditioned conjugate gradients, the more exactly the nearer the top. */
function* newtonStep(
  rows: WeightedRows,
  chosen: Uint32Array,
  weight: Float64Array,
  ridge: number,
  slope: Float64Array,
): Generator<undefined, Float64Array> {
  const p = slope.length;
  const inverse = diagonal(rows, chosen, weight, ridge).map((d) => (d > 0 ? 1 / d : 0));
  const step = new Float64Array(p);
  const rest = slope.slice();
  const direction = rest.map((value, j) => value * inverse[j]!);
  const product = new Float64Array(p);
  let size = dot(rest, direction);
  const enough = size * Math.min(0.3, largest(slope) / chosen.length) ** 2;
  for (let k = 0; k < MOST_CONJUGATE_STEPS && size > enough && size > 0; k += 1) {
    multiply(rows, chosen, weight, ridge, direction, product);
    const curvature = dot(direction, product);
    if (!(curvature > 0)) break;
    const length = size / curvature;
    for (let j = 0; j < p; j += 1) {
      step[j]! += length * direction[j]!;
      rest[j]! -= length * product[j]!;
    }
    let next = 0;
    for (let j = 0; j < p; j += 1) next += rest[j]! * rest[j]! * inverse[j]!;
    for (let j = 0; j < p; j += 1) direction[j] = rest[j]! * inverse[j]! + (next / size) * direction[j]!;
    size = next;
    if (k % 4 === 3) yield;
  }
  return step;
}

function diagonal(rows: WeightedRows, chosen: Uint32Array, weight: Float64Array, ridge: number): Float64Array {
  const { offset, index, value, columns } = rows;
  const sum = new Float64Array(columns + 1).fill(ridge, 0, columns);
  for (let c = 0; c < chosen.length; c += 1) {
    const r = chosen[c]!;
    for (let k = offset[r]!; k < offset[r + 1]!; k += 1) sum[index[k]!]! += weight[c]! * value[k]! * value[k]!;
    sum[columns]! += weight[c]!;
  }
  return sum;
}

function multiply(
  rows: WeightedRows,
  chosen: Uint32Array,
  weight: Float64Array,
  ridge: number,
  direction: Float64Array,
  product: Float64Array,
): void {
  const { offset, index, value, columns } = rows;
  for (let j = 0; j < columns; j += 1) product[j] = ridge * direction[j]!;
  product[columns] = 0;
  for (let c = 0; c < chosen.length; c += 1) {
    const r = chosen[c]!;
    const along = weight[c]! * logOdds(rows, direction, r);
    for (let k = offset[r]!; k < offset[r + 1]!; k += 1) product[index[k]!]! += along * value[k]!;
    product[columns]! += along;
  }
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, j) => sum + value * b[j]!, 0);

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
