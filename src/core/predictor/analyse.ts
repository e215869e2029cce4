import { withMerges } from './cohort/merge-table.ts';
import { jointEstimates, screenEstimates } from './fit/estimates.ts';
import { fitJoint } from './fit/joint.ts';
import { fitParts } from './fit/parts.ts';
import { baseLogLikelihood } from './fit/screen.ts';
import type { AnalysisInput } from './input.ts';
import { assessPrediction } from './quality/assess-prediction.ts';
import type { ResultDocument } from './result.ts';
import { assembleResult } from './rows/assemble-result.ts';
import { buildRows, type Extras } from './rows/build-rows.ts';
import { competingExplanations } from './rows/competing.ts';
import type { Fitted } from './rows/draft-parts.ts';
import { gradeDrafts } from './rows/grade-drafts.ts';
import { modelCard } from './rows/model-card.ts';
import { screenScenario } from './screen-scenario.ts';
import { fitSecondOpinion } from './second-opinion/fit-second-opinion.ts';
import { rankIntervals } from './stability/rank-intervals.ts';
import { at, during, type AnalysisStep } from './steps.ts';

/**
 * Answer a scenario: cohort, horizon, risk sets, screen, joint model, claims, words.
 *
 * A generator so that it can be interrupted and shown: it yields a step at each stage and within the long ones.
 * Equal inputs give an equal result. Method: docs in the README beside this file.
 *
 * @throws PteroError `scenario/unknown-event`, `scenario/nobody`.
 */
export function* analyse(asked: AnalysisInput): Generator<AnalysisStep, ResultDocument> {
  const input = withMerges(asked);
  const { prepared, candidates, seen } = yield* screenScenario(input);
  if ('tooLittle' in seen) {
    const drafts = gradeDrafts(input, prepared, candidates, null, null);
    const rows = yield* during(buildRows(input, prepared, candidates, null, drafts, NOTHING_YET), at('finish', 0.95));
    return assembleResult(input, prepared, rows, drafts, {
      stage: 'complete',
      claim: { kind: 'describe-only', reason: seen.tooLittle },
      model: null,
      quality: null,
    });
  }
  const { sampled, sets, screen, selection } = seen;
  const { converted } = prepared.cohort;
  const first: Fitted = {
    screen,
    selection,
    estimates: screenEstimates(candidates, screen, selection, converted),
  };
  const look = gradeDrafts(input, prepared, candidates, first, null);
  const seenRows = yield* during(buildRows(input, prepared, candidates, first, look, NOTHING_YET), at('screen', 0.35));
  yield at(
    'fit',
    0.4,
    assembleResult(input, prepared, seenRows, look, {
      stage: 'screen',
      claim: { kind: 'ranked' },
      model: modelCard(look, sampled, screen, first, null, candidates),
      quality: null,
    }),
  );
  const joint = yield* during(fitJoint(sets, screen, selection), at('fit', 0.5));
  const parts = yield* during(fitParts(joint, prepared.cohort, sampled, candidates), at('finish', 0.7));
  const baseDeviance = -2 * (yield* during(baseLogLikelihood(sets, screen, candidates), at('finish', 0.75)));
  const fitted: Fitted = {
    screen,
    selection: joint.selection,
    estimates: jointEstimates(candidates, screen, joint, converted, parts, baseDeviance),
  };
  const second = yield* during(fitSecondOpinion(input, prepared, candidates, joint), at('finish', 0.8));
  const graded = gradeDrafts(input, prepared, candidates, fitted, second);
  const extras: Extras = {
    rankIntervals: yield* during(
      rankIntervals(joint, sampled, converted.length, graded.graded, input.seed),
      at('finish', 0.9),
    ),
    competing: competingExplanations(input, candidates, screen, joint, graded.graded),
  };
  const quality = yield* during(assessPrediction(input, prepared, candidates), at('finish', 0.95));
  const rows = yield* during(buildRows(input, prepared, candidates, fitted, graded, extras), at('finish', 0.95));
  return assembleResult(input, prepared, rows, graded, {
    stage: 'complete',
    claim: { kind: 'ranked' },
    model: modelCard(graded, sampled, screen, fitted, joint, candidates),
    quality,
  });
}

/** What only the complete result knows. */
const NOTHING_YET: Extras = { rankIntervals: new Map(), competing: new Map() };
