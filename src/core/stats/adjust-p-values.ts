import { PteroError } from '../errors/ptero-error.ts';

/**
 * Adjust p-values for a false discovery rate (Benjamini–Hochberg step-up).
 *
 * An adjusted value at or below `q` means: rejecting this hypothesis, and all with smaller p, keeps the
 * expected share of false discoveries at or below `q`, if the tests are independent or positively dependent.
 *
 * @param p - shape (n,), raw p-values in [0, 1], any order. Not modified.
 * @returns shape (n,), adjusted p-values in the order of `p`, each in [p[i], 1].
 * @throws PteroError `input/invalid` if any value is NaN or outside [0, 1].
 *
 * Cost: O(n log n) time, O(n) memory. n = 0 gives an empty array.
 * Source: Benjamini & Hochberg (1995), JRSS B 57(1), 289–300, procedure (1). Reference: R `p.adjust(p, "BH")`.
 */
export function adjustPValues(p: Float64Array): Float64Array {
  const n = p.length;
  const badIndex = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (badIndex >= 0) {
    throw new PteroError({
      code: 'input/invalid',
      message: 'p-values must lie between 0 and 1',
      details: { index: badIndex, value: p[badIndex] ?? Number.NaN },
    });
  }
  const fromLargest = Uint32Array.from(p.keys()).sort((a, b) => p[b]! - p[a]!);
  const adjusted = new Float64Array(n);
  let running = 1;
  fromLargest.forEach((index, position) => {
    const rank = n - position;
    // n / rank first: (p * n) / rank can round below p.
    running = Math.min(running, p[index]! * (n / rank));
    adjusted[index] = running;
  });
  return adjusted;
}
