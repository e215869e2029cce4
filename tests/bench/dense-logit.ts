import type { RiskSets } from '#core/stats/risk-set-moments.ts';

/** Solves a symmetric positive definite system by elimination; overwrites both. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const p = right.length;
  for (let k = 0; k < p; k += 1) {
    for (let i = k + 1; i < p; i += 1) {
      const factor = matrix[i]![k]! / matrix[k]![k]!;
      if (factor === 0) continue;
      for (let j = k; j < p; j += 1) matrix[i]![j]! -= factor * matrix[k]![j]!;
      right[i]! -= factor * right[k]!;
    }
  }
  for (let i = p - 1; i >= 0; i -= 1) {
    for (let j = i + 1; j < p; j += 1) right[i]! -= matrix[i]![j]! * right[j]!;
    right[i]! /= matrix[i]![i]!;
  }
  return right;
}

/** Every row as a full array of zeros and ones. */
export function denseRows({ rows }: RiskSets): Float64Array[] {
  return Array.from({ length: rows.offset.length - 1 }, (_, r) => {
    const row = new Float64Array(rows.columns);
    for (let k = rows.offset[r]!; k < rows.offset[r + 1]!; k += 1) row[rows.index[k]!] = 1;
    return row;
  });
}

/**
 * Conditional logistic regression as one would write it down first: full rows, full Newton steps, no shortcuts.
 *
 * The yardstick for `fitConditionalLogit`; both end at the same coefficients.
 */
export function fitDense(
  rows: readonly Float64Array[],
  start: Uint32Array,
  ridge: number,
): { beta: Float64Array; iterations: number } {
  const p = rows[0]!.length;
  let beta = new Float64Array(p);
  for (let iterations = 1; ; iterations += 1) {
    const score = beta.map((value) => -ridge * value);
    const information = Array.from({ length: p }, (_, j) => {
      const row = new Float64Array(p);
      row[j] = ridge;
      return row;
    });
    for (let set = 0; set + 1 < start.length; set += 1) {
      const members = rows.slice(start[set], start[set + 1]);
      const weights = members.map((row) => Math.exp(row.reduce((sum, x, j) => sum + x * beta[j]!, 0)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const mean = new Float64Array(p);
      members.forEach((row, i) => {
        const weight = weights[i]! / total;
        for (let j = 0; j < p; j += 1) {
          const x = row[j]! * weight;
          mean[j]! += x;
          const line = information[j]!;
          for (let k = 0; k < p; k += 1) line[k]! += x * row[k]!;
        }
      });
      for (let j = 0; j < p; j += 1) {
        score[j]! += members[0]![j]! - mean[j]!;
        for (let k = 0; k < p; k += 1) information[j]![k]! -= mean[j]! * mean[k]!;
      }
    }
    const step = solve(information, score);
    beta = beta.map((value, j) => value + step[j]!);
    if (step.every((value) => Math.abs(value) < 1e-6) || iterations === 25) return { beta, iterations };
  }
}
