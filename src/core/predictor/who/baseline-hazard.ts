import type { Entrants } from '../cohort/cohort.ts';
import type { Joint } from '../fit/joint.ts';
import type { SampledRiskSets } from '../risk-sets/risk-sets.ts';

/** The cumulative rate of converting of somebody with no column on. Shapes: both (cases,), seconds since A ascending. */
export interface BaselineHazard {
  readonly second: Float64Array;
  readonly cumulative: Float64Array;
}

/**
 * Breslow's estimate of the baseline hazard from sampled risk sets: at each conversion one over the summed relative risks of
 * everybody at risk, which the sampled ones stand for.
 *
 * @param converted - conversions in the cohort, of which the sets may be a sample.
 * Cost: one pass over the rows. Source: Borgan, Goldstein & Langholz (1995), Ann. Statist. 23, 1749–1778.
 */
export function baselineHazard(
  { fit, sets }: Joint,
  cohort: Entrants,
  sampled: SampledRiskSets,
  converted: number,
): BaselineHazard {
  const exits = cohort.exit.slice().sort();
  const { offset, index } = sets.rows;
  const cases = sampled.second.length;
  const order = Uint32Array.from(sampled.second.keys()).sort((a, b) => sampled.second[a]! - sampled.second[b]!);
  const second = new Float64Array(cases);
  const cumulative = new Float64Array(cases);
  let sum = 0;
  order.forEach((set, place) => {
    const from = sets.start[set]!;
    const to = sets.start[set + 1]!;
    let risk = 0;
    for (let row = from; row < to; row += 1) {
      let eta = 0;
      for (let k = offset[row]!; k < offset[row + 1]!; k += 1) eta += fit.beta[index[k]!]!;
      risk += Math.exp(eta);
    }
    const atRisk = exits.length - lowerBound(exits, sampled.second[set]!);
    sum += ((converted / cases) * (to - from)) / (atRisk * risk);
    second[place] = sampled.second[set]!;
    cumulative[place] = sum;
  });
  return { second, cumulative };
}

/** The cumulative baseline hazard up to and including a second since A. Cost: O(log cases). */
export function cumulativeAt({ second, cumulative }: BaselineHazard, at: number): number {
  const after = lowerBound(second, at + 1);
  return after === 0 ? 0 : cumulative[after - 1]!;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
