import type { ScoreTests } from './score-test.ts';

/** A larger n must raise the squared z by this much over the best smaller one: the simpler claim wins ties. */
const WORTH_ANOTHER = 3;

/**
 * For each event the least count n whose score test is clearest.
 *
 * @param behaviours - candidates in order of event, then of minCount ascending.
 * @returns for each event with candidates, the number of the chosen one. Cost: O(candidates).
 */
export function chooseCounts(
  behaviours: readonly { readonly event: number; readonly minCount: number }[],
  tests: ScoreTests,
): Map<number, number> {
  const chosen = new Map<number, number>();
  behaviours.forEach(({ event }, j) => {
    const best = chosen.get(event);
    if (best === undefined || tests.z[j]! ** 2 > tests.z[best]! ** 2 + WORTH_ANOTHER) chosen.set(event, j);
  });
  return chosen;
}
