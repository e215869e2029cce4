import { Z_95 } from './normal.ts';

/**
 * 95 % interval of a share, by Wilson's score method: sensible for few users and for shares of 0 and 1.
 *
 * @param hits - in [0, n]. @param n - whole number; 0 gives [0, 1].
 *
 * Source: Wilson (1927), JASA 22, 209–212. Reference: R `prop.test(hits, n, correct = FALSE)$conf.int`.
 */
export function wilsonInterval(hits: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const square = Z_95 * Z_95;
  const centre = (share + square / (2 * n)) / (1 + square / n);
  const reach = (Z_95 / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  return {
    low: hits === 0 ? 0 : Math.max(0, centre - reach),
    high: hits === n ? 1 : Math.min(1, centre + reach),
  };
}
