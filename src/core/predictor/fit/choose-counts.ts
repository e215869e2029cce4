import type { ScoreTests } from './score-test.ts';

/** A larger n must raise the squared z by this much over the best smaller one: the simpler claim wins ties. */
const WORTH_ANOTHER = 3;
/** … and by this much over "once" within each half of the users by itself. */
const WORTH_IN_A_HALF = 2;

/**
 * For each event the least count n whose score test is clearest, if both halves of the users agree that it beats once.
 *
 * The half that did not choose must confirm the choice, both ways; otherwise the claim stays at once or more.
 *
 * @param behaviours - candidates in order of event, then of minCount ascending.
 * @returns for each event with candidates, the number of the chosen one. Cost: O(candidates).
 */
export function chooseCounts(
  behaviours: readonly { readonly event: number; readonly minCount: number }[],
  all: ScoreTests,
  halves: readonly [ScoreTests, ScoreTests],
): Map<number, number> {
  const once = onceEach(behaviours);
  const chosen = new Map(once);
  const square = (tests: ScoreTests, j: number): number => tests.z[j]! ** 2;
  behaviours.forEach(({ event }, j) => {
    const best = chosen.get(event)!;
    const first = once.get(event)!;
    const confirmed = halves.every(
      (half) => half.z[j]! * all.z[j]! > 0 && square(half, j) > square(half, first) + WORTH_IN_A_HALF,
    );
    if (confirmed && square(all, j) > square(all, best) + WORTH_ANOTHER) chosen.set(event, j);
  });
  return chosen;
}

/** For each event its candidate "once or more", the first in order. */
export function onceEach(
  behaviours: readonly { readonly event: number; readonly minCount: number }[],
): Map<number, number> {
  const chosen = new Map<number, number>();
  behaviours.forEach(({ event }, j) => {
    if (!chosen.has(event)) chosen.set(event, j);
  });
  return chosen;
}
