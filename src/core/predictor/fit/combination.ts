/** A log hazard ratio with its standard error. */
export interface LogEffect {
  readonly beta: number;
  readonly standardError: number;
  /** What it is in terms of the joint model's columns; null when it was not fitted there. */
  readonly combination: Combination | null;
}

/** A linear combination of a model's coefficients. */
export type Combination = readonly { readonly column: number; readonly weight: number }[];

/** A model's coefficients. Shapes: beta (p,), covariance (p, p). */
export interface Coefficients {
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
}

/** The combination that is one coefficient. */
export const single = (column: number): Combination => [{ column, weight: 1 }];

/** Read a combination's estimate and standard error from a model. Cost: O(terms²). */
export function readCombination(combination: Combination, { beta, covariance }: Coefficients): LogEffect {
  const p = beta.length;
  let estimate = 0;
  let variance = 0;
  for (const a of combination) {
    estimate += a.weight * beta[a.column]!;
    for (const b of combination) variance += a.weight * b.weight * covariance[a.column * p + b.column]!;
  }
  return { beta: estimate, standardError: Math.sqrt(variance), combination };
}
