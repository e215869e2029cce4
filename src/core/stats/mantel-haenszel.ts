import { PteroError } from '../errors/ptero-error.ts';
import { Z_95 } from './normal.ts';

/** One stratum: those who had done it and those who had not, by whether they converted. Counts or weights, ≥ 0. */
export interface TwoByTwo {
  readonly convertedWith: number;
  readonly otherWith: number;
  readonly convertedWithout: number;
  readonly otherWithout: number;
}

/** A common odds ratio. `standardError` is that of its logarithm; `low` and `high` bound the 95 % interval. */
export interface CommonOddsRatio {
  readonly oddsRatio: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The odds ratio that many small tables have in common (Mantel–Haenszel), with its interval (Robins–Breslow–Greenland).
 *
 * Holds for few large strata and for many small ones, matched sets included. Empty strata, and those with one side only,
 * say nothing and count for nothing. Neither the estimate nor its interval has a continuity correction.
 *
 * @returns null when no pair speaks for it or none against it: the odds ratio would be 0, infinite, or anything.
 * @throws PteroError `input/invalid` with the stratum of a negative or non-finite count.
 *
 * Cost: O(strata). Source: Mantel & Haenszel (1959); Robins, Breslow & Greenland (1986), Biometrics 42, 311–323.
 * Reference: R `mantelhaen.test`, estimate and conf.int.
 */
export function mantelHaenszel(strata: Iterable<TwoByTwo>): CommonOddsRatio | null {
  let favour = 0;
  let against = 0;
  let favourSquared = 0;
  let crossed = 0;
  let againstSquared = 0;
  let stratum = 0;
  for (const { convertedWith: a, otherWith: b, convertedWithout: c, otherWithout: d } of strata) {
    const n = a + b + c + d;
    if (!(Math.min(a, b, c, d) >= 0 && n < Infinity)) {
      throw new PteroError({
        code: 'input/invalid',
        message: 'the counts of a table must be finite and not below zero',
        details: { stratum },
      });
    }
    stratum += 1;
    if (n === 0) continue;
    const agree = (a + d) / n;
    const differ = (b + c) / n;
    const r = (a * d) / n;
    const s = (b * c) / n;
    favour += r;
    against += s;
    favourSquared += agree * r;
    crossed += agree * s + differ * r;
    againstSquared += differ * s;
  }
  if (!(favour > 0 && against > 0)) return null;
  const oddsRatio = favour / against;
  const standardError = Math.sqrt(
    favourSquared / (2 * favour ** 2) + crossed / (2 * favour * against) + againstSquared / (2 * against ** 2),
  );
  const spread = Math.exp(Z_95 * standardError);
  return { oddsRatio, standardError, low: oddsRatio / spread, high: oddsRatio * spread };
}
