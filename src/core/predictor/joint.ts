import { fitConditionalLogit, oneStepEstimate, type ConditionalLogitFit } from '../stats/conditional-logit.ts';
import type { RiskSets } from '../stats/risk-set-moments.ts';
import { setsWith } from './joint-columns.ts';
import type { Coefficients } from './level-contrast.ts';
import { firstColumns, RIDGE, type Screen } from './screen.ts';
import type { Selection } from './select.ts';

/** The joint model. Columns: q of activity, entry period and attributes, then the fitted candidates. */
export interface Joint {
  readonly fit: ConditionalLogitFit;
  readonly sets: RiskSets;
  readonly q: number;
}

const MOST_ITERATIONS = 25;

/**
 * Fit all selected candidates together with activity, entry period and attributes.
 *
 * Yields now and then. Cost: about five passes over the rows.
 */
export function* fitJoint(sets: RiskSets, screen: Screen, selection: Selection): Generator<undefined, Joint> {
  const q = screen.columns.behaviour;
  const joint = setsWith(sets, [...firstColumns(q), ...selection.fitted.map((j) => q + j)]);
  const start = new Float64Array(q + selection.fitted.length);
  start.set(screen.nuisance.beta);
  selection.fitted.forEach((j, k) => (start[q + k] = screen.all.beta[j]!));
  const fit = yield* fitConditionalLogit(joint, { ridge: RIDGE, maxIterations: MOST_ITERATIONS, start });
  return { fit, sets: joint, q };
}

/** What some of the sets alone say about every coefficient, to first order around the joint fit. */
export function* modelOn(joint: Joint, chosen: Uint32Array): Generator<undefined, Coefficients> {
  return yield* oneStepEstimate(joint.sets, joint.fit.beta, chosen, RIDGE);
}
