import type { Candidates } from '../candidates/candidates.ts';
import type { Entrants } from '../cohort/cohort.ts';
import type { EventTable } from '../event-table.ts';
import type { Joint } from '../fit/joint.ts';
import type { Moments } from '../passes/passes.ts';
import { buildDesign } from '../risk-sets/design.ts';
import { layOutColumns } from '../risk-sets/design-plan.ts';

/**
 * How many times as fast as somebody with no column on each of these users converts at that moment, by the joint model.
 *
 * @returns shape (members,), exp(xβ) of what had happened strictly before each moment. Cost: as `buildDesign`.
 */
export function* relativeRisks(
  events: EventTable,
  cohort: Entrants,
  { plan }: Candidates,
  { fit, q, selection }: Joint,
  moments: Moments,
): Generator<undefined, Float64Array> {
  const beta = new Float64Array(layOutColumns(plan).total);
  beta.set(fit.beta.subarray(0, q));
  selection.fitted.forEach((j, k) => (beta[q + j] = fit.beta[q + k]!));
  const { rows } = yield* buildDesign(events, cohort, moments, plan);
  const risk = new Float64Array(moments.member.length);
  for (let row = 0; row < risk.length; row += 1) {
    let eta = 0;
    for (let k = rows.offset[row]!; k < rows.offset[row + 1]!; k += 1) eta += beta[rows.index[k]!]!;
    risk[row] = Math.exp(eta);
  }
  return risk;
}
