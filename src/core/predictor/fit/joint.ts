import {
  settleConditionalLogit,
  withCovariance,
  type ConditionalLogitFit,
  type SettledLogit,
} from '../../stats/conditional-logit.ts';
import { riskSetDiagonal } from '../../stats/risk-set-diagonal.ts';
import type { RiskSets } from '../../stats/risk-set-moments.ts';
import { setsInOrder, setsWith } from './joint-columns.ts';
import type { Coefficients } from './combination.ts';
import { scoreTests, type ScoreTests } from './score-test.ts';
import { screenMoments } from './screen-moments.ts';
import { firstColumns, RIDGE, type Screen } from './screen.ts';
import { clearestOfEach, WORTH_FITTING, type Selection } from './select.ts';

/** The joint model. Columns: q of activity, entry period and attributes, then the fitted candidates. */
export interface Joint {
  readonly fit: ConditionalLogitFit;
  readonly sets: RiskSets;
  readonly q: number;
  /** What was fitted in the end, and what was left waiting. */
  readonly selection: Selection;
  /** Score tests of the waiting candidates given this model, in their order. */
  readonly waiting: ScoreTests;
}

const MOST_ITERATIONS = 25;
/** A one-step guess can lie far out where there is little to go by. */
const LARGEST_GUESS = 3;

/**
 * Fit all selected candidates together with activity, entry period and attributes.
 *
 * Those left out are then tested one by one given all that was fitted, so that nothing is claimed against a weaker model;
 * what turns out clear joins the fit, once more, so that its estimate is the model's too.
 * Yields now and then. Cost: about six passes over the rows, twice that when something joins.
 */
export function* fitJoint(sets: RiskSets, screen: Screen, selection: Selection): Generator<undefined, Joint> {
  const q = screen.columns.behaviour;
  const guess = (j: number): number => Math.max(-LARGEST_GUESS, Math.min(LARGEST_GUESS, screen.all.beta[j]!));
  const first = yield* settle(sets, q, selection, screen.nuisance.beta, guess);
  const waiting = yield* testWaiting(sets, q, first.fit.beta, selection);
  const clearest = clearestOfEach(selection.waiting, waiting.z, selection.family);
  const clear = new Set(
    selection.waiting.filter(
      (j, k) => !selection.aside.has(j) && clearest.has(j) && Math.abs(waiting.z[k]!) >= WORTH_FITTING,
    ),
  );
  if (clear.size === 0) {
    return { ...first, fit: yield* withCovariance(first.sets, first.fit, RIDGE), q, selection, waiting };
  }
  const found = new Map(selection.fitted.map((j, k) => [j, first.fit.beta[q + k]!]));
  const wider: Selection = {
    ...selection,
    fitted: [...selection.fitted, ...clear].sort((a, b) => a - b),
    waiting: selection.waiting.filter((j) => !clear.has(j)),
  };
  const second = yield* settle(sets, q, wider, first.fit.beta.subarray(0, q), (j) => found.get(j) ?? guess(j));
  return {
    sets: second.sets,
    fit: yield* withCovariance(second.sets, second.fit, RIDGE),
    q,
    selection: wider,
    waiting: yield* testWaiting(sets, q, second.fit.beta, wider),
  };
}

function* settle(
  sets: RiskSets,
  q: number,
  selection: Selection,
  nuisance: Float64Array,
  guess: (candidate: number) => number,
): Generator<undefined, { readonly sets: RiskSets; readonly fit: SettledLogit }> {
  const joint = setsWith(sets, [...firstColumns(q), ...selection.fitted.map((j) => q + j)]);
  const start = new Float64Array(q + selection.fitted.length);
  start.set(nuisance);
  selection.fitted.forEach((j, k) => (start[q + k] = guess(j)));
  const fit = yield* settleConditionalLogit(joint, { ridge: RIDGE, maxIterations: MOST_ITERATIONS, start });
  return { sets: joint, fit };
}

function* testWaiting(
  sets: RiskSets,
  q: number,
  fit: Float64Array,
  { fitted, waiting }: Selection,
): Generator<undefined, ScoreTests> {
  const order = [...firstColumns(q), ...[...fitted, ...waiting].map((j) => q + j)];
  const beta = new Float64Array(order.length);
  beta.set(fit);
  const nobody = new Int32Array(waiting.length).fill(-1);
  const half = new Uint8Array(sets.start.length - 1);
  const { halves } = yield* screenMoments(setsInOrder(sets, order), fit.length, beta, half, nobody);
  return scoreTests(halves[0], nobody);
}

/** Less information than this on a coefficient (a standard error above 0.7) says nothing about its sign. */
const LEAST_INFORMATION = 2;

/**
 * What one part of the users says about each coefficient, the others held at the joint fit.
 *
 * @param belongs - shape (rows,), 1 where the row's user is in the part: its cases are compared with its own users only.
 * @returns estimates and a diagonal covariance; infinite where the part has too little to say.
 * Cost: one pass over the rows of the part. Source: Le Cam's one-step estimator, one coefficient at a time.
 */
export function* modelWithin(joint: Joint, belongs: Uint8Array): Generator<undefined, PartModel> {
  const { beta } = joint.fit;
  const p = beta.length;
  const { score, information, cases } = yield* riskSetDiagonal(joint.sets, beta, belongs);
  const moved = beta.slice();
  const covariance = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    const known = information[j]!;
    covariance[j * p + j] = known >= LEAST_INFORMATION ? 1 / known : Infinity;
    if (known >= LEAST_INFORMATION) moved[j]! += score[j]! / known;
  }
  return { beta: moved, covariance, cases };
}

/** A model of one part of the users, and how many cases it rests on. */
export interface PartModel extends Coefficients {
  readonly cases: number;
}
