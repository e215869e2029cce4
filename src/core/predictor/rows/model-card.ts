import type { Candidates } from '../candidates/candidates.ts';
import type { Joint } from '../fit/joint.ts';
import type { Screen } from '../fit/screen.ts';
import { METHOD } from '../input.ts';
import type { ModelCard } from '../result.ts';
import type { SampledRiskSets } from '../risk-sets/risk-sets.ts';
import type { Fitted } from './draft-parts.ts';
import type { GradedDrafts } from './grade-drafts.ts';

/** The model card: what was done, in numbers that let somebody else do it again. */
export function modelCard(
  graded: GradedDrafts,
  sampled: SampledRiskSets,
  screen: Screen,
  fitted: Fitted,
  joint: Joint | null,
  candidates: Candidates,
): ModelCard {
  const model = joint?.fit ?? screen.nuisance;
  const notes: string[] = [];
  if (!sampled.split)
    notes.push('Too few conversions to search how many times it takes: every behaviour is tried as once or more.');
  if (sampled.second.length < candidates.facts.converted) {
    notes.push(
      `${sampled.second.length} of ${candidates.facts.converted} conversions were drawn at random; more would hardly narrow the intervals.`,
    );
  }
  notes.push(...candidates.notes);
  if (!model.converged) notes.push('The fit had not fully settled; take the intervals as approximate.');
  return {
    method: METHOD,
    cases: sampled.second.length,
    controlsPerCase: sampled.controlsPerCase,
    riskSetRows: sampled.member.length,
    candidatesTried: graded.tried,
    candidatesFitted: joint ? fitted.selection.fitted.length : 0,
    parameters: joint ? joint.sets.rows.columns : screen.columns.behaviour,
    iterations: model.iterations,
    converged: model.converged,
    nullDeviance: fitted.estimates.baseDeviance ?? fitted.estimates.explained - 2 * model.logLikelihood,
    deviance: -2 * model.logLikelihood,
    calibration: graded.calibration,
    expectedFalse: graded.expectedFalse,
    notes,
  };
}
