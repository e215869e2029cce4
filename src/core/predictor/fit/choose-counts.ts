import type { ScoreTests } from './score-test.ts';

/** A larger n must raise the squared z by this much over the best smaller one: the simpler claim wins ties. */
const WORTH_ANOTHER = 3;
/** … and by this much over "once" within each half of the users by itself. */
const WORTH_IN_A_HALF = 2;

/** The least count chosen for an event. */
export interface CountChoice {
  /** Number of the chosen candidate. */
  readonly candidate: number;
  /**
   * Halves of the users whose estimate is honest, because the other half made the choice. Both for "once or more", which
   * is no choice.
   */
  readonly honest: readonly [boolean, boolean];
}

/**
 * For each event the least count n that one half of the users finds clearest and the other half confirms (cross-fitting).
 *
 * Each half chooses by its own score tests. A choice stands if in both halves it beats "once" in the same direction; of two
 * that stand, the one clearer on everybody. It is then to be estimated on the halves that did not choose it.
 *
 * @param behaviours - candidates in order of event, then of minCount ascending. Cost: O(candidates).
 */
export function chooseCounts(
  behaviours: readonly { readonly event: number; readonly minCount: number }[],
  all: ScoreTests,
  halves: readonly [ScoreTests, ScoreTests],
): Map<number, CountChoice> {
  const once = onceEach(behaviours);
  const byHalf = halves.map((half) => clearest(behaviours, half)) as [Map<number, number>, Map<number, number>];
  return new Map(
    [...once].map(([event, { candidate: first }]) => {
      const stands = (j: number): boolean =>
        j !== first &&
        halves.every((half) => half.z[j]! * all.z[j]! > 0 && square(half, j) > square(half, first) + WORTH_IN_A_HALF);
      const [one, other] = [byHalf[0].get(event)!, byHalf[1].get(event)!];
      const chosen = [one, other].filter(stands).sort((a, b) => square(all, b) - square(all, a))[0];
      if (chosen === undefined) return [event, { candidate: first, honest: [true, true] }];
      return [event, { candidate: chosen, honest: [other === chosen, one === chosen] }];
    }),
  );
}

function clearest(
  behaviours: readonly { readonly event: number; readonly minCount: number }[],
  tests: ScoreTests,
): Map<number, number> {
  const best = new Map<number, number>();
  behaviours.forEach(({ event }, j) => {
    const sofar = best.get(event);
    if (sofar === undefined || square(tests, j) > square(tests, sofar) + WORTH_ANOTHER) best.set(event, j);
  });
  return best;
}

const square = (tests: ScoreTests, j: number): number => tests.z[j]! ** 2;

/** For each event its candidate "once or more", the first in order. */
export function onceEach(
  behaviours: readonly { readonly event: number; readonly minCount: number }[],
): Map<number, CountChoice> {
  const chosen = new Map<number, CountChoice>();
  behaviours.forEach(({ event }, candidate) => {
    if (!chosen.has(event)) chosen.set(event, { candidate, honest: [true, true] });
  });
  return chosen;
}
