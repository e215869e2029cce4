import type { RiskSets } from '../stats/risk-set-moments.ts';
import { planCandidates, type Candidates } from './candidates/candidates.ts';
import { prepareInSteps, type Prepared } from './cohort/prepare.ts';
import { screenCandidates, type Screen } from './fit/screen.ts';
import { selectCandidates, type Selection } from './fit/select.ts';
import { FEWEST_OUTCOMES, type AnalysisInput } from './input.ts';
import { sampleRiskSets, type SampledRiskSets } from './risk-sets/risk-sets.ts';
import { at, during, type AnalysisStep } from './steps.ts';

/** What the screen saw; null where there is too little to compare. */
export interface Screened {
  readonly sampled: SampledRiskSets;
  readonly sets: RiskSets;
  readonly screen: Screen;
  readonly selection: Selection;
}

/** A scenario up to its first table. */
export interface ScreenedScenario {
  readonly prepared: Prepared;
  readonly candidates: Candidates;
  /** Or why nothing may be claimed. */
  readonly seen: Screened | { readonly tooLittle: string };
}

/**
 * The first half of an analysis: cohort, horizon, candidates, sampled risk sets, and each candidate by itself.
 *
 * @throws PteroError `scenario/unknown-event`, `scenario/nobody`.
 */
export function* screenScenario(input: AnalysisInput): Generator<AnalysisStep, ScreenedScenario> {
  yield at('cohort', 0);
  const prepared = yield* during(prepareInSteps(input), at('cohort', 0));
  yield at('cohort', 0.05);
  const candidates = yield* during(planCandidates(input, prepared), at('cohort', 0.05));
  const tooLittle = whyTooLittle(input, prepared);
  if (tooLittle !== null) return { prepared, candidates, seen: { tooLittle } };
  yield at('risk-sets', 0.1);
  const sampled = sampleRiskSets(prepared.cohort, input.seed);
  const sets = yield* during(prepared.passes.moments(prepared.window, sampled, candidates.plan), at('risk-sets', 0.15));
  const screen = yield* during(screenCandidates(sets, sampled, candidates), at('screen', 0.25));
  const selection = yield* during(selectCandidates(sets, candidates, screen, sampled.split), at('screen', 0.35));
  return { prepared, candidates, seen: { sampled, sets, screen, selection } };
}

function whyTooLittle(input: AnalysisInput, { cohort, converted }: Prepared): string | null {
  const not = cohort.user.length - converted;
  const { event } = input.definition.target;
  if (converted < FEWEST_OUTCOMES) {
    return `Only ${people(converted)} reached ${event} in time; ${FEWEST_OUTCOMES} are needed before a ranking can be trusted.`;
  }
  if (not < FEWEST_OUTCOMES) {
    return `Only ${people(not)} had not reached ${event}; ${FEWEST_OUTCOMES} are needed to compare with.`;
  }
  return null;
}

const people = (n: number): string => (n === 1 ? '1 person' : `${n} people`);
