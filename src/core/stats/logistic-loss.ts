/**
 * Sum of −log likelihood of yes-or-no outcomes under given log odds, over the chosen rows; finite far out on either side.
 *
 * @param outcome - shape (rows,), 0 or 1. @param odds - shape (rows,). @param chosen - row numbers.
 */
export function logisticLoss(outcome: Uint8Array, odds: Float64Array, chosen: Uint32Array): number {
  let loss = 0;
  for (const r of chosen) {
    const against = outcome[r] === 1 ? -odds[r]! : odds[r]!;
    loss += against > 30 ? against : Math.log(1 + Math.exp(against));
  }
  return loss;
}
