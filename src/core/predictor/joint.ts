import { fitConditionalLogit, oneStepEstimate, type ConditionalLogitFit } from '../stats/conditional-logit.ts';
import type { RiskSets } from '../stats/risk-set-moments.ts';
import type { Candidates } from './candidates.ts';
import { setsWith, takeSets } from './joint-columns.ts';
import type { SampledRiskSets } from './risk-sets.ts';
import { firstColumns, RIDGE, type Screen } from './screen.ts';
import { chooseOnHalf, type Selection } from './select.ts';

/** Log hazard ratios of some candidates by themselves. Shapes: (fitted,). */
export interface Effects {
  readonly beta: Float64Array;
  readonly standardError: Float64Array;
}

/** The joint model and what parts of the data say about the same coefficients. */
export interface Joint {
  readonly fit: ConditionalLogitFit;
  readonly sets: RiskSets;
  /** Columns of the model before the candidates. */
  readonly q: number;
  /** Effects of the fitted candidates, honest after the search for n. */
  readonly effects: Effects;
}

const MOST_ITERATIONS = 25;

/**
 * Fit all selected candidates together with activity, entry period and attributes.
 *
 * Where the search for n chose anything but once, the effect is measured on the half of the users that did not choose,
 * both ways, and the two are averaged by their precision: the interval stays honest after the search.
 * Yields now and then. Cost: a fit on all sets and, if n was searched, one on each half.
 */
export function* fitJoint(
  sets: RiskSets,
  sampled: SampledRiskSets,
  candidates: Candidates,
  screen: Screen,
  selection: Selection,
): Generator<undefined, Joint> {
  const q = screen.columns.behaviour;
  const columnsOf = (chosen: readonly number[]): number[] => [...firstColumns(q), ...chosen.map((j) => q + j)];
  const joint = setsWith(sets, columnsOf(selection.fitted));
  const start = new Float64Array(q + selection.fitted.length);
  start.set(screen.nuisance.beta);
  const fit = yield* fitConditionalLogit(joint, { ridge: RIDGE, maxIterations: MOST_ITERATIONS, start });
  const p = fit.beta.length;
  const beta = Float64Array.from(selection.fitted, (_, k) => fit.beta[q + k]!);
  const standardError = Float64Array.from(selection.fitted, (_, k) => Math.sqrt(fit.covariance[(q + k) * p + q + k]!));
  const both = [chooseOnHalf(candidates, selection, screen.halves[0]), chooseOnHalf(candidates, selection, screen.halves[1])];
  const searched = selection.fitted.map((j, k) => both[0]![k] !== j || both[1]![k] !== j || minCountOf(candidates, j) > 1);
  if (sampled.split && searched.includes(true)) {
    const estimates: Effects[] = [];
    for (const half of [0, 1] as const) {
      const chosenByOther = both[1 - half]!;
      const ids = Uint32Array.from([...sampled.half.keys()].filter((set) => sampled.half[set] === half));
      const part = takeSets(setsWith(sets, columnsOf(chosenByOther)), ids);
      const halfFit = yield* fitConditionalLogit(part, { ridge: RIDGE, maxIterations: MOST_ITERATIONS, start: fit.beta });
      estimates.push({
        beta: halfFit.beta.slice(q),
        standardError: Float64Array.from(chosenByOther, (_, k) => Math.sqrt(halfFit.covariance[(q + k) * p + q + k]!)),
      });
    }
    searched.forEach((was, k) => {
      if (!was) return;
      const weight = estimates.map((one) => 1 / one.standardError[k]! ** 2) as [number, number];
      const total = weight[0] + weight[1];
      beta[k] = (weight[0] * estimates[0]!.beta[k]! + weight[1] * estimates[1]!.beta[k]!) / total;
      standardError[k] = Math.sqrt(1 / total);
    });
  }
  return { fit, sets: joint, q, effects: { beta, standardError } };
}

/** What some of the sets alone say about every coefficient, to first order around the joint fit. */
export function* modelOn(
  joint: Joint,
  chosen: Uint32Array,
): Generator<undefined, { readonly beta: Float64Array; readonly covariance: Float64Array }> {
  return yield* oneStepEstimate(joint.sets, joint.fit.beta, chosen, RIDGE);
}

const minCountOf = (candidates: Candidates, j: number): number => candidates.plan.behaviours[j]?.minCount ?? 1;
