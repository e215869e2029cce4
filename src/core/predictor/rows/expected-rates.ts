/**
 * Turn a hazard ratio into two rates a reader can picture: of people who do it and equally active people who do not,
 * which shares convert by the horizon.
 *
 * @param overall - share converting by the horizon, in [0, 1). @param share - share of users who do it, in [0, 1].
 * @returns rates whose mixture is `overall` and whose survival differs by the power `ratio` (proportional hazards).
 */
export function expectedRates(overall: number, share: number, ratio: number): { withIt: number; without: number } {
  const raise = (rate: number): number => 1 - (1 - rate) ** ratio;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (share * raise(middle) + (1 - share) * middle < overall) low = middle;
    else high = middle;
  }
  const without = (low + high) / 2;
  return { withIt: raise(without), without };
}
