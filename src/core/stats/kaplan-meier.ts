/** Share converted over time, with pointwise 95 % band. Shapes: all (steps,), one step per distinct conversion time. */
export interface SurvivalCurve {
  /** Time of each step, ascending, in the unit of the input. */
  readonly time: Float64Array;
  /** Share converted just after the step, in [0, 1]. */
  readonly share: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Users at risk just before the step. */
  readonly atRisk: Float64Array;
}

const Z = 1.959963984540054;

/**
 * Estimate the share converted by each moment when some users are watched for less time than others (Kaplan–Meier).
 *
 * @param exit - shape (n,), time watched, ≥ 0.
 * @param converted - shape (n,), 1 when the user converted at `exit`, 0 when watching ended.
 * @returns steps at the distinct conversion times; the band is Greenwood's on the log(−log) scale.
 *
 * A user whose watch ends at the very time of a conversion still counts as at risk for it.
 * Cost: O(n log n). Reference: R `survfit(Surv(exit, converted) ~ 1, conf.type = "log-log")`.
 */
export function kaplanMeier(exit: Float64Array, converted: Uint8Array): SurvivalCurve {
  const n = exit.length;
  const exits = exit.slice().sort();
  const conversions = exit.filter((_, i) => converted[i] === 1).sort();
  const time: number[] = [];
  const share: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  const atRisk: number[] = [];
  let survival = 1;
  let greenwood = 0;
  let gone = 0;
  for (let i = 0; i < conversions.length;) {
    const at = conversions[i]!;
    while (exits[gone]! < at) gone += 1;
    const risk = n - gone;
    const from = i;
    while (i < conversions.length && conversions[i] === at) i += 1;
    const events = i - from;
    survival *= 1 - events / risk;
    greenwood += events / (risk * (risk - events));
    time.push(at);
    share.push(1 - survival);
    atRisk.push(risk);
    if (survival > 0) {
      const spread = (Z * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
      low.push(1 - survival ** Math.exp(-spread));
      high.push(1 - survival ** Math.exp(spread));
    } else {
      low.push(Number.NaN);
      high.push(Number.NaN);
    }
  }
  return {
    time: Float64Array.from(time),
    share: Float64Array.from(share),
    low: Float64Array.from(low),
    high: Float64Array.from(high),
    atRisk: Float64Array.from(atRisk),
  };
}

/** Index of the last step at or before `at`, or −1. */
export function stepAt(curve: SurvivalCurve, at: number): number {
  let low = 0;
  let high = curve.time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (curve.time[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
