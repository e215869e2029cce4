import { choleskyInPlace, choleskySolveInPlace } from './cholesky.ts';

/** A zero-mean normal mixture. Shapes: sd (k,) ascending, the first 0 for exactly nothing; weight (k,) summing to 1. */
export interface EffectMixture {
  readonly sd: Float64Array;
  readonly weight: Float64Array;
}

/** The null component is favoured by as much as so many further effects of exactly zero would. */
const NULL_PENALTY = 9;
const GRID_STEP = Math.SQRT2;
const MOST_STEPS = 200;
const GAP = 1e-10;

/**
 * Standard deviations to mix: 0, then from a tenth of the smallest standard error up to twice the largest effect, each √2 of the last.
 *
 * @param beta, standardError - shapes (n,), finite.
 */
export function sdGrid(beta: Float64Array, standardError: Float64Array): Float64Array {
  let least = Infinity;
  let excess = 0;
  beta.forEach((value, j) => {
    least = Math.min(least, standardError[j]!);
    excess = Math.max(excess, value * value - standardError[j]! ** 2);
  });
  if (least === Infinity) return Float64Array.of(0);
  const low = least / 10;
  const high = excess > 0 ? 2 * Math.sqrt(excess) : 8 * low;
  const steps = Math.max(0, Math.ceil(Math.log(high / low) / Math.log(GRID_STEP)));
  return Float64Array.of(0, ...Array.from({ length: steps + 1 }, (_, k) => high / GRID_STEP ** (steps - k)));
}

/**
 * Learn from many effects how large effects are: the mixture that makes what was seen likeliest.
 *
 * Maximises Σ log Σ w_k N(beta_j; 0, sd_k² + se_j²) + 9 log w_0 over the weights, a concave problem, by a primal-dual
 * interior-point method to a relative gap of 1e-10 (its EM would need thousands of passes).
 *
 * @param beta, standardError - shapes (n,), finite; standard errors > 0. @param sd - from `sdGrid`, the first 0.
 * Cost: about 20 passes of n k²/2. Source: Stephens (2017), Biostatistics 18, 275–294; Kim et al. (2020), JCGS 29, 261–273.
 */
export function fitEffectMixture(beta: Float64Array, standardError: Float64Array, sd: Float64Array): EffectMixture {
  const k = sd.length;
  const likelihood = scaledLikelihoods(beta, standardError, sd);
  // Without the sum constraint: minimise Σ x − (1/N) Σ log(L x) over x ≥ 0, whose optimum sums to 1.
  const x = new Float64Array(k).fill(1 / k);
  const z = new Float64Array(k).fill(1);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, hessian } = derivatives(likelihood, x, beta.length, k);
    let gap = 0;
    let residual = 0;
    for (let a = 0; a < k; a += 1) {
      gap += x[a]! * z[a]!;
      residual = Math.max(residual, Math.abs(gradient[a]! - z[a]!));
    }
    if (gap < GAP && residual < GAP) break;
    const target = (0.1 * gap) / k;
    const move = new Float64Array(k);
    for (let a = 0; a < k; a += 1) {
      hessian[a * k + a]! += z[a]! / x[a]!;
      move[a] = target / x[a]! - gradient[a]!;
    }
    choleskyInPlace(hessian, k);
    choleskySolveInPlace(hessian, k, move);
    const moveZ = move.map((value, a) => target / x[a]! - z[a]! - (z[a]! / x[a]!) * value);
    const scale = Math.min(furthest(x, move), furthest(z, moveZ));
    for (let a = 0; a < k; a += 1) {
      x[a]! += scale * move[a]!;
      z[a]! += scale * moveZ[a]!;
    }
  }
  const total = x.reduce((sum, value) => sum + value, 0);
  return { sd, weight: x.map((value) => value / total) };
}

/** Shape (n, k): each effect's likelihood under each component, over its largest. */
function scaledLikelihoods(beta: Float64Array, standardError: Float64Array, sd: Float64Array): Float64Array {
  const k = sd.length;
  const likelihood = new Float64Array(beta.length * k);
  for (let j = 0; j < beta.length; j += 1) {
    const row = likelihood.subarray(j * k, j * k + k);
    for (let a = 0; a < k; a += 1) row[a] = logDensity(beta[j]!, sd[a]!, standardError[j]!);
    const largest = row.reduce((most, value) => Math.max(most, value), -Infinity);
    for (let a = 0; a < k; a += 1) row[a] = Math.exp(row[a]! - largest);
  }
  return likelihood;
}

/** Log density of an effect under one component, less a constant. */
export function logDensity(beta: number, sd: number, standardError: number): number {
  const variance = sd * sd + standardError * standardError;
  return (-beta * beta) / (2 * variance) - Math.log(variance) / 2;
}

function derivatives(
  likelihood: Float64Array,
  x: Float64Array,
  n: number,
  k: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const all = n + NULL_PENALTY;
  const gradient = new Float64Array(k);
  const hessian = new Float64Array(k * k);
  const relative = new Float64Array(k);
  for (let j = 0; j < n; j += 1) {
    const from = j * k;
    let mixed = 0;
    for (let a = 0; a < k; a += 1) mixed += likelihood[from + a]! * x[a]!;
    for (let a = 0; a < k; a += 1) {
      const own = likelihood[from + a]! / mixed;
      relative[a] = own;
      gradient[a]! += own;
      const base = a * k;
      for (let b = 0; b <= a; b += 1) hessian[base + b]! += own * relative[b]!;
    }
  }
  for (let a = 0; a < k; a += 1) gradient[a] = 1 - gradient[a]! / all;
  for (let h = 0; h < hessian.length; h += 1) hessian[h]! /= all;
  gradient[0]! -= NULL_PENALTY / all / x[0]!;
  hessian[0]! += NULL_PENALTY / all / x[0]! ** 2;
  return { gradient, hessian };
}

/** How far along one may go and stay above zero, at most the whole way. */
function furthest(from: Float64Array, move: Float64Array): number {
  let scale = 1;
  for (let a = 0; a < from.length; a += 1) if (move[a]! < 0) scale = Math.min(scale, (-0.99 * from[a]!) / move[a]!);
  return scale;
}
