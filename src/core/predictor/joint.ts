import { fitConditionalLogit, oneStepEstimate, type ConditionalLogitFit } from '../stats/conditional-logit.ts';
import type { RiskSets } from '../stats/risk-set-moments.ts';
import { setsInOrder, setsWith } from './joint-columns.ts';
import type { Coefficients } from './level-contrast.ts';
import { scoreTests, type ScoreTests } from './score-test.ts';
import { screenMoments } from './screen-moments.ts';
import { firstColumns, RIDGE, type Screen } from './screen.ts';
import type { Selection } from './select.ts';

/** The joint model. Columns: q of activity, entry period and attributes, then the fitted candidates. */
export interface Joint {
  readonly fit: ConditionalLogitFit;
  readonly sets: RiskSets;
  readonly q: number;
  /** Score tests of the waiting candidates given this model, in their order. */
  readonly waiting: ScoreTests;
}

const MOST_ITERATIONS = 25;

/**
 * Fit all selected candidates together with activity, entry period and attributes.
 *
 * Those left out of the fit are then tested one by one given all that was fitted, so that nothing is claimed against a
 * weaker model. Yields now and then. Cost: about six passes over the rows.
 */
export function* fitJoint(sets: RiskSets, screen: Screen, selection: Selection): Generator<undefined, Joint> {
  const q = screen.columns.behaviour;
  const joint = setsWith(sets, [...firstColumns(q), ...selection.fitted.map((j) => q + j)]);
  const start = new Float64Array(q + selection.fitted.length);
  start.set(screen.nuisance.beta);
  selection.fitted.forEach((j, k) => (start[q + k] = screen.all.beta[j]!));
  const fit = yield* fitConditionalLogit(joint, { ridge: RIDGE, maxIterations: MOST_ITERATIONS, start });
  const waiting = yield* testWaiting(sets, q, fit, selection);
  return { fit, sets: joint, q, waiting };
}

function* testWaiting(
  sets: RiskSets,
  q: number,
  fit: ConditionalLogitFit,
  { fitted, waiting }: Selection,
): Generator<undefined, ScoreTests> {
  const order = [...firstColumns(q), ...[...fitted, ...waiting].map((j) => q + j)];
  const beta = new Float64Array(order.length);
  beta.set(fit.beta);
  const nobody = new Int32Array(waiting.length).fill(-1);
  const half = new Uint8Array(sets.start.length - 1);
  const { halves } = yield* screenMoments(setsInOrder(sets, order), fit.beta.length, beta, half, nobody);
  return scoreTests(halves[0], nobody);
}

/** What some of the sets alone say about every coefficient, to first order around the joint fit. */
export function* modelOn(joint: Joint, chosen: Uint32Array): Generator<undefined, Coefficients> {
  return yield* oneStepEstimate(joint.sets, joint.fit.beta, chosen, RIDGE);
}
