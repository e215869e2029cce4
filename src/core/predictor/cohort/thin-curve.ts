import { stepAt, type SurvivalCurve } from '../../stats/kaplan-meier.ts';
import type { ConversionCurve } from '../result.ts';

const POINTS = 120;

/**
 * Read a conversion curve at evenly spaced moments from A to the horizon, so that it can be stored and drawn.
 *
 * @param curve - in seconds. @returns 121 points in milliseconds; the band is the share itself where undefined.
 */
export function thinCurve(curve: SurvivalCurve, horizonMs: number, users: number): ConversionCurve {
  const points = Array.from({ length: POINTS + 1 }, (_, k) => (horizonMs / POINTS) * k);
  const steps = points.map((ms) => stepAt(curve, ms / 1000));
  const read = (values: Float64Array, before: number): number[] =>
    steps.map((step) => (step < 0 ? before : Number.isFinite(values[step]!) ? values[step]! : curve.share[step]!));
  return {
    timeMs: points,
    share: read(curve.share, 0),
    low: read(curve.low, 0),
    high: read(curve.high, 0),
    atRisk: steps.map((step) =>
      step + 1 < curve.atRisk.length ? curve.atRisk[step + 1]! : step < 0 ? users : curve.atRisk[step]!,
    ),
  };
}
