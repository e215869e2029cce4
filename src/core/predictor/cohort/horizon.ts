import { horizons } from '../../scenario/definition.ts';
import { stepAt, type SurvivalCurve } from '../../stats/kaplan-meier.ts';

const SHARE_HELD = 0.9;

/**
 * The shortest allowed horizon that holds 90 % of the conversions seen within a year (Kaplan–Meier).
 *
 * @param curve - times in seconds since A.
 * @returns milliseconds, one of `horizons`; the longest when nobody converted.
 */
export function chooseHorizon(curve: SurvivalCurve): number {
  const longest = horizons[horizons.length - 1]!;
  const shareBy = (ms: number): number => {
    const step = stepAt(curve, ms / 1000);
    return step < 0 ? 0 : curve.share[step]!;
  };
  const all = shareBy(longest);
  if (all === 0) return longest;
  return horizons.find((ms) => shareBy(ms) >= SHARE_HELD * all) ?? longest;
}
